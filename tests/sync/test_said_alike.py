"""The phone and the desk use the same word for the same code, and the phone alone knows what it must: docs/glossary.md."""

import json
import subprocess
from typing import Any

import pytest

from tests.sync.phone_code import bundled
from zlc.catalogue.categories import CATEGORIES, SEVERITIES, category_name
from zlc.catalogue.checklist import INTERMEDIARY, PROOF, VERDICTS
from zlc.catalogue.models import LIMIT_UNITS
from zlc.catalogue.step_templates import STAGES, TEMPLATES
from zlc.config import ROOT
from zlc.desk.together.page import DRAWN
from zlc.documents.patterns import FILLS, STROKES
from zlc.problems.states import UNDER_WAY, VERBS
from zlc.sync.envelope import LIMITS
from zlc.walks import words
from zlc.walks.journal.wishes import GUARDED
from zlc.walks.models import CHANNELS, MODES
from zlc.walks.photos.pictures.sizes import LONG_EDGE, THUMB_EDGE
from zlc.walks.standing import REACHED
from zlc.walks.times.counter_day import LOOK, USES
from zlc.walks.times.timeline import KINDS

ALIKE: dict[str, dict[Any, str]] = {
    "MODES": MODES,
    "CHANNELS": CHANNELS,
    "KINDS": KINDS,
    "STAGES": STAGES,
    "CERTAINTY": words.CERTAINTIES,
    "RESULTS": words.RESULTS,
    "REACHED": REACHED,
    "VERDICTS": VERDICTS,
    "SEVERITIES": SEVERITIES,
    "NEEDS": words.NEEDS,
    "RATINGS": words.RATINGS,
    "PROOF_TAGS": {tag.tag: tag.name for tag in PROOF.tags},
    "BROKER_TAGS": {tag.tag: tag.name for tag in INTERMEDIARY.tags},
    "CASE_EVENTS": words.CASE_EVENTS,
    "ENTRY_KINDS": words.KINDS,
    "MEANINGS": words.MEANINGS,
}
# What the desk has no word for.
ITS_OWN = {"PHOTO_STATES"}


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    command = bundled("tests/sync/said.ts", tmp_path_factory.mktemp("said"))
    said: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)
    return said


def keyed(table: dict[Any, str]) -> dict[str, str]:
    """JSON's keys are text."""
    return {str(code): word for code, word in table.items()}


@pytest.mark.parametrize("name", ALIKE)
def test_a_code_has_the_same_word_on_both_sides(phone, name):
    assert phone["words"][name] == keyed(ALIKE[name])


def test_a_field_has_the_same_word_on_both_sides(phone):
    fields = phone["words"]["FIELDS"]
    assert fields == {field: words.FIELDS.get(field) for field in fields}


def test_no_table_of_words_is_left_out(phone):
    assert set(phone["words"]) == {*ALIKE, *ITS_OWN, "FIELDS"}


def test_how_a_window_was_used_and_how_a_limit_is_counted_read_alike(phone):
    assert phone["USES"] == USES
    assert phone["LIMIT_UNITS"] == LIMIT_UNITS


def test_a_deadline_counts_for_the_same_problems(phone):
    assert set(phone["UNDER_WAY"]) == UNDER_WAY


def test_striking_out_only_asks_for_the_same_things(phone):
    assert set(phone["TAKEN"]) == VERBS["keep"].states
    assert tuple(phone["GUARDED"]) == GUARDED


def test_a_problem_without_a_category_reads_alike(phone):
    assert phone["UNCLASSIFIED"] == category_name(None)


def test_a_phone_that_never_met_the_server_has_the_default_steps(phone):
    steps = {channel: [step._asdict() for step in TEMPLATES[channel]] for channel in ("hall", "online")}
    assert phone["BARE"]["templates"] == steps
    for category in phone["BARE"]["categories"]:
        assert category["name"] == CATEGORIES[category["category"]]


def test_a_picture_has_the_same_size_on_both_sides(phone):
    assert phone["edges"] == {"LONG_EDGE": LONG_EDGE, "THUMB_EDGE": THUMB_EDGE}


def test_what_the_server_takes_at_once_is_known_before_it_says_so(phone):
    assert phone["DEFAULT_LIMITS"] == LIMITS


def test_a_kind_of_time_looks_the_same_on_the_phone_the_page_and_paper(phone):
    """One hue and one pattern each; the light tokens are what the page and the phone fill with, FILLS what paper does."""
    assert phone["LOOK"] == LOOK
    assert {kind: stroke for kind, stroke in phone["PATTERN"].items() if stroke} == {k: v for k, v in STROKES.items() if k != "stopped"}
    light = (ROOT / "static/css/tokens.css").read_text().partition("@media")[0]
    token = {"own_work": "own"}
    for kind in phone["PATTERN"]:
        assert f"--{token.get(kind, kind)}-fill: {FILLS[kind]};" in light, kind
        for sheet in ("times.css", "desk-timeline.css"):
            assert f".{kind} {{\n  fill: var(--{token.get(kind, kind)}-fill);" in (ROOT / "static/css" / sheet).read_text(), (kind, sheet)


def test_idle_and_pause_look_like_nothing_else_in_colour_and_without(phone):
    drawn = [kind for kind in FILLS if kind != "stopped"]
    assert len({FILLS[kind] for kind in drawn}) == len({STROKES.get(kind, "") for kind in drawn}) == len(drawn)
    assert len(set(LOOK.values())) == len(LOOK) and not {LOOK["idle"], LOOK["pause"]} & set(KINDS)
    assert [DRAWN[doing] for doing in ("service", "idle", "paused")] == [LOOK[use] for use in ("handled", "idle", "pause")]
