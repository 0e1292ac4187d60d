"""The six walks, one file each. They hold what the published case says, and leave unsaid what it does not.

In a walk `phone.wait(…)` carries the minutes the case states; the rest is stamped without a length.
"""

from collections.abc import Callable

from zlc.demo.town import Town
from zlc.demo.walks import enrolment, felling, food, mortgage, seed_permit, transfer

# Each writes and pushes its entries, and returns the walk's id. The keys are those of matters.py.
WALKS: dict[str, Callable[[Town], str]] = {
    "food": food.walk,
    "transfer": transfer.walk,
    "enrolment": enrolment.walk,
    "seed_permit": seed_permit.walk,
    "mortgage": mortgage.walk,
    "felling": felling.walk,
}
