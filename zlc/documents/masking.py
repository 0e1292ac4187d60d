"""What is printed carries no private number (product rule 5).

The same rules as the phone's warning (static/client/screens/private_numbers.ts): identity cards, mobile
phones, bank cards, also when written with spaces or dashes.
"""

import re

RUN = re.compile(r"\d(?:[ -]?[\dXx])*", re.ASCII)
IDENTITY = re.compile(r"[1-9]\d{5}(19|20)\d{9}[\dXx]", re.ASCII)
PHONE = re.compile(r"(86)?1[3-9]\d{9}", re.ASCII)
CARD = re.compile(r"\d{16,19}", re.ASCII)

# Control characters are not allowed in HTML. Marks of direction are left out too: on paper nobody sees
# them, and an override could turn the words after it round.
UNPRINTED = {
    **{code: None for code in [*range(32), 127, *range(128, 160)] if chr(code) not in "\t\n\r"},
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF]),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
}


def printable(text: str) -> str:
    """The text as it may stand on paper: what cannot be seen left out, private numbers masked."""
    return RUN.sub(_mask, text.translate(UNPRINTED))


def _mask(run: re.Match[str]) -> str:
    digits = re.sub("[ -]", "", run[0])
    private = IDENTITY.fullmatch(digits) or PHONE.fullmatch(digits)
    if private or (CARD.fullmatch(digits) and _luhn(digits)):
        return f"{digits[:3]}****{digits[-4:]}"
    return run[0]


def _luhn(digits: str) -> bool:
    """The check of ISO/IEC 7812 keeps acceptance numbers, which are as long, from being taken for cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        weighted = int(digit) * (2 if place % 2 else 1)
        total += weighted - 9 if weighted > 9 else weighted
    return total % 10 == 0
