"""A line of the log told to the auditor: who did what to which thing, and the rest of it name by name; the same in a file."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.accounts.by_command import ADDRESS
from zlc.desk.log.listing import LogFilter, pieces
from zlc.desk.log.things import Names, address_of, names_in, thing, told
from zlc.desk.log.words import detail_name, detail_words, verb_name
from zlc.documents import direction

HEADS = ("行号", "时间", "姓名", "单位", "账号", "动作", "对象", "来自", "结果", "详情", "编号", "校验值")
# A spreadsheet runs as a formula what begins so (OWASP, CSV Injection); a leading ' makes it text.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Told(NamedTuple):
    """`by`: the person's name, else what is known of whoever it was; `unit` only of a person."""

    line: AuditLine
    by: str
    unit: str
    verb: str
    thing: str
    details: list[tuple[str, str]]

    @property
    def result(self) -> str:
        return "成功" if self.line.success else "未成功"

    @property
    def sentence(self) -> str:
        """「联络员甲（市人社局）确认问题：〔2026〕…-001」, and that it was not done where it was not."""
        about = f"：{self.thing}" if self.thing else ""
        done = "" if self.line.success or self.line.verb.startswith("refused") else "，没有做成"
        return f"{self.by}{f'（{self.unit}）' if self.unit else ''}{self.verb}{about}{done}"


def tell(lines: Iterable[AuditLine]) -> list[Told]:
    shown = list(lines)
    names = names_in(shown)
    return [_told(line, names) for line in shown]


def _told(line: AuditLine, names: Names) -> Told:
    by, unit = (line.person.name, line.person.unit.short) if line.person else (_unknown(line), "")
    words = [(detail_name(key), told(detail_words(key, value, line.verb), names)) for key, value in line.detail.items()]
    if line.about.startswith("/"):
        words.append(("网址", address_of(line.about)))
    return Told(line, by, unit, verb_name(line.verb), thing(line, names), words)


def _unknown(line: AuditLine) -> str:
    """Nobody had logged in: what they called themselves, or who runs the server."""
    if line.address == ADDRESS:
        return f"服务器的管理者{'，系统账号 ' + str(line.detail['os_user']) if line.detail.get('os_user') else ''}"
    return f"自称 {line.username}" if line.username else "未登录的人"


def rows(wanted: LogFilter) -> Iterator[tuple[Any, ...]]:
    """Every line of the filter, newest first, as HEADS says."""
    for lines in pieces(wanted):
        yield from [_row(one) for one in tell(lines)]


def _row(one: Told) -> tuple[Any, ...]:
    line = one.line
    details = "；".join(f"{name}：{words}" for name, words in one.details)
    return (
        line.n, f"{clock.local(line.at):%Y-%m-%d %H:%M:%S}.{line.at % 1000:03}", one.by, one.unit, line.username, one.verb,
        one.thing, line.address, one.result, details, line.id, line.chain,
    )  # fmt: skip


def as_text(value: Any) -> str:
    """A cell of a CSV file that no spreadsheet runs, and in which nothing turns round."""
    text = "" if value is None else direction.told(str(value))
    return f"'{text}" if text.startswith(RUNS) else text
