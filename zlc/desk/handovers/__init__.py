"""移交 between units."""
