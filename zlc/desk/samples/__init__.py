"""抽查: the samples that were drawn, one of them, and its check sheet."""
