"""Random stories with every fault at once. `machine_on(ground)` is what tests/model/test_model.py runs."""

import os
import sys
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.model.ground import Ground
from tests.model.network import FAULTS
from tests.model.shots import DAY
from tests.model.story import Story
from tests.model.writing import APPLIES, HELD

ON_POSTGRESQL = os.environ.get("ZLC_TEST_STORE") == "postgresql"
LONG = os.environ.get("ZLC_LONG") == "1"
STEPS = 40
PARTS = 4
STORIES = (15 if ON_POSTGRESQL else 75) * (10 if LONG else 1)  # of each part
SHRINKS = True

WHICH = st.integers(0, 59)
PHONE = st.integers(0, 5)
# The first request of a round is its greeting: a fault must reach the push and the pull as well.
TROUBLE = st.lists(st.sampled_from([None, None, *FAULTS]), max_size=4)
CORRECTION = st.sampled_from(["field", "field", "at", "void"])
HOUR = 3_600_000


class Model(RuleBasedStateMachine):
    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.story = Story(self.ground)

    def teardown(self) -> None:
        if sys.exc_info()[0] is None:  # else the story has failed already
            self.story.come_to_rest()

    # -- people write -----------------------------------------------------------------------------

    @rule(phone=PHONE, walk=WHICH, entries=st.lists(st.sampled_from(APPLIES), min_size=1, max_size=4))
    def write(self, phone: int, walk: int, entries: list[Any]) -> None:
        at = self.story.phone(phone)
        on = self.story.walk_for(at, walk)
        for kind, data in entries:
            self.story.write(at, on, kind, data)

    @rule(phone=PHONE, walk=WHICH)
    def take_a_photo(self, phone: int, walk: int) -> None:
        at = self.story.phone(phone)
        self.story.take_photo(at, self.story.walk_for(at, walk))

    @rule(phone=PHONE, which=WHICH, what=CORRECTION, fresh=st.booleans())
    def amend(self, phone: int, which: int, what: str, fresh: bool) -> None:
        self.story.amend(self.story.phone(phone), which, what, fresh)

    @rule(one=PHONE, other=PHONE, which=WHICH, what=CORRECTION)
    def amend_at_once(self, one: int, other: int, which: int, what: str) -> None:
        """Two people correct the same thing, not knowing of each other."""
        self.story.amend_at_once(self.story.phone(one), self.story.phone(other), which, what)

    @rule(phone=PHONE, walk=WHICH, entry=st.sampled_from([*HELD, "damaged", "another unit's", "an id twice"]))
    def write_oddly(self, phone: int, walk: int, entry: Any) -> None:
        at = self.story.phone(phone)
        if entry == "damaged":
            self.story.damaged(at)
        elif entry == "another unit's":
            self.story.intrude(at, walk)
        elif entry == "an id twice":
            self.story.write_under_a_used_id(at, walk)
        else:
            self.story.write(at, self.story.walk_for(at, walk), *entry)

    @precondition(lambda self: self.story.serial % 3 == 0)
    @rule(phone=PHONE, which=WHICH, unit=st.sampled_from(["home", "other"]))
    def hand_over(self, phone: int, which: int, unit: str) -> None:
        self.story.hand_over(self.story.phone(phone), which, unit)

    @rule(which=WHICH)
    def grant(self, which: int) -> None:
        self.story.grant(which)

    # -- phones sync ------------------------------------------------------------------------------

    @rule(phone=PHONE, trouble=TROUBLE, greets=st.booleans(), size=st.sampled_from([(200, 500), (3, 4), (1, 1)]))
    def sync(self, phone: int, trouble: list[str | None], greets: bool, size: tuple[int, int]) -> None:
        """`size`: entries in a push and in a page of the pull. Soon after the last time there is no greeting."""
        at = self.story.phone(phone)
        at.line.faults = list(trouble)
        at.sync(*size, greets=greets)
        at.line.faults = []

    @rule(one=PHONE, other=PHONE)
    def two_sync(self, one: int, other: int) -> None:
        """Without a fault: what one wrote, the other may amend."""
        for which in (one, other):
            self.story.phone(which).line.log_in()
            self.story.phone(which).sync()

    @rule(phone=PHONE)
    def arrive_late(self, phone: int) -> None:
        self.story.phone(phone).line.arrive_late()

    @precondition(lambda self: self.story.restless)
    @rule()
    def everybody_syncs(self) -> None:
        self.story.come_to_rest()

    # -- time and machines ------------------------------------------------------------------------

    @rule(phone=PHONE, by=st.sampled_from([-400 * 24 * HOUR, -HOUR, -5000, 5000, HOUR, 400 * 24 * HOUR]))
    def clock_jumps(self, phone: int, by: int) -> None:
        self.story.phone(phone).skew += by

    @rule(phone=PHONE, passes=st.integers(1, HOUR))
    def app_is_killed(self, phone: int, passes: int) -> None:
        self.ground.now += passes
        self.story.phone(phone).fresh_pace()

    @rule()
    def back_up_the_server(self) -> None:
        self.story.take_backup()

    @precondition(lambda self: self.story.backup is not None)
    @rule(told=st.booleans())
    def restore_the_server(self, told: bool) -> None:
        self.story.restore(told)

    @rule()
    def copy_the_photos(self) -> None:
        self.ground.copy_photos()

    @rule(days=st.integers(0, 2))
    def put_an_older_folder_of_photos_back(self, days: int) -> None:
        """Older than the database, or empty, and noticed some days later."""
        self.ground.put_photos_back()
        self.ground.now += days * DAY

    @rule(phone=PHONE)
    def back_up_a_phone(self, phone: int) -> None:
        self.story.save(phone)

    @precondition(lambda self: self.story.saved)
    @rule(clone=st.booleans())
    def restore_a_phone(self, clone: bool) -> None:
        if clone:
            self.story.clone()
        else:
            self.story.rewind()


def run(on: Ground, part: int = 0) -> None:
    """The normal run of a part repeats itself exactly; `./run.sh test --long` explores."""

    class ModelHere(Model):
        ground = on

    machine = ModelHere if LONG else seed(part)(ModelHere)
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if SHRINKS else [])]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=STORIES, stateful_step_count=STEPS, database=None, deadline=None,
            print_blob=True, phases=phases, report_multiple_bugs=False, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
