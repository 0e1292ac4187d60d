"""The phone's door: push, pull, photos, and the field app's shell."""
