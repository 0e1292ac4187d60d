"""What the process from which ours are forked has done beforehand, once for all of them: tests/processes.py."""

import gc

from sqlalchemy.orm import configure_mappers

import zlc.demo.world  # noqa: F401  with it all tables are known

configure_mappers()
gc.freeze()  # what is read stays, and none of them looks through it for what can go
