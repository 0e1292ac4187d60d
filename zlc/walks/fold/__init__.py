"""A walk's state from its set of entries, whatever their order of arrival (docs/sync.md, The fold). Pure: no
clock, no database. The same rules run on the phone, static/client/journal/."""

from zlc.walks.entries.entry import Known
from zlc.walks.fold.state import WalkState
from zlc.walks.fold.walk import fold

__all__ = ["Known", "WalkState", "fold"]
