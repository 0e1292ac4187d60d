"""收下未用的记录, and what they wish."""
