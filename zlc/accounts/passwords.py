"""Passwords: argon2id, and the complexity that 等保二级 asks for (GB/T 22239-2019, 身份鉴别)."""

import threading
from collections.abc import Iterable

import argon2

from zlc.accounts import guessing
from zlc.errors import Refusal

SHORTEST, LONGEST, KINDS = 8, 128, 3

# Each hash takes 64 MB and several threads of the processor: a hall that logs in at nine waits its turn.
_at_once = threading.Semaphore(2)
_hasher = argon2.PasswordHasher()
# Compared against when no such person exists, so that the answer takes as long and tells nothing.
_nobody = _hasher.hash("nobody")


class WeakPassword(Refusal):
    status, code = 422, "weak_password"


def check_strength(password: str, username: str, about: Iterable[str] = ()) -> None:
    """Raises WeakPassword. `about`: names of the person and the unit, which others try first."""
    kinds = sum(
        (
            any(c.islower() for c in password),
            any(c.isupper() for c in password),
            any(c.isdigit() for c in password),
            any(not c.isalnum() for c in password),
        )
    )
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(f"密码要 {SHORTEST} 到 {LONGEST} 位，请重新设置。", field="password")
    if kinds < KINDS:
        raise WeakPassword("密码要包含大写字母、小写字母、数字、符号中的三类，请重新设置。", field="password")
    if username and username.lower() in password.lower():
        raise WeakPassword("密码里不能带用户名，请重新设置。", field="password")
    if guessing.is_easy(password, [username, *about]):
        raise WeakPassword(
            "这个密码太容易猜到：常见密码、姓名和单位的拼音、年份、键盘上连着的键，别人会先试。"
            "请换一个，例如几个不相干的词连起来。",
            field="password",
        )


def hash_of(password: str) -> str:
    with _at_once:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Nothing matches nothing: an account without a password waits for its one-time link (links.py)."""
    try:
        with _at_once:
            return _hasher.verify(stored or _nobody, password) and bool(stored)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False
