"""gunicorn's settings, and our worker in it."""

import gc
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from zlc import config
from zlc.door.admission import admission_of
from zlc.door.arrival import Admit
from zlc.door.places import open_more_files
from zlc.door.worker import Worker

THREADS = 8


def run(app: Flask, address: str, admit: Admit | None = None) -> None:
    """Serve until SIGTERM: WEB_CONCURRENCY processes of eight threads. Long bodies lie in app.config["DATA"], or
    where temporary files do."""
    open_more_files()
    _Server(app, address, admit or admission_of(app)).run()


class _Server(BaseApplication):
    def __init__(self, app: Flask, address: str, admit: Admit) -> None:
        self.flask, self.address, self.admit = app, address, admit
        self.folder = str(app.config["DATA"]) if "DATA" in app.config else None
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": self.address, "workers": config.number("WEB_CONCURRENCY", 1),
            "worker_class": Worker, "threads": THREADS, "timeout": 120, "control_socket_disable": True,
            # Ours are counted in places.py: gunicorn stops to accept when they are full.
            "worker_connections": 1_000_000,
            # What a proxy says is for ProxyFix (ZLC_PROXIES) to hear, whatever address it has.
            "forwarded_allow_ips": "", "secure_scheme_headers": {}, "forwarder_headers": "",
        }  # fmt: skip
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        _rest_the_collector()
        return self.flask


def _rest_the_collector() -> None:
    """What is loaded now lives as long as the process: Python need not search it for garbage at every few requests,
    which takes a tenth of a second each time. A push makes thousands of objects and hardly a cycle."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
