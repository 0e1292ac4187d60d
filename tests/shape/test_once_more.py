"""Only a few stories in a browser are told again, and never a rule."""

from tests.once_more import once_more

STORY = "tests/e2e/test_home.py::test_a[390]"
OTHER = "tests/e2e/test_opening.py::test_b"


def test_a_few_stories_are_told_once_more():
    assert once_more([OTHER, STORY]) == [STORY, OTHER]


def test_many_are_not_and_neither_is_anything_that_runs_beside_a_rule_that_failed():
    assert once_more([f"tests/e2e/test_home.py::test_{number}" for number in range(4)]) == []
    assert once_more([STORY, "tests/sync/test_push.py::test_c"]) == []
    assert once_more([]) == []
