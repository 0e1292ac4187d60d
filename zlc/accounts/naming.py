"""What an account and its person may be called, whoever types it."""

import re

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
    name = _plain(typed)
    if not name:
        raise Refusal("请填写姓名。", status=422, field="name")
    return _short(name, "姓名", "name")


def checked_title(typed: str) -> str:
    """None is needed."""
    return _short(_plain(typed), "职务", "title")


def _plain(typed: str) -> str:
    """In one line, without what nobody can see."""
    return " ".join("".join(c if c.isprintable() else " " for c in clean_text(typed)).split())


def _short(text: str, what: str, field: str) -> str:
    if len(text) > LONGEST_NAME:
        raise Refusal(f"{what}请不超过 {LONGEST_NAME} 字，现在有 {len(text)} 字。", status=422, field=field)
    return text
