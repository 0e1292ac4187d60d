"""A cheap phone on a slow network: Chromium with DevTools' own brakes, and the clocks the figures are read from."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD

WIDTH, HEIGHT = 412, 823
LATENCY_MS = 562
DOWN_BYTES = 1.47e6 / 8
UP_BYTES = 0.675e6 / 8
SLOWER = 4
# Content of the first page, not its frame: one's walks, or that there are none; before a log-in, what to do.
HOME = "document.querySelector('.cards, .empty')"
GATE = "document.querySelector('.foot')"

WATCH = """() => {
  const bench = window.bench = { home: null, gate: null, delays: [] };
  // Resolves with the value once `read` has one: a page under our CSP takes no strings of code to poll.
  bench.wait = (read) => new Promise((done) => {
    const look = () => (read() ? done(read()) : requestAnimationFrame(look));
    look();
  });
  // Two frames later it is on the screen.
  const shown = (name) => requestAnimationFrame(() => requestAnimationFrame(() => {
    bench[name] = bench[name] ?? performance.now();
  }));
  new MutationObserver(() => {
    if (bench.home === null && HOME) shown('home');
    if (bench.gate === null && GATE) shown('gate');
  }).observe(document, { childList: true, subtree: true });

  let lifted = null;
  addEventListener('pointerup', (event) => { lifted = event.timeStamp; }, true);
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const made = transaction.call(this, stores, mode, options);
    // What a tap writes is kept together with the draft it replaces; what sync writes is not.
    const ofTap = mode === 'readwrite' && [...made.objectStoreNames].includes('drafts') && made.objectStoreNames.length > 2;
    if (ofTap) made.addEventListener('complete', () => {
      if (lifted === null) return;
      bench.delays.push(performance.now() - lifted);
      lifted = null;
    });
    return made;
  };
}"""
# Read late: the browser keeps both for whoever asks.
PAINTS = """() => new Promise((done) => {
  const first = performance.getEntriesByName('first-contentful-paint')[0];
  new PerformanceObserver((list) => {
    const largest = list.getEntries().pop();
    done({ first: first.startTime, largest: largest.startTime, text: largest.element?.textContent.trim() ?? '' });
  }).observe({ type: 'largest-contentful-paint', buffered: true });
})"""


class Handset(Phone):
    """A phone of the bench; `received` lists (wall-clock seconds, encoded bytes) of what its page was sent."""

    def __init__(self, playwright: Playwright, profile: Path, url: str) -> None:
        self.received: list[tuple[float, int]] = []
        self.scale: float | None = None
        super().__init__(playwright, profile, url, viewport={"width": WIDTH, "height": HEIGHT})

    def open(self) -> Any:
        page = super().open()
        page.add_init_script(f"({WATCH.replace('HOME', HOME).replace('GATE', GATE)})()")
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.send("Network.enable")
        self.devtools.on("Network.requestWillBeSent", self._set_clock)
        self.devtools.on("Network.dataReceived", self._receive)
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        self.devtools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": DOWN_BYTES,
                "uploadThroughput": UP_BYTES,
            },
        )
        return page

    def _set_clock(self, event: dict[str, Any]) -> None:
        if self.scale is None:
            self.scale = event["wallTime"] - event["timestamp"]

    def _receive(self, event: dict[str, Any]) -> None:
        if self.scale is not None:
            self.received.append((event["timestamp"] + self.scale, event["encodedDataLength"]))

    def log_in_beforehand(self, username: str) -> None:
        """The login cookie, and nothing in the browser's cache."""
        assert self.context is not None
        wire = self.context.request
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', wire.get(f"{self.url}/login").text())
        assert token, "the login form has no token"
        form = {"csrf_token": token[1], "username": username, "password": PASSWORD}
        assert wire.post(f"{self.url}/login", form=form).ok

    def wait_for(self, what: str) -> float:
        """Milliseconds from the start of the navigation until `home` or `gate` was on the screen."""
        return float(self.page.evaluate(f"window.bench.wait(() => window.bench.{what})"))

    def paints(self) -> dict[str, Any]:
        """first and largest, ms; and before_first: bytes the page had been sent by the first paint."""
        paints: dict[str, Any] = self.page.evaluate(PAINTS)
        painted = self.page.evaluate("performance.timeOrigin") / 1000 + paints["first"] / 1000
        paints["before_first"] = sum(size for at, size in self.received if at <= painted)
        return paints
