"""Firefox and WebKitGTK, driven by the same few words: find by what it says, tap, type, run a script."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.databases import free_port

MINI_BROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), Path("/missing/MiniBrowser"))
# What is asked for may take its time; the browser itself looks again until then.
WAIT_MS = 60_000
# The key WebDriver gives an element (w3.org/TR/webdriver2, §12.1).
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# The same command as WebDriver over HTTP and as Firefox's Marionette calls it.
NAMES = {
    "url": "WebDriver:Navigate", "execute/async": "WebDriver:ExecuteAsyncScript",
    "element": "WebDriver:FindElement", "click": "WebDriver:ElementClick", "value": "WebDriver:ElementSendKeys",
    "clear": "WebDriver:ElementClear", "timeouts": "WebDriver:SetTimeouts",
}  # fmt: skip


class Driven:
    """A browser under remote control. `close()` ends every process that was started for it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.processes = folder, list[subprocess.Popen[bytes]]()
        folder.mkdir(parents=True, exist_ok=True)
        self.ask: Callable[..., Any] = {"firefox": self._firefox, "webkit": self._webkit}[name]()
        self.ask("timeouts", implicit=WAIT_MS, script=WAIT_MS, pageLoad=WAIT_MS)

    # -- what a person does ---------------------------------------------------------------------------

    def go(self, url: str) -> None:
        self.ask("url", url=url)

    def reopen(self) -> None:
        """Close the page and open it again; WebDriver's own refresh passes by the service worker in Firefox."""
        here = self.tell("Promise.resolve(location.href)")
        self.go("about:blank")
        self.go(here)

    def find(self, xpath: str) -> str:
        """The element, as soon as there is one; WebKit gives up waiting when the page changes under it."""
        for _ in range(20):
            try:
                return str(self.ask("element", using="xpath", value=xpath)[ELEMENT])
            except AssertionError as refused:
                if "no such frame" not in str(refused):
                    raise
        raise AssertionError(f"the page never stayed for {xpath}")

    def see(self, words: str, within: str = "*") -> None:
        """In the page as it is, not in the one as it was last seen, where some words are there and not shown."""
        self.find(f"//{within}[contains(normalize-space(.), '{words}')][not(ancestor::*[@class='glimpse'])]")

    def tap(self, words: str) -> None:
        self.press(f"//button[normalize-space()='{words}'][not(@aria-disabled='true')]")

    def press(self, xpath: str) -> None:
        """What was found may be drawn anew before it is reached, as a person's finger would not notice."""
        for _ in range(20):
            try:
                return self.ask("click", id=self.find(xpath))
            except AssertionError as refused:
                if "stale element" not in str(refused):
                    raise
        raise AssertionError(f"{xpath} never kept still")

    def type(self, label: str, text: str) -> None:
        field = self.find(f"//*[@id=//label[normalize-space()='{label}']/@for]")
        self.ask("clear", id=field)
        self.ask("value", id=field, text=text)

    def tell(self, promise: str) -> Any:
        """What a promise of the page comes to."""
        return self.ask("execute/async", script=f"const done = arguments[0]; ({promise}).then(done)", args=[])

    def close(self) -> None:
        for process in reversed(self.processes):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)

    # -- how it is told so ----------------------------------------------------------------------------

    def _run(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / "browser.log").open("ab")
        # HOME: neither the profile nor the caches of whoever runs the tests are touched.
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, start_new_session=True,
            env={**os.environ, "HOME": str(self.folder), "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN", **environment},
        )  # fmt: skip
        self.processes.append(process)
        return process

    def _firefox(self) -> Callable[..., Any]:
        profile = self.folder / "profile"
        profile.mkdir(exist_ok=True)
        (profile / "user.js").write_text('user_pref("marionette.port", 0);\n')
        process = self._run("firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", str(profile))
        told = profile / "MarionetteActivePort"
        wire = until(process, lambda: socket.create_connection(("127.0.0.1", int(told.read_text())), WAIT_MS / 500))
        stream = wire.makefile("rwb")

        def receive() -> Any:
            length = b""
            while not length.endswith(b":"):
                length += stream.read(1)
            return json.loads(stream.read(int(length[:-1])))

        def send(name: str, body: dict[str, Any]) -> Any:
            data = json.dumps([0, 1, name, body]).encode()
            stream.write(str(len(data)).encode() + b":" + data)
            stream.flush()
            _, _, error, result = receive()
            assert error is None, f"{name}: {error['error']}: {error['message']}"
            return result

        assert receive()["marionetteProtocol"] == 3
        send("WebDriver:NewSession", {})
        return lambda name, **body: (send(NAMES[name], body) or {}).get("value")

    def _webkit(self) -> Callable[..., Any]:
        screen = self._run("Xvfb", "-displayfd", "1", "-screen", "0", "400x900x24", "-nolisten", "tcp")
        assert screen.stdout is not None
        display = f":{screen.stdout.readline().decode().strip()}"
        port = free_port()
        driver = self._run(
            "WebKitWebDriver", f"--port={port}", "--host=127.0.0.1",
            DISPLAY=display, GDK_BACKEND="x11", WEBKIT_DISABLE_COMPOSITING_MODE="1", LIBGL_ALWAYS_SOFTWARE="1",
        )  # fmt: skip

        def send(path: str, body: dict[str, Any] | None) -> Any:
            data = None if body is None else json.dumps(body).encode()
            headers = {"Content-Type": "application/json"}
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)
            try:
                with urllib.request.urlopen(request, timeout=WAIT_MS / 500) as reply:
                    return json.load(reply)["value"]
            except urllib.error.HTTPError as refused:
                raise AssertionError(f"{path}: {refused.read().decode()}") from refused

        until(driver, lambda: send("/status", None))
        options = {"binary": str(MINI_BROWSER), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = send("/session", {"capabilities": wanted})["sessionId"]

        def ask(name: str, id: str = "", **body: Any) -> Any:
            return send(f"/session/{session}/{f'element/{id}/' if id else ''}{name}", body)

        return ask


def until(process: subprocess.Popen[bytes], attempt: Callable[[], Any]) -> Any:
    """The answer of a door that opens once its process is up."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return attempt()
        except (OSError, ValueError):
            assert process.poll() is None and time.monotonic() < deadline, "the browser did not start"
            time.sleep(0.05)
