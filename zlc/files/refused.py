"""Why a file is not taken, in words for whoever handed it in."""


class NotTaken(Exception):
    """Says what it is and what to do; that it was not taken goes without saying (taking.py puts it in front)."""
