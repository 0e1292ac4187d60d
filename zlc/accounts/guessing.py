"""Which passwords others would guess: zxcvbn's lists and patterns (USENIX Security 2016), the words below, and the
pinyin of the person's and the unit's names. Both libraries are loaded when the first password is set."""

import os
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

# A password is tried about a hundred times a day and account (attempts.py), and by the fastest machine only if the
# database is stolen, where argon2 stands in the way: eight random characters are enough.
GUESSES = 1e8
LONGEST = 72  # of what zxcvbn looks at; its time grows with the square

# What people of offices put before 「@2026」: zxcvbn's lists come from elsewhere.
WORDS = Path(__file__).with_name("words.txt").read_text().split()
A_DATE = 8  # digits
UNSHIFTED = str.maketrans("!@#$%^&*()", "1234567890")  # 「1qaz@WSX」 is 1qaz2wsx with a finger on Shift


def is_easy(password: str, about: Iterable[str] = ()) -> bool:
    """Whether fewer than GUESSES tries would find it, knowing `about`: names, Chinese or not."""
    from zxcvbn import zxcvbn

    known = [*WORDS, *sorted({form for text in about for form in _forms(text)})]
    letters, digits = filter(str.isalpha, password.lower()), filter(str.isdigit, password)
    if "".join(letters) in known and len("".join(digits)) <= A_DATE:
        return True  # one such word with a year, a date or 123 about it
    spelled = {password[:LONGEST], password[:LONGEST].lower().translate(UNSHIFTED)}
    return any(float(zxcvbn(one, user_inputs=known)["guesses"]) < GUESSES for one in spelled)


def _forms(text: str) -> set[str]:
    """How a name may stand in a password: as it is, any run of its syllables, and their first letters."""
    syllables = _pinyin(text)
    runs = [syllables[start:end] for start, end in combinations(range(len(syllables) + 1), 2)]
    forms = {text.lower(), *("".join(run) for run in runs if len(run) > 1)}
    forms |= {"".join(one[0] for one in run) for run in runs if len(run) > 1}
    # 「zhouxl」: the family name in full, the rest by letters.
    forms |= {run[0] + "".join(one[0] for one in run[1:]) for run in runs if len(run) > 1}
    return {form for form in forms if len(form) > 2}


def _pinyin(text: str) -> list[str]:
    # Phrases decide between two readings of a character, and cost 40 MB.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import lazy_pinyin

    return [one for one in lazy_pinyin(text[:30], errors="ignore") if one.isalpha()]
