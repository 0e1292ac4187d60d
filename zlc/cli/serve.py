"""What `python app.py` does."""

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
from flask import Flask

from zlc import clock, config, folder, startup
from zlc.accounts import audit
from zlc.cli.database import sqlite_file, upgrade_database
from zlc.config import ROOT
from zlc.database import db
from zlc.door import server
from zlc.errors import Refusal
from zlc.sync import rescue_store
from zlc.walks.journal import commits


def serve(app: Flask) -> None:
    """What `python app.py` does: database, client, then the server (zlc/door/)."""
    try:
        address = _prepared(app)
    except Refusal as refusal:
        sys.exit(refusal.message)
    app.config["LULLS"] = True
    if not (ROOT / "static" / "dist" / "manifest.json").exists():
        _build_client()
    click.echo(f"走流程已启动：http://{address}（按 Ctrl+C 停止，{clock.spoken(clock.now_ms())}）")
    master = os.getpid()
    gc.freeze()  # all that is loaded stays: no request waits while it is looked through for what may go
    try:
        server.run(app, address)
    finally:
        if os.getpid() == master:  # the workers, forked from it, come by here too, and have ended
            startup.leave_whole(app.config["SQLALCHEMY_DATABASE_URI"])


def _prepared(app: Flask) -> str:
    """The folder and the database are looked at, held and brought up to date. Returns the address to listen on. Raises
    Refusal; founds nothing."""
    data, url = Path(app.config["DATA"]), app.config["SQLALCHEMY_DATABASE_URI"]
    startup.check(data, url)
    folder.serve_on(data)
    with app.app_context():
        if foreign := folder.keep_private(data, sqlite_file()):
            click.echo(f"{foreign[0]} 等 {len(foreign)} 个文件别的账号可能读得到，改不了权限：请用 chown 交给运行服务的账号。", err=True)
        upgrade_database()
        _sweep(data)
        address = _address(commits.this_server().demo)
        db.session.remove()
        db.engine.dispose()  # a connection must not cross the fork into the workers
    startup.check_address(address)
    return address


def _sweep(data: Path) -> None:
    """What was left half written, and what has been kept long enough; the log says what went of the latter."""
    folder.sweep_parts(data)
    if gone := rescue_store.sweep(data):
        audit.record("rescues forgotten", about="rescues", count=gone, days=rescue_store.KEPT_DAYS)
        db.session.commit()


def _address(is_demo: bool) -> str:
    """A demo's passwords are known to all who read the README: it is not for the network."""
    host = os.environ.get("HOST") or "127.0.0.1"
    if is_demo and not os.environ.get("ZLC_DEMO_OPEN"):
        host = "127.0.0.1"
    return f"{host}:{config.number('PORT', 8000)}"


def _build_client() -> None:
    node = Path(sys.executable).with_name("node")
    found = str(node) if node.exists() else shutil.which("node")
    sources = ROOT / "static" / "client"
    if found and (sources / "node_modules").exists():
        subprocess.run([found, str(sources / "build.mjs")], check=True)
        return
    click.echo("手机端还没有构建，页面会没有样式。请运行：./run.sh build", err=True)
