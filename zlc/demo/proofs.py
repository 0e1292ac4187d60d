"""Photos and papers that show what was put right, sent and added as people do."""

import io
from datetime import timedelta

from openpyxl import Workbook

from zlc import clock
from zlc.accounts.models import Person
from zlc.demo.town import Town
from zlc.files import keeping, taking
from zlc.rectifications.offered import Offered, Sent


def shown(town: Town, by: Person, text: str, *files: tuple[str, bytes]) -> Offered:
    """What `attach` takes; `files`: (name, content)."""
    return Offered(text=text, files=tuple(Sent(_sent(town, by, content), name) for name, content in files))


def _sent(town: Town, by: Person, content: bytes) -> str:
    taken = taking.take(town.folder, io.BytesIO(content))
    keeping.acknowledge(by, taken)
    return taken.sha256


def turns(rows: list[tuple[str, str]]) -> bytes:
    """轮值表, this week's."""
    book, monday = Workbook(), clock.today() - timedelta(days=clock.today().weekday())
    sheet = book.worksheets[0]
    sheet.title = "中午轮值"
    for row in [("星期", "日期", "值班一", "值班二"), *(
        (f"星期{'一二三四五'[n]}", (monday + timedelta(days=n)).isoformat(), *pair) for n, pair in enumerate(rows)
    )]:  # fmt: skip
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
