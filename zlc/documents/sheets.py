"""From a template and plain data to HTML. Every value is text: escaped, masked, never a template itself."""

import hashlib
import re
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from zlc.documents import charts
from zlc.documents.masking import printable, shortened
from zlc.documents.unbroken import unbroken

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "documents"
COLOPHON = "<!--colophon-->"  # where lacking.py names what cannot be drawn
ROW = re.compile(r"<tr(?: class=\"([^\"]*)\")?>(.*?)</tr>", re.S)
CELL_END, TAG = re.compile(r"</t[dh]>"), re.compile(r"<[^>]*>")
TALL, LINE = 350, 20  # characters of a cell, and what a line of its own counts as at least


def html_of(template: str, data: dict[str, Any]) -> str:
    """`template` is a name like record.html; `data` is plain JSON: text, numbers, lists, and drawings under
    keys that the template marks as such."""
    sheets = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sheets.globals["charts"] = charts
    sheets.filters["shortened"] = shortened
    sheets.filters["unbroken"] = unbroken
    return ROW.sub(_row, sheets.get_template(template).render(data))


@lru_cache(maxsize=1)
def sheets_version() -> str:
    """Changes with anything that makes the same data look different."""
    seen = hashlib.sha256(version("weasyprint").encode())
    for path in sorted([*TEMPLATES.iterdir(), *Path(__file__).parent.glob("*.py")]):
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()


def _printed(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return value


def _row(row: re.Match[str]) -> str:
    """A row stays in one piece unless one of its cells is `tall`: kept whole, one longer than a page would lose its heading
    and its table's head."""
    cells = (TAG.sub("", cell) for cell in CELL_END.split(row[2]))
    if max(len(cell) + LINE * cell.count("\n") for cell in cells) < TALL:
        return row[0]
    return f'<tr class="{f"{row[1]} " if row[1] else ""}tall">{row[2]}</tr>'
