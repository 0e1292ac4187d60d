"""A number as Excel shows it, where its format adds what is not in the number: 「5」 shown as 「5个工作日」, 「0.05」 as 「5%」,
「12」 as 「0012」.
"""

import re

from zlc.catalogue.sheets.cells import MOST_DIGITS, Cell

# What a format adds: a text in quotes, one character after a backslash, a currency. 「_」 and 「*」 only take room.
ADDED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|([¥￥$€%()元天日次个份件页年月 -])')
DRAWN = re.compile(r"\[(?!\$)[^\]]*\]|[_*].")
FIGURES = re.compile(r"general|[#?,]*[0#][#0?,]*(?:\.[#0?]*)?", re.I)
SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')  # for more than nothing; less; nothing; texts
CONDITION = re.compile(r"\[[<>=]")


def number_shown(value: float, code: str) -> Cell:
    before, figures, after = _parts(value, code)
    if before and not figures:
        return before.strip()  # 「免费」 for 0
    percent = "%" in before + after
    plain = _plain(value * 100 if percent else value)
    if len(plain.lstrip("-").partition(".")[0]) > MOST_DIGITS:
        return [plain, "precision"]
    if not percent and not (before + after).strip() and not re.fullmatch("0{2,}", figures):
        return [plain, "number"]
    # 「000000」: Excel shows the zeros in front and does not store them.
    if re.fullmatch("0{2,}", figures) and value >= 0 and "." not in plain:
        plain = plain.zfill(len(figures))
    return f"{before}{plain}{after}".strip()


def _plain(value: float) -> str:
    return format(value, ".15g") if isinstance(value, float) and not value.is_integer() else str(int(value))


def _parts(value: float, code: str) -> tuple[str, str, str]:
    """What stands before the figures, their pattern, what stands after. Of a format that says more than that: nothing."""
    if code in ("", "General"):
        return "", "", ""
    sections = SECTIONS.split(code)
    if CONDITION.search(code) or (value < 0 and len(sections) > 1):
        return "", "", ""
    section = DRAWN.sub("", sections[2] if value == 0 and len(sections) > 2 else sections[0])
    figures = FIGURES.search(ADDED.sub(lambda found: "\0" * len(found[0]), section))
    if not figures:
        return _words(section) if ADDED.sub("", section) == "" else "", "", ""
    before, after = section[: figures.start()], section[figures.end() :]
    if ADDED.sub("", before + after):
        return "", "", ""
    return _words(before), figures[0], _words(after)


def _words(part: str) -> str:
    """A dash alone, an account's nothing, is none."""
    words = "".join(next((one for one in found if one), "") for found in ADDED.findall(part))
    return words if words.strip(" -") else ""
