"""Settings, all from the environment. README lists each; a test keeps the list whole."""

import os
import secrets
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DAY = 24 * 3600


def data_folder() -> Path:
    """Where the database, the photos and the secret live (ZLC_DATA)."""
    folder = Path(os.environ.get("ZLC_DATA") or ROOT / "instance").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database_url(folder: Path) -> str:
    """SQLAlchemy's address of the database: SQLite in the data folder unless DATABASE_URL says otherwise."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'zlc.sqlite3'}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def secret_key(folder: Path) -> str:
    """ZLC_SECRET_KEY, else one made once and kept in the data folder, readable by its owner only."""
    if given := os.environ.get("ZLC_SECRET_KEY"):
        return given
    path = folder / "secret-key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()


def from_environment() -> dict[str, Any]:
    """The configuration of a Flask app, in Flask's and its extensions' own names."""
    folder = data_folder()
    return {
        "DATA": folder,
        "SECRET_KEY": secret_key(folder),
        "SQLALCHEMY_DATABASE_URI": database_url(folder),
        # The connection used last has the pages of the last commit at hand.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_use_lifo": True},
        "SESSION_COOKIE_NAME": "zlc",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 30 * DAY,
        "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
        "LIMITS": os.environ.get("ZLC_LIMITS") or "memory://",
        "PROXIES": int(os.environ.get("ZLC_PROXIES") or 0),
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
