"""A problem's story from top to bottom: found, amended, confirmed, assigned … as one timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zlc import clock
from zlc.catalogue.categories import SEVERITIES, category_name
from zlc.catalogue.step_templates import STAGES
from zlc.desk.held.wishes import WishRow
from zlc.desk.problems.moments import (
    Moment,
    Waiting,
    change_lines,
    happened,
    moments_of,
    people_in,
    struck_by,
    waiting_of,
)
from zlc.problems import gaps
from zlc.problems.models import Problem, ProblemEvent
from zlc.problems.passing import OUTCOMES
from zlc.problems.seen import GIVEN, given_words
from zlc.problems.sources import channel_name
from zlc.problems.states import EVENTS, REJECTED, STATES
from zlc.problems.suggestions import words_of
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.names import names_in, people_named
from zlc.walks.words import Names, check_key

COLUMNS = {
    "text": "内容", "category": "类别", "stage": "环节", "severity": "影响", "check_item": "体验要素",
    "found_at": "发现时间", "matter_name": "事项", "place": "地点", "channel": "从哪里来", "outside_number": "对方编号",
    "suggestion": "优化建议",
}  # fmt: skip

TINTS = {
    "confirmed": "blue", "signed": "blue", "assigned": "office", "begun": "office", "registered": "waiting", "tasked": "waiting",
    "required": "red",
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    names: Names
    moments: list[Moment]
    waiting: list[Waiting]
    stage: str
    step: str
    category: str
    check: str
    struck_by: str


def story_of(problem: Problem, walk: Walk | None, state: WalkState, wishes: Iterable[WishRow] = ()) -> Story:
    """`state` is its walk's, an empty one where it has none: then its story begins with the desk's own event. `wishes`: who
    wanted it struck out, and what was decided."""
    events = problem.history()
    accepted = gaps.accepted_as(problem.id) if problem.source == "proposal" else None
    named = [*people_in(events), problem.recorder_id, *([accepted.by] if accepted else [])]
    names = names_in(state) | people_named(named)
    done = [_happened(event, names) for event in events]
    if accepted:
        done.insert(0, Moment(accepted.at, gaps.VERBS[accepted.verb], names.get(accepted.by, "未知人员"), ["由公示与实走拟记"]))
    stage_entry = state.entries.get(problem.stage_entry or "")
    step = names.get(stage_entry.fields.get("step") or "", "") if stage_entry else ""
    return Story(
        names=names,
        moments=moments_of(problem, walk, state, names, done, wishes, proposed=accepted is not None),
        waiting=waiting_of(problem, names, COLUMNS, _shown),
        stage=STAGES.get(problem.stage or "", "环节未记"),
        step=step,
        category=category_name(problem.category),
        check=names.get(check_key(problem.check_item), problem.check_item) if problem.check_item else "",
        struck_by=struck_by(problem, events, names),
    )


def _happened(event: ProblemEvent, names: Names) -> Moment:
    lines: list[str] = []
    detail = event.detail
    if event.verb == "suggested" and detail["changes"]["suggestion"][0] is None:
        return happened(event, names, EVENTS[event.verb], [words_of(detail["changes"]["suggestion"][1])], "")
    if event.verb in GIVEN:
        lines.append("，".join(given_words(detail)))
        lines += [f"整改编号 {detail['number']}"] if "number" in detail else []
    elif event.verb == "rejected":
        lines.append(REJECTED[detail["state"]])
    elif event.verb == "reopened":
        lines.append(f"原为「{STATES[detail['state']]}」")
    elif event.verb == "registered":
        lines.append(" ".join(filter(None, (channel_name(detail["channel"]), detail["outside_number"]))))
        lines.append(f"{clock.spoken_day(date.fromisoformat(detail['found_on']))}发现")
    elif event.verb in ("handed", "recalled", "taken", "ruled", "settled", "tasked"):
        lines += _passed(event.verb, detail)
    elif event.verb == "moved":
        same = detail["number"] == event.about.full_number  # a release that numbered it anew kept what it was called before
        lines.append(f"原属{detail['unit']}，编号不变" if same else f"原编号 {detail['number']}")
    tint = TINTS.get(event.verb, "")
    return happened(event, names, EVENTS[event.verb], lines + change_lines(event, names, COLUMNS, _shown), tint)


def _passed(verb: str, detail: dict[str, Any]) -> list[str]:
    """From whom to whom, and until when."""
    until = f"最晚 {_day(detail['until'])} " if detail.get("until") else ""
    if verb == "tasked":
        helpers = f"，协办 {'、'.join(detail['helpers'])}" if detail["helpers"] else ""
        return [f"主办 {detail['to']}{helpers}", f"要求 {_day(detail['due_on'])} 办结，{until}签收"]
    if verb == "settled":
        return [f"{detail['to']} {_day(detail['day'])}答复：{OUTCOMES[detail['outcome']]}"]
    if verb == "handed":
        return [f"移交 {detail['to']}", *([f"{until}接收"] if until else [])]
    if verb == "recalled":
        return [f"原移交 {detail['to']}"]
    return [f"{detail['unit']} → {detail['to']}，编号不变"]


def _day(said: str) -> str:
    return clock.spoken_day(date.fromisoformat(said))


def _shown(column: str, value: Any, names: Names) -> str:
    if column == "category":
        return category_name(value)
    if value in (None, ""):
        return "（空）"
    if column == "suggestion":
        return words_of(value)
    if column == "channel":
        return channel_name(value)
    if column == "severity":
        return SEVERITIES.get(value, str(value))
    if column == "stage":
        return STAGES.get(value, str(value))
    if column == "check_item":
        return names.get(check_key(value), str(value))
    return clock.spoken(value) if column == "found_at" else str(value)
