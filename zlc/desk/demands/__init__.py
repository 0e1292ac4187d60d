"""证明清单 and 中介清单, and the page of one of each."""
