"""Stories wait: what a page shows is never asked for once and taken for its last word, for a busy machine shows it later."""

import ast
from collections.abc import Iterator

import pytest

from zlc.config import ROOT

# What Playwright answers at once, about this very moment; `evaluate` is not among them, which may be a promise.
ONCE = {
    "all", "all_inner_texts", "all_text_contents", "bounding_box", "count", "get_attribute", "inner_html", "inner_text",
    "input_value", "is_checked", "is_disabled", "is_editable", "is_enabled", "is_hidden", "is_visible", "query_selector",
    "query_selector_all", "text_content",
}  # fmt: skip
DRIVING = sorted(
    path for path in (ROOT / "tests").rglob("*.py") if any(word in path.read_text() for word in ("playwright", "tests.e2e"))
)


def reads(node: ast.AST) -> bool:
    """Whether it looks at a page once; a lambda is for `becomes`, which calls it again. «».count(«») is of a text."""
    if isinstance(node, ast.Lambda):
        return False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ONCE:
        of_a_text = node.func.attr == "count" and node.args
        if not of_a_text:
            return True
    return any(reads(part) for part in ast.iter_child_nodes(node))


def looked_at_once(source: str) -> Iterator[int]:
    """The lines of what is asserted of such a look, or of a name that was given one in the same function."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        given = [node for node in ast.walk(function) if isinstance(node, ast.Assign) and reads(node.value)]
        names = {part.id for node in given for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)}
        for node in ast.walk(function):
            if isinstance(node, ast.Assert):
                told = {part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)}
                if reads(node.test) or told & names:
                    yield node.lineno


@pytest.mark.parametrize("path", DRIVING, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_shows_is_waited_for(path):
    lines = sorted(set(looked_at_once(path.read_text())))
    assert not lines, f"lines {lines}: say `expect(…)`, or `becomes(lambda: …, …)` or `box_of(…)` of tests/e2e/thumb.py"


def test_the_rule_finds_them():
    bad = ["assert page.locator('p').count() == 0", "text = row.inner_text()\n    assert 'a' in text", "assert box.bounding_box()['x'] > 1"]
    good = ["becomes(lambda: row.inner_text(), 'a')", "assert row_of(page)['text'].count('a') == 1", "expect(row).to_have_text('a')"]
    found = [list(looked_at_once(f"def story(page):\n    {line}\n")) for line in [*bad, *good]]
    assert found == [[2], [3], [2], [], [], []]
