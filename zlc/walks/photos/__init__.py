"""Photos: what came, where it lies, what is shown of it."""
