"""What every verb of a list asks first, and how one that comes too late is told who was first."""

from typing import Any

from zlc import clock
from zlc.accounts.models import Person
from zlc.errors import Forbidden, NotNow
from zlc.problems.line import Line
from zlc.problems.sources import SOURCES
from zlc.problems.states import WHO, Verb
from zlc.walks.names import people_named

WHY_LEFT = "请写明为什么不采用，以后查得到。"


def check_driver(line: Line, person: Person) -> None:
    if not line.may_be_driven_by(person):
        raise Forbidden(f"{line.CALLED}由本单位联络员处理，您可以查看。没有改动任何内容。")


def check_may(line: Line, verb: Verb, person: Person) -> None:
    """The same of one verb, which may be the office's too, or alone."""
    if line.may_be_done_by(verb, person):
        return
    if "coordinator" not in verb.by:
        who = "、".join(word for one, word in WHO.items() if one in verb.by)
        raise Forbidden(f"{verb.word}由{who}定，您可以查看。没有改动任何内容。")
    check_driver(line, person)


def check_state(line: Line, verb: Verb) -> None:
    """Raises NotNow when it is too late, and says who was first; or for what came from elsewhere than the verb is for."""
    if verb.name == "confirm" and line.source == "task":
        raise NotNow(f"交办的{line.CALLED}签收就是确认，不用另外确认，现在是「{line.state_name}」。没有改动任何内容。")
    if verb.sources and line.source not in verb.sources:
        raise NotNow(f"{SOURCES[line.source]}的{line.CALLED}不能{verb.word}。没有改动任何内容。")
    if line.state in verb.states:
        check_standing(line, verb)
        return
    stands = f"这条{line.CALLED}现在是「{line.state_name}」，"
    last = next((event for event in reversed(line.history()) if event.verb == verb.event), None)
    if last is None:
        raise NotNow(f"{stands}不能{verb.word}。没有改动任何内容。")
    name = people_named([last.by]).get(last.by or "", "有人")
    raise NotNow(f"{name}已在 {clock.spoken(last.at)} {verb.word}过，{stands}没有重复登记。")


def check_standing(line: Line, verb: Verb) -> None:
    """Raises NotNow where the record was struck out and nobody has said yet what becomes of it, or the other way round."""
    if verb.suits(line.struck):
        return
    if line.struck:
        keep = line.TABLE.VERBS["keep"].word
        raise NotNow(f"这条{line.CALLED}的记录已划去，现在不计入。请先打开它，定要不要「{keep}」，再{verb.word}。没有改动任何内容。")
    raise NotNow(f"这条{line.CALLED}的记录没有划去，不用另定。没有改动任何内容。")


def pass_over(line: Line, amendment_id: str) -> dict[str, list[Any]]:
    """Leave the row as it is, for good. Column → what it is and what was asked for, for the history."""
    amendment = _waiting(line, amendment_id)
    return {column: [getattr(line, column), value] for column, value in amendment["set"].items()}


def take_amendment(line: Line, amendment_id: str) -> tuple[str, dict[str, list[Any]]]:
    """Take what the recorder amended later into the row. Its reason, and column → what it was and is, for the history."""
    amendment = _waiting(line, amendment_id)
    changes = {column: [getattr(line, column), value] for column, value in amendment["set"].items()}
    for column, (_, value) in changes.items():
        setattr(line, column, value)
    return amendment["reason"], changes


def _waiting(line: Line, amendment_id: str) -> dict[str, Any]:
    """It waits no longer, and does not come back. Raises NotNow where it does not wait."""
    amendment = next((one for one in line.waiting if one["id"] == amendment_id), None)
    if amendment is None:
        raise NotNow("这处更正已经处理过，或者又有了新的更正。请看最新内容再定。")
    line.settled = [*line.settled, amendment_id]
    line.waiting = [one for one in line.waiting if one["id"] != amendment_id]
    return amendment
