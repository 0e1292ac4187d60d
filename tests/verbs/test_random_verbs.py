"""Random verbs by random people, at the desk and on phones that send late, over weeks: whatever they do, the laws hold after each step.

All 500 (100 on PostgreSQL) take minutes: `ZLC_VERB_STORIES` says how many there are, 120 (20) where it says nothing."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verbs import doing
from tests.verbs.doing import ACTS, Step
from tests.verbs.laws import Laws, lights
from tests.verbs.scene import peopled, story
from zlc.database import db
from zlc.errors import Refusal
from zlc.needs.models import Need
from zlc.problems.models import Problem
from zlc.rectifications.models import Rectification

FEW = "20" if os.environ.get("ZLC_TEST_STORE") == "postgresql" else "120"
STORIES = int(os.environ.get("ZLC_VERB_STORIES", FEW))
LIKELY = ("desk",) * 24 + ("write", "send") * 3 + ("record", "record", "new", "wait", "walk", "move")
NUMBER = st.integers(0, 999)
STEPS = st.lists(st.builds(Step, st.sampled_from(LIKELY), NUMBER, NUMBER, NUMBER, st.sampled_from((True,) * 7 + (False,))),
                 min_size=20, max_size=80)  # fmt: skip


@pytest.mark.long
def test_whatever_anybody_does_the_laws_hold(app, world):
    tried: Counter[str] = Counter()
    with app.app_context():
        devices = peopled(world)

        @settings(max_examples=STORIES, deadline=None, suppress_health_check=[*HealthCheck], derandomize=True)
        @given(STEPS)
        def told(steps):
            with story(world, devices) as scene:
                laws = Laws()
                for step in steps:
                    tried[take(scene, step, laws)] += 1
                lights(scene.lines())

        told()
    verbs = {f"{noun} {verb}" for noun, played in doing.VERBS.items() for verb in played}
    missed = sorted(verbs - tried.keys())
    if STORIES >= 120:
        assert {"整次移交", "传", "再走一遍", "refused"} <= tried.keys() and len(missed) <= len(verbs) // 3, missed


def take(scene, step, laws):
    try:
        with db.session.begin_nested():
            said = doing.take(scene, step)
            db.session.flush()
    except Refusal:
        db.session.expire_all()
        laws.refused()
        return "refused"
    scene.settle()
    laws.check(scene.entries, scene.taken)
    return said


# What needs a record that was amended, or more words than a story has.
NOT_PLAYED = {"问题": {"correct", "suggest"}, "需求": set(), "整改": set()}


@pytest.mark.parametrize("model", [Problem, Need, Rectification])
def test_every_verb_is_played(model):
    assert model.TABLE.VERBS.keys() - NOT_PLAYED[model.CALLED] == doing.VERBS[model.CALLED].keys()


def test_every_act_is_taken_by_some_story():
    assert set(LIKELY) == set(ACTS)
