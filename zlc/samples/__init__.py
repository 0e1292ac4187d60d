"""Samples of closings, drawn from a printed seed, and what was found when they were looked at."""
