"""The problem list, and the walk page that shows a walk with its problems."""
