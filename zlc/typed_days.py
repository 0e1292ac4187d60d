"""Days and months as people type them: 2026-11-30, 2026/11/30, 2026.11.30, 2026年11月30日, 20261130, also in full width."""

import re
from datetime import date
from unicodedata import normalize

_BETWEEN = r"\s*[-/.\u2013\u2014\u2212]\s*"  # hyphen, and what input methods write for it
_DAY = re.compile(
    rf"(\d{{4}})(?:{_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,2}})|\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?|(\d{{2}})(\d{{2}}))", re.A
)
_MONTH = re.compile(rf"(\d{{4}})(?:{_BETWEEN}(\d{{1,2}})|\s*年\s*(\d{{1,2}})\s*月?|(\d{{2}}))", re.A)
# The same for a browser, which is strict only where nobody could mean a day: what it says, it says in its own language.
PATTERN = r"\s*[0-9０-９]{4}[^A-Za-z]*"
EXAMPLE = "2026-11-30"
SO = f"日期请写成 {EXAMPLE} 这样。"


def read_day(text: str) -> date | None:
    """None where it is no day between 1900 and 2999."""
    found = _DAY.fullmatch(_plain(text))
    if found is None:
        return None
    try:
        day = date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2999 else None


def read_month(text: str) -> date | None:
    """Its first day."""
    found = _MONTH.fullmatch(_plain(text))
    return read_day("-".join([*(part for part in found.groups() if part), "1"])) if found else None


def _plain(text: str) -> str:
    return normalize("NFKC", text).strip().strip("\u200b\ufeff")
