"""How many connections a process holds: as many as it may have files open, less what it needs for itself."""

import resource

FILES = 8192
OWN = 256  # files: the database, photos being written, bodies too long for memory
MOST = 2048


def open_more_files() -> None:
    """Raise the soft limit, which is 1024 on most machines, as far as the hard one lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def places() -> int:
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else max(32, min(MOST, soft - OWN))
