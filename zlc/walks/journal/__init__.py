"""Taking entries in, and folding what came."""
