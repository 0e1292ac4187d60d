"""Walks and counter sessions: the journal, the fold, times, photos."""
