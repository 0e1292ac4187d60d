"""Taking in what a phone exported: the one door where an entry's author need not be who is logged in.

Any number of times with the same result: entries by id and hash, photos by their hash. What counts is what somebody
vouches for: the phone by its seals, or the file's person by bringing it; the rest waits for that person's word
(zlc/walks/brought/brought.py). For what counts the rules of a push hold, but for three: `by` must be the file's person, a
revoked or unknown device is no obstacle, and at_server is reckoned from the offset that the phone had measured, not
from when the file was made (docs/sync.md, Rescue).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.sync.rescue_file import VERSION, FileFacts, Header
from zlc.walks.brought import seals

NO_OWNER = (
    "看不出这是谁的记录，没有收。请在手机的「设置」里再点一次「导出未上传数据」，用新的文件。手机里的数据没有变。"
)
UNKNOWN_PERSON = "文件里的记录人在这台服务器上没有账号，没有收。请先添加这个人，或到他所在的服务器导入。"
NOT_YOURS = "只有记录人本人或本单位联络员可以导入这个文件。没有收下任何内容，请把文件交给他们。"
FERRY = "这个文件是另一台服务器的手机导出的。确实要在两个不相通的网络之间转运，请勾选确认后再导入一次。"
CUT_SHORT = "文件没有结尾，可能没有存完。完整的部分已收下，请在手机上再导出一次。"
LATER = "文件来自更新版本的程序，读得懂的部分已收下；其余保存着，服务器升级后再导入一次。"
ALTERED = "有 {} 条和手机导出时的校验值对不上，文件可能被改动过。已经记入日志，请核对文件是从哪里来的。"
WAITS = "有 {} 条来源未核实，等记录人本人登录后确认；确认之前不计入任何清单和数字。"


class OtherServer(NotNow):
    code = "other_server"


class Tally(msgspec.Struct):
    """`new` taken now, `known` received before; `held` of both: kept for a person to look at."""

    new: int = 0
    known: int = 0
    held: int = 0


class Told(msgspec.Struct):
    """What became of a file: `lines` are those not taken, by number, `notes` what to know of the whole. `unverified`
    of the entries that are held wait for the file's person; of `wrong` ones the seal does not hold."""

    sha256: str
    person: str
    entries: Tally
    photos: Tally
    lines: list[dict[str, int | str]]
    notes: list[str]
    unverified: int = 0
    sealed: int = 0
    wrong: int = 0

    def bad(self, number: int, message: str) -> None:
        self.lines.append({"line": number, "message": message})


@dataclass
class Taking:
    """One file being taken in, `by` whom, and whose it is; `keep` commits, and `secrets` are those of its phones."""

    sha256: str
    owner: Person
    by: Person
    header: Header
    server: str
    folder: Path
    keep: Callable[[], None]
    told: Told
    at: int
    secrets: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, sha256: str, known: FileFacts, owner: Person, by: Person, server: str, folder: Path,
        keep: Callable[[], None], at: int,
    ) -> "Taking":  # fmt: skip
        told = Told(sha256, owner.id, Tally(), Tally(), [], [])
        header = known.header or Header(v=VERSION, person=owner.id)
        told.notes += [LATER] if header.v > VERSION else []
        told.notes += [] if known.whole else [CUT_SHORT]
        return cls(sha256, owner, by, header, server, folder, keep, told, at, seals.secrets_of(owner))

    @property
    def is_own(self) -> bool:
        """Brought by its own person while logged in: what a push of theirs would be."""
        return self.owner.id == self.by.id

    def ended(self) -> Told:
        told = self.told
        told.notes += [ALTERED.format(told.wrong)] if told.wrong else []
        told.notes += [WAITS.format(told.unverified)] if told.unverified else []
        told.lines.sort(key=lambda line: line["line"])
        return told


def owner_of(known: FileFacts, by: Person, server: str, *, ferry: bool) -> Person:
    """Whose file it is, if `by` may take it in here. Raises Refusal, Forbidden, OtherServer."""
    if known.person is None:
        raise Refusal(NO_OWNER, status=422, code="unreadable")
    owner = db.session.get(Person, known.person.replace("\0", ""))
    if owner is None:
        raise Refusal(UNKNOWN_PERSON, status=422, code="unknown_person")
    coordinates = by.coordinates(owner.unit_id)
    if by.id != owner.id and not coordinates:
        raise Forbidden(NOT_YOURS)
    if not ferry and (known.header is None or known.header.server != server):
        raise OtherServer(FERRY)
    return owner
