"""Files that people hand in: known by what is in them, cleaned apart, stored by hash."""
