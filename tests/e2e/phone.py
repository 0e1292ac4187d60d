"""A phone: Chromium with a profile on disk, that can be killed like a phone out of battery."""

import os
import re
import signal
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.e2e.thumb import PATIENCE_MS

CHROMIUM = "/usr/bin/chromium-headless-shell"
# `ZLC_TEST_SLOWER=6 pytest tests/e2e` shows which stories only a quick processor can tell.
SLOWER = float(os.environ.get("ZLC_TEST_SLOWER") or 1)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Phone:
    def __init__(self, playwright: Playwright, profile: Path, url: str, width: int = 390, **options: Any) -> None:
        self.playwright, self.profile, self.url = playwright, profile, url
        self.options = {
            "viewport": {"width": width, "height": 844}, "has_touch": True, "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai", **options,
        }  # fmt: skip
        self.context: BrowserContext | None = None
        self.page: Page = self.open()

    def open(self) -> Page:
        """Switch the phone on: same profile, a new browser process."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=CHROMIUM, args=FLAGS, headless=True, **self.options
        )
        self.context.set_default_timeout(PATIENCE_MS)
        if SLOWER > 1:
            self.context.on("page", self._slow_down)
            for page in self.context.pages:
                self._slow_down(page)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        return self.page

    def _slow_down(self, page: Page) -> None:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def go(self, path: str = "/field/") -> Page:
        self.page.goto(f"{self.url}{path}")
        return self.page

    def log_in(self, username: str, password: str, target: str = "/field/") -> Page:
        page = self.go(f"/login?next={target}")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码", exact=True).fill(password)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"**{target}**")
        return page

    def lose_login(self) -> Page:
        """The server no longer knows this phone; the app is opened again."""
        # An answer still under way would bring a new cookie.
        self.page.goto("about:blank")
        assert self.context is not None
        self.context.clear_cookies()
        return self.go()

    def wait_until_ready_for_offline(self) -> None:
        """The service worker has kept everything it keeps."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def kill(self) -> None:
        """SIGKILL to every process of this profile: nothing is closed, nothing is flushed."""
        for pid in self._processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while self._processes():
            time.sleep(0.05)
        # The lock of the dead browser would keep the next one out.
        for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.profile / name).unlink(missing_ok=True)
        self.context = None

    def most_memory(self) -> int:
        """Megabytes (10^6) that the largest of the browser's page processes has held at any time since it began."""
        peaks = [0]
        for pid in self._processes():
            if b"--type=renderer" in (Path("/proc") / str(pid) / "cmdline").read_bytes():
                status = (Path("/proc") / str(pid) / "status").read_text()
                peaks.append(int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024 // 1_000_000)  # type: ignore[index]
        return max(peaks)

    def _processes(self) -> list[int]:
        mine = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    line = (entry / "cmdline").read_bytes()
                    state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                except OSError:
                    continue
                if str(self.profile).encode() in line and state != "Z":
                    mine.append(int(entry.name))
        return mine

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None
