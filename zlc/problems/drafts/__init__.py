"""拟记的问题: what the system words as a problem from what a walk recorded, for a person to decide."""
