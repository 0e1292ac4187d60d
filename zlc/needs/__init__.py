"""The list of needs: what the public, enterprises and staff ask for, and what became of it."""
