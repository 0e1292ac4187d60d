"""An intermediary is only listed: what is to be done about it is a problem's business."""

from zlc.demands import proof_states
from zlc.problems.states import Verb

STATES = {"new": "在列", "withdrawn": "已撤回"}
SET_ASIDE = ("withdrawn",)
TINTS: dict[str, str] = {}
VERBS: dict[str, Verb] = {}
EVENTS = {event: word for event, word in proof_states.EVENTS.items() if event != proof_states.JUDGE.event}
