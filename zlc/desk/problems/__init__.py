"""问题清单 and the page of one problem."""
