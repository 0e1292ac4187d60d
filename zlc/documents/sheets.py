"""From a template and plain data to HTML. Every value is text: escaped, masked, never a template itself."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from zlc.documents import charts
from zlc.documents.masking import printable, shortened

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "documents"


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
    return sheets.get_template(template).render(data)


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
