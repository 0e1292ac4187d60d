"""Matters and what is published about them, step templates, the checklist, working days."""
