"""A walk and a counter session on one axis."""
