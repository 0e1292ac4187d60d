"""What is printed, exported or published carries no private number (product rule 5). One rule for all of them:
identity cards (GB 11643-1999; also the old ones of 15 digits), mobile phones, bank cards (ISO/IEC 7812-1), in
half or full width, with blanks and dashes inside.

Numbers of the office stay: a unified credit code is known by its own check character (GB 32100-2015 §5.6), and
acceptance numbers, dates and amounts fail the checks below. The phone's hint while something is written down
(static/client/facts/private_numbers.ts) finds all of these, and errs towards pointing out.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from unicodedata import category, decimal

from zlc.documents.direction import MARKS, told

# Control characters are not allowed in HTML.
UNPRINTED = {
    **{code: None for code in [*range(32), 127, *range(128, 160), 0xFEFF] if chr(code) not in "\t\n\r"},
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
}

Span = tuple[int, int]
Test = Callable[[str, list[Span], str], int]
RUN = re.compile(r"\d+(?:[ -]{1,3}\d+)*", re.ASCII)
DIGITS = re.compile(r"\d+", re.ASCII)
LEAST, LONGEST = 11, 19  # digits of the shortest and the longest private number

MANY_DIGITS = re.compile(rf"\d(?:\W{{0,3}}\d){{{LEAST - 1}}}")  # most texts have not, and need no closer look

IDENTITY = re.compile(r"[1-9]\d{5}((?:18|19|20)\d\d)(\d\d)(\d\d)\d{3}[\dX]", re.ASCII)
LAST_X = re.compile(r"[ -]{0,3}[Xx](?![0-9A-Za-z])")
# 15 digits have no check digit: the province and the day of birth must do.
OLD_IDENTITY = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}(\d\d)(\d\d)(\d\d)\d{3}", re.ASCII)
PHONE = re.compile(r"(?:86|0086)?1[3-9]\d{9}", re.ASCII)
# Issuers of payment cards; what begins with a year (2026 …) is an acceptance number.
CARD = re.compile(r"(?=3|4|5|6|81|9558|22[2-9]|2[3-6]|27[01]|2720)\d{16,19}", re.ASCII)

CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])", re.ASCII | re.I)
UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.I)
DAY = re.compile(r"(?<!\d)(?<!\d-)(?:19|20)\d\d-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
MONEY = re.compile(r"(?:\.\d+)?\s*[万亿]*[元圆]", re.ASCII)


def _plain(code: int) -> str | None:
    """A digit of whatever script as 0-9, what is seen as a blank or not at all as a blank, any dash as -."""
    char = chr(code)
    if (digit := decimal(char, None)) is not None:
        return str(digit)
    kind = category(char)
    if kind in ("Zs", "Cf") or char == "\t":
        return " "
    return "-" if kind == "Pd" or char == "−" else {"Ｘ": "X", "ｘ": "x"}.get(char)


# One character for one, so that a place in the plain text is a place in the text itself.
PLAIN = {code: plain for code in [*range(0x10000), *range(0x1D7CE, 0x1D800)] if (plain := _plain(code))}


def printable(text: str) -> str:
    """The text as it may stand on paper: control characters left out, marks of direction told, private numbers masked."""
    text = text.translate(UNPRINTED)
    return _told(text, _as_masked) if MARKS.search(text) else masked(text)


def shown(text: str) -> str:
    """The text as it may stand on a screen: marks of direction told. Those inside a private number are left out, so that it is
    known for one where the page is printed."""
    return _told(text, str) if MARKS.search(text) else text


def _told(text: str, said: Callable[[str], str]) -> str:
    """Private numbers are looked for as if there were no marks."""
    places = [n for n, char in enumerate(text) if not MARKS.match(char)]
    plain = "".join(text[n] for n in places)
    found, reached = [], 0
    for begins, ends in private_spans(plain):
        found += [told(text[reached : places[begins]]), said(plain[begins:ends])]
        reached = places[ends - 1] + 1
    return "".join([*found, told(text[reached:])])


def masked(text: str) -> str:
    """The text with each private number as 「138****5678」; everything else as it is."""
    found, reached = [], 0
    for begins, ends in private_spans(text):
        found += [text[reached:begins], _as_masked(text[begins:ends])]
        reached = ends
    return "".join(found) + text[reached:]


def _as_masked(number: str) -> str:
    digits = re.sub("[ -]", "", number.translate(PLAIN))
    return f"{digits[:3]}****{digits[-4:]}"


def shortened(text: str, most: int) -> str:
    """At most `most` characters, the last one 「…」 if some are missing. A private number is not cut through:
    half of one would not be known again when the text is masked."""
    if len(text) <= most:
        return text
    reached = most - 1
    for begins, ends in private_spans(text):
        if begins < reached < ends:
            reached = begins
    return f"{text[:reached]}…"


def private_spans(text: str) -> list[Span]:
    """Where private numbers stand, in order: (first character, one past the last)."""
    if not MANY_DIGITS.search(text):
        return []
    plain = text.translate(PLAIN)
    found = list(_spans(plain, _identity))
    others = [*UUID.finditer(plain), *DAY.finditer(plain), *filter(_is_credit_code, CREDIT_CODE.finditer(plain))]
    for span in [*found, *(match.span() for match in others)]:
        plain = _struck(plain, span)
    return sorted([*found, *_spans(plain, _phone_or_card)])


def _struck(plain: str, span: Span) -> str:
    """Letters in place of what is already known for what it is."""
    return plain[: span[0]] + "_" * (span[1] - span[0]) + plain[span[1] :]


def _is_credit_code(match: re.Match[str]) -> bool:
    code = match[0].upper()
    total = sum(CREDIT_LETTERS.index(c) * pow(3, n, 31) for n, c in enumerate(code[:17]))
    return CREDIT_LETTERS.index(code[17]) == -total % 31


def _spans(plain: str, kind: Test) -> Iterator[Span]:
    """The longest stretch of groups of digits that is one number, from each group on that no other has taken."""
    for run in RUN.finditer(plain):
        groups = [(run.start() + m.start(), run.start() + m.end()) for m in DIGITS.finditer(run[0])]
        n = 0
        while n < len(groups):
            last, ends = _longest(plain, groups, n, kind)
            if ends:
                yield groups[n][0], ends
            n = last + 1


def _longest(plain: str, groups: list[Span], first: int, kind: Test) -> tuple[int, int]:
    """(last group, where the number ends), or (first, 0) when none begins here."""
    found, digits = (first, 0), ""
    for last in range(first, len(groups)):
        digits += plain[slice(*groups[last])]
        if len(digits) > LONGEST:
            break
        if len(digits) >= LEAST and (ends := kind(plain, groups[first : last + 1], digits)):
            found = last, ends
    return found


def _identity(plain: str, groups: list[Span], digits: str) -> int:
    ends = groups[-1][1]
    if len(digits) == 17 and (check := LAST_X.match(plain, ends)):
        digits, ends = digits + "X", check.end()
    match = IDENTITY.fullmatch(digits)
    return ends if match and _is_day(*match.groups()) and _checks(digits) else 0


def _phone_or_card(plain: str, groups: list[Span], digits: str) -> int:
    begins, ends = groups[0][0], groups[-1][1]
    sizes = [end - start for start, end in groups]
    in_thousands = len(sizes) > 1 and sizes[0] <= 3 and set(sizes[1:]) == {3}
    if in_thousands or MONEY.match(plain, ends) or plain[:begins].endswith(("¥", "￥")):
        return 0
    if PHONE.fullmatch(digits):
        return ends
    if plain[begins - 1 : begins].isalnum() and plain[begins - 1 : begins].isascii():
        return 0  # a document's number: 「GB11643…」
    match = OLD_IDENTITY.fullmatch(digits)
    old = match and _is_day("19" + match[1], match[2], match[3])
    return ends if old or (CARD.fullmatch(digits) and _luhn(digits)) else 0


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return bool(date(int(year), int(month), int(day)))
    except ValueError:
        return False


def _checks(identity: str) -> bool:
    """ISO 7064 MOD 11-2, as GB 11643 has it."""
    total = sum(int(digit) * pow(2, 17 - n, 11) for n, digit in enumerate(identity[:17]))
    return identity[17] == "10X98765432"[total % 11]


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        weighted = int(digit) * (2 if place % 2 else 1)
        total += weighted - 9 if weighted > 9 else weighted
    return total % 10 == 0
