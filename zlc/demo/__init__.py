"""A small believable world: 云岭市, two units at work, six walks built from published real cases."""
