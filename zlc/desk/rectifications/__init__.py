"""整改清单 and the page of one rectification."""
