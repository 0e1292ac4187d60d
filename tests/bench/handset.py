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
# Content of the first page, not its frame: one's walks, or that there are none; LIVE: as the journal has them, where
# HOME may be the page as it was last seen; before a log-in, what to do.
HOME = "document.querySelector('.cards, .empty')"
LIVE = "document.querySelector('#app:not(.glimpse) :is(.cards, .empty)')"
GATE = "document.querySelector('.foot')"

WATCH = """() => {
  const bench = window.bench = { home: null, live: null, gate: null, delays: [] };
  // Resolves with the value once `read` has one: a page under our CSP takes no strings of code to poll.
  bench.wait = (read) => new Promise((done) => {
    const look = () => (read() ? done(read()) : requestAnimationFrame(look));
    look();
  });
  // The task after the frame: by then it is on the screen.
  const shown = (name) => requestAnimationFrame(() => setTimeout(() => {
    bench[name] = bench[name] ?? performance.now();
  }));
  new MutationObserver(() => {
    if (bench.home === null && HOME) shown('home');
    if (bench.live === null && LIVE) shown('live');
    if (bench.gate === null && GATE) shown('gate');
  }).observe(document, { childList: true, subtree: true, attributeFilter: ['class'] });

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
PAINTS = """() => new Promise((done) => new PerformanceObserver((list) => {
  const largest = list.getEntries().pop().startTime;
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? largest;
  const asked = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const before = asked.filter((one) => one.startTime < first).reduce((sum, one) => sum + one.transferSize, 0);
  const [page, ...rest] = asked.map((one) => one.encodedBodySize);
  done({ first, largest, before, page, script: Math.max(0, ...rest) });
}).observe({ type: 'largest-contentful-paint', buffered: true }))"""


class Handset(Phone):
    """A phone of the bench."""

    def __init__(self, playwright: Playwright, profile: Path, url: str) -> None:
        super().__init__(playwright, profile, url, viewport={"width": WIDTH, "height": HEIGHT})

    def open(self) -> Any:
        page = super().open()
        page.add_init_script(f"({WATCH.replace('HOME', HOME).replace('LIVE', LIVE).replace('GATE', GATE)})()")
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.send("Network.enable")
        self.slow_down(SLOWER)
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

    def slow_down(self, times: int) -> None:
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def log_in_beforehand(self, username: str) -> None:
        """The login cookie, and nothing in the browser's cache."""
        assert self.context is not None
        wire = self.context.request
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', wire.get(f"{self.url}/login").text())
        assert token, "the login form has no token"
        form = {"csrf_token": token[1], "username": username, "password": PASSWORD}
        assert wire.post(f"{self.url}/login", form=form).ok

    def wait_for(self, what: str) -> float:
        """Milliseconds from the start of the navigation until `home`, `live` or `gate` was on the screen."""
        return float(self.page.evaluate(f"window.bench.wait(() => window.bench.{what})"))

    def wait_until_seen(self) -> None:
        """The first page has been looked at for a moment, as people do."""
        self.page.evaluate("window.bench.wait(() => localStorage.getItem('zlc.glimpse'))")

    def paints(self) -> dict[str, float]:
        """first and largest, ms; before: bytes, with their heads, of all that was asked for by the first paint; page and
        script: bytes of the page itself, and of the largest file it asked for."""
        paints: dict[str, float] = self.page.evaluate(PAINTS)
        return paints

    def floor(self) -> float:
        """Milliseconds until a page of one word is on the screen: what this machine takes for nothing at all."""
        self.page.goto("data:text/html;charset=utf-8,<p>走")
        return float(self.page.evaluate(PAINTS)["first"])
