"""What an account and its person may be called, whoever types it."""

import re

from zlc.accounts.units import one_line
from zlc.errors import Refusal
from zlc.texts import clean_text

SHORTEST, LONGEST = 2, 60  # of an account, characters; as its column
LONGEST_NAME = 100  # a person's name, a title
_ACCOUNT = re.compile(r"[\w.@-]+")


def checked_account(typed: str) -> str:
    """As it is kept and typed at the login. Raises Refusal (422)."""
    account = clean_text(typed).strip().lower()
    if not SHORTEST <= len(account) <= LONGEST or not _ACCOUNT.fullmatch(account):
        said = f"账号要 {SHORTEST} 到 {LONGEST} 个字，只用字母、数字、汉字和 . - _ @，中间不空格，例如 zhangwei。"
        raise Refusal(said, status=422, field="username")
    return account


def checked_name(typed: str) -> str:
    return one_line(typed, "name", "姓名", LONGEST_NAME)


def checked_title(typed: str) -> str:
    """None is needed."""
    return one_line(typed, "title", "职务", LONGEST_NAME) if typed.strip() else ""
