"""How much one person may bring in a day: files are large, and each is kept."""

from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import Refusal
from zlc.walks.brought.origins import BroughtFile

MOST_FILES = 40
MOST_BYTES = 2 * 1024**3


class TooManyFiles(Refusal):
    status, code = 429, "quota"

    def __init__(self, again_at: int) -> None:
        super().__init__(
            f"您今天导入的文件已到上限（每人每天 {MOST_FILES} 个、合计 2 GB），这个没有收。"
            "手机里的数据和手上的文件都没有变，请明天再导入，或请另一位有权限的人导入。",
            headers={"Retry-After": str(max(1, (again_at - clock.now_ms()) // 1000))},
        )


def check(by: Person, sha256: str, size: int) -> None:
    """Raises TooManyFiles. One that they have brought before is no further one."""
    if db.session.get(BroughtFile, (sha256, by.id)) is not None:
        return
    midnight = datetime.combine(clock.today(), time(), clock.SHANGHAI)
    today = select(func.count(), func.coalesce(func.sum(BroughtFile.bytes), 0)).where(
        BroughtFile.brought_by == by.id, BroughtFile.at >= clock.instant(midnight)
    )
    files, so_far = db.session.execute(today).one()
    if files >= MOST_FILES or so_far + size > MOST_BYTES:
        raise TooManyFiles(clock.instant(midnight + timedelta(days=1)))
