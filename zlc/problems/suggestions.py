"""优化建议: how the matter could be made easier, on the problem that shows it: which figure, from what to what, and in words. The latest
one stands; the history has them all, with who and when. No phone knows of it. `suggest` is a method of Problem (models.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zlc.accounts.models import Person
from zlc.documents.masking import private_spans
from zlc.errors import NotNow, Refusal
from zlc.problems.guards import check_may, check_state
from zlc.problems.said import PRIVATE
from zlc.problems.states import VERBS
from zlc.texts import clean_text

if TYPE_CHECKING:
    from zlc.problems.models import Problem

FIGURES = {
    "materials": "材料", "limit": "时限", "steps": "环节", "trips": "跑动", "online": "网办", "wait": "等候", "other": "其他",
}  # fmt: skip
LONGEST_VALUE, LONGEST_WORDS = 40, 500


def suggest(self: Problem, by: Person, figure: str, before: str, after: str, way: str) -> None:
    """`before` and `after`: 「7 份」, 「2 份」. `way`: how. What is to become of it must be said, as a value or in words."""
    check_may(self, VERBS["suggest"], by)
    said = {"figure": checked_figure(figure), **checked_words(before, after, way)}
    check_state(self, VERBS["suggest"])
    if said == self.suggestion:
        raise NotNow("和现在的优化建议一样，没有重复登记。")
    before_it, self.suggestion = self.suggestion, said
    self.happened(VERBS["suggest"].event, by.id, changes={"suggestion": [before_it, said]})


def checked_figure(figure: str) -> str:
    """Raises Refusal (422)."""
    if figure not in FIGURES:
        raise Refusal("请选优化哪一项。", status=422, field="figure")
    return figure


def checked_words(before: str, after: str, way: str) -> dict[str, str]:
    """Raises Refusal (422)."""
    said = {
        "before": _words(before, LONGEST_VALUE, "before"), "after": _words(after, LONGEST_VALUE, "after"),
        "way": _words(way, LONGEST_WORDS, "way"),
    }  # fmt: skip
    if not (said["after"] or said["way"]):
        raise Refusal("请写明改成什么，或者怎么改。", status=422, field="way")
    return said


def words_of(said: dict[str, Any] | None) -> str:
    """「材料：7 份 → 2 份。身份证和户口本可以共享」; empty for none."""
    if not said:
        return ""
    change = " → ".join(filter(None, (said["before"], said["after"]))) if said["after"] else said["before"] and f"现在 {said['before']}"
    return f"{FIGURES.get(said['figure'], said['figure'])}：{'。'.join(filter(None, (change, said['way'])))}"


def _words(text: str, most: int, field: str) -> str:
    text = clean_text(text).strip() if field == "way" else " ".join(clean_text(text).split())
    if len(text) > most:
        raise Refusal(f"请不超过 {most} 字，现在有 {len(text)} 字。", status=422, field=field)
    if private_spans(text):
        raise Refusal(PRIVATE, status=422, field=field)
    return text
