"""公示与实走 of one walk."""
