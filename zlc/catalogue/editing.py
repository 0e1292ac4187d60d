"""Setting a new edition of the step templates and the checklist. What was is never changed: each edition stays."""

from dataclasses import dataclass
from uuid import uuid4

from zlc.accounts.models import Person
from zlc.catalogue.checklist import CHECKLIST
from zlc.catalogue.editions import EDITABLE, Edition, StoredEdition, editions
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.errors import Forbidden, Refusal
from zlc.texts import LONGEST_REASON
from zlc.versions import done_by, overtaken

# The big button of the phone carries a step's name; a checklist longer than this nobody goes through.
LONGEST_NAME, MOST_STEPS, MOST_ITEMS = 12, 20, 40
CHANNELS = {"hall": "现场办", "online": "网上办"}
MEASURED = {item.item for group in CHECKLIST for item in group.items if item.measured}


@dataclass(frozen=True)
class EditionLine:
    """One row of the form, in its order: `code` is "" for a new one; `stage` only of a step."""

    code: str
    name: str
    stage: str = ""


Lists = dict[str, list[EditionLine]]


def publish(by: Person, seen: int, steps: Lists, items: Lists, reason: str) -> StoredEdition:
    """The next edition, in force from now on for walks that begin. Raises Forbidden, NotNow, Refusal (422), in Chinese.

    `seen`: the number of the edition that was changed; somebody may have been quicker.
    """
    check_seen(by, seen)
    current = editions().current
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise Refusal(f"请写明为什么改，不超过 {LONGEST_REASON} 字。", status=422)
    _check_codes(steps, items)
    templates = {channel: _template(CHANNELS[channel], steps.get(channel, [])) for channel in EDITABLE}
    checklist = {group.group: _items(group.name, items.get(group.group, [])) for group in CHECKLIST}
    _check_measured(checklist)
    if (templates, checklist) == _as_lists(current):
        raise Refusal("和现在的版本一样，没有可以保存的改动。", status=422)
    stored = StoredEdition(number=seen + 1, by=by.id, reason=reason, templates=templates, checklist=checklist)
    db.session.add(stored)
    db.session.flush()
    return stored


def check_seen(by: Person, seen: int) -> None:
    """Raises Forbidden, and Overtaken with who and when, why, and what is called otherwise since. Nobody else sets one meanwhile."""
    if not by.sets_editions:
        raise Forbidden("环节和要素由营商办设置，您可以查看。没有改动任何内容。")
    StoredEdition.one_at_a_time()
    known = editions()
    if known.current.number == seen:
        return
    last = next(iter(StoredEdition.history()), None)
    if last is None:
        raise overtaken("页面内容不完整。")
    then = next((one for one in known.all if one.number == seen), known.all[0])
    before, now = _names(then), _names(known.current)
    changed = "，".join(filter(None, (_listed("有了", now - before), _listed("没有了", before - now))))
    reason = last.reason.rstrip("。")
    raise overtaken(f"{done_by(last.person.name, last.at, '改过环节和要素')}，理由是「{reason}」{changed and '：' + changed}。")


def _names(one: Edition) -> set[str]:
    return {*one.steps.values(), *one.items.values()}


def _listed(word: str, names: set[str]) -> str:
    return f"{word}「{'」「'.join(sorted(names))}」" if names else ""


def _as_lists(one: Edition) -> tuple[dict[str, list[list[str]]], dict[str, list[list[str]]]]:
    templates = {channel: [[step.step, step.name, step.stage or ""] for step in one.templates[channel]] for channel in EDITABLE}
    return templates, {group.group: [[item.item, item.name] for item in group.items] for group in one.checklist}


def _check_codes(steps: Lists, items: Lists) -> None:
    """A code stays with what it was made for: entries name it for ever."""
    known = editions()
    for lists, places in ((steps, _places(known.all, True)), (items, _places(known.all, False))):
        for place, lines in lists.items():
            codes = [line.code for line in lines if line.code]
            if any((place, code) not in places for code in codes) or len(codes) != len(set(codes)):
                raise Refusal("页面内容不完整，没有保存。请刷新后重新改。", status=422)


def _places(all_: tuple[Edition, ...], steps: bool) -> set[tuple[str, str]]:
    if steps:
        return {(channel, step.step) for one in all_ for channel, template in one.templates.items() for step in template}
    return {(group.group, item.item) for one in all_ for group in one.checklist for item in group.items}


def _named(where: str, lines: list[EditionLine], most: int) -> list[EditionLine]:
    named = [EditionLine(line.code or uuid4().hex[:12], " ".join(line.name.split()), line.stage) for line in lines]
    long = next((line.name for line in named if len(line.name) > LONGEST_NAME), "")
    if long:
        raise Refusal(f"{where}：「{long[:20]}」太长，名称请不超过 {LONGEST_NAME} 字，手机的按钮放不下。", status=422)
    if not all(line.name for line in named):
        raise Refusal(f"{where}：有一行没有名称。不要的请勾选「去掉」。", status=422)
    names = [line.name for line in named]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise Refusal(f"{where}：「{twice}」出现了两次，请改成不同的名称。", status=422)
    if len(named) > most:
        raise Refusal(f"{where}：有 {len(named)} 行，请不超过 {most} 行。", status=422)
    return named


def _template(where: str, lines: list[EditionLine]) -> list[list[str]]:
    named = _named(where, lines, MOST_STEPS)
    if unknown := next((line.name for line in named if line.stage not in STAGES), ""):
        raise Refusal(f"{where}：请给「{unknown}」选一个环节。", status=422)
    main = [line for line in named if line.code != "supplement"]
    if len(main) < 2 or main[-1].stage != "result":
        raise Refusal(f"{where}：最后一步要属于「结果」环节，而且至少有两步，不然走流程没有终点。", status=422)
    return [[line.code, line.name, line.stage] for line in named]


def _items(where: str, lines: list[EditionLine]) -> list[list[str]]:
    return [[line.code, line.name] for line in _named(where, lines, MOST_ITEMS)]


def _check_measured(checklist: dict[str, list[list[str]]]) -> None:
    kept = {code for items in checklist.values() for code, _ in items}
    if MEASURED - kept:
        raise Refusal("事项流程的五个要素由走流程量出来，可以改名，不能去掉。", status=422)
    if any(code not in MEASURED for code, _ in checklist["process"]):
        raise Refusal("事项流程只有量得出来的五个要素，别的请加在其他组里。", status=422)
