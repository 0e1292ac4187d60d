"""The walks, by the case they are built from. They hold what the published case says, and leave unsaid what it
does not; programme statistics (C27, C29, C33) are nobody's walk and have none.

In a walk `phone.wait(…)` carries the minutes the case states. Steps a case names without a length are stamped
afterwards (补记) at one instant, and read 未记.
"""

from collections.abc import Callable

from zlc.demo.town import Town
from zlc.demo.walks import (
    care,
    enrolment,
    felling,
    firms,
    food,
    insurance_window,
    mortgage,
    permits,
    seed_permit,
    street_aids,
    streets,
    transfer,
)

# Each writes and pushes its entries, and returns the walk's id; the oldest come first.
WALKS: dict[str, Callable[[Town], str]] = {
    "C45": food.walk,
    "C55 before": streets.tax_before,
    "C47 before": insurance_window.before,
    "C25": permits.environment,
    "C39": streets.reissue,
    "C21 licence": firms.licence,
    "C21 catering": firms.catering,
    "C57": care.newborn,
    "C23": streets.subsidy,
    "C11": permits.billboard,
    "C15": street_aids.walk,
    "C51": permits.start,
    "C35": firms.turning_place,
    "C17": care.outpatient,
    "C13": permits.franchise,
    "C37 registration": firms.registration,
    "C37 deed": firms.deed,
    "C47 after": insurance_window.after,
    "C49 allowance": care.allowance,
    "C49 society": care.society,
    "C55 after": streets.tax_after,
    "C59": permits.construction,
    "C43": transfer.walk,
    "C03": enrolment.walk,
    "C41": insurance_window.supplement,
    "C05": seed_permit.walk,
    "C01": mortgage.walk,
    "mistaken": insurance_window.mistaken,
    "C07": felling.walk,
}
