"""The desk: every page of those who work with the lists. Rules live below it."""
