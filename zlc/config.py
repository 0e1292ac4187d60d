"""Settings, all from the environment. README lists each; a test keeps the list whole."""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from zlc.errors import NotReady
from zlc.folder import DATABASE, SECRET, give_to_owner, is_ours

ROOT = Path(__file__).resolve().parent.parent
DAY = 24 * 3600
SHORTEST_SECRET = 16


def data_folder() -> Path:
    """Where the database, the photos and the secret live (ZLC_DATA); it need not be there yet."""
    return Path(os.environ.get("ZLC_DATA") or ROOT / "instance").resolve()


def database_url(folder: Path) -> str:
    """SQLAlchemy's address of the database: SQLite in the data folder unless DATABASE_URL says otherwise. Raises
    NotReady."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / DATABASE}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            url = "postgresql+psycopg://" + url.removeprefix(plain)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise NotReady(
            "DATABASE_URL 读不懂，没有启动，数据没有动。请照 postgresql://用户:密码@主机/库名 的样子改正；不设就用数据目录里的 SQLite。"
        )
    if url.startswith("postgresql") and not find_spec("psycopg"):
        raise NotReady(
            "DATABASE_URL 指向 PostgreSQL，但没有装它的驱动，没有启动，数据没有动。"
            "请运行 .venv/bin/pip install -r requirements-scale.txt。"
        )
    return url


def secret_key(folder: Path) -> str | None:
    """ZLC_SECRET_KEY, else the one in the data folder, made once; None while no installation lives there.

    Raises NotReady: with an empty or short one everybody's logins could be forged, or nobody could log in."""
    given = os.environ.get("ZLC_SECRET_KEY")
    if given is None:
        return _kept_secret(folder / SECRET) if is_ours(folder) else None
    if len(given.strip()) < SHORTEST_SECRET:
        raise NotReady(
            f"ZLC_SECRET_KEY {'设成了空的' if not given.strip() else '太短'}，没有启动，数据没有动。请设一个至少 {SHORTEST_SECRET} 个字符的"
            "随机密钥（例如 openssl rand -hex 32 给出的），或者去掉这个设置，由程序自己生成一个。"
        )
    return given


def _kept_secret(path: Path) -> str:
    """Readable by its owner only."""
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        give_to_owner(path, path.parent)
    except FileExistsError:
        pass
    key = path.read_text(errors="replace")
    if len(key.strip()) < SHORTEST_SECRET:
        raise NotReady(
            f"密钥文件 {path} {'是空的' if not key.strip() else '太短'}，没有启动，数据没有动。另外留了这个文件的，请放回去；没有就删掉它，"
            "再启动时会生成新的（所有人要重新登录一次，手机里的记录不受影响）。"
        )
    return key


def _readable(folder: Path) -> str | None:
    try:
        return secret_key(folder)
    except OSError as fault:
        raise NotReady(
            f"用不了数据目录 {folder}（{fault.strerror}），没有启动，数据没有动。"
            "请核对 ZLC_DATA 和这个目录的权限：它应归运行服务的账号所有、可读可写。"
        ) from fault


def number(name: str, otherwise: int) -> int:
    """A setting that is a whole number. Raises NotReady."""
    said = os.environ.get(name) or str(otherwise)
    if not said.isdecimal():
        raise NotReady(f"{name} 应该是一个整数，现在是「{said}」，没有启动。请改正这个设置（见 README）再启动；数据没有动。")
    return int(said)


def from_environment() -> dict[str, Any]:
    """The configuration of a Flask app, in Flask's and its extensions' own names. Raises NotReady."""
    os.umask(0o077)  # whatever is made from here on is for the owner's eyes only
    folder = data_folder()
    return {
        "DATA": folder,
        "SECRET_KEY": _readable(folder),
        "SQLALCHEMY_DATABASE_URI": database_url(folder),
        # The connection used last has the pages of the last commit at hand.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_use_lifo": True},
        "SESSION_COOKIE_NAME": "zlc",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 30 * DAY,
        "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
        "LIMITS": os.environ.get("ZLC_LIMITS") or "memory://",
        "PROXIES": number("ZLC_PROXIES", 0),
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "text/javascript",
            "application/json",
            "application/manifest+json",
            "image/svg+xml",
            "text/plain",
        ],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "WTF_CSRF_TIME_LIMIT": None,  # a form may lie open all afternoon; the session bounds it
    }
