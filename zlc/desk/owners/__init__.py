"""The page of an owner without an account: what a link opens (zlc/rectifications/by_link.py), and nothing else."""
