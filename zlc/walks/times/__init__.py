"""How long things took: pure, but for what is published."""
