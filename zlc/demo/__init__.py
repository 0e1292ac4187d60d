"""A small believable world: 云岭市, its departments and towns, their walks built from published real cases."""
