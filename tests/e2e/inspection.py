"""What must hold of every screen: accessible, nothing cut off, big targets, legible words."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from zlc.config import ROOT

AXE = (ROOT / "static/client/node_modules/axe-core/axe.min.js").read_text()
LOOK = (Path(__file__).parent / "faults.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


class Inspection:
    """Collects the faults of many screens, so that one run tells all of them."""

    def __init__(self, page: Page) -> None:
        self.page, self.faults = page, defaultdict[str, list[str]](list)
        # A colour half-way to another one has no contrast worth measuring.
        page.emulate_media(reduced_motion="reduce")

    def look(self, screen: str, big: bool = False, dark: bool = False) -> None:
        """`big`: buttons are 60 px there. `dark`: the colours of the same screen in the dark as well."""
        self._collect(screen, big=big, shapes=True, rules=EVERYTHING)
        if dark:
            self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            self._collect(f"{screen} dark", big=big, shapes=False, rules=CONTRAST)
            self.page.emulate_media(color_scheme="light", reduced_motion="reduce")

    def look_in_both_sizes(self, screen: str, app: bool = False) -> None:
        """What shows the same in every size of type but for the size itself; `app`: its buttons are larger in the largest."""
        self.page.wait_for_load_state()
        for size in ("normal", "huge"):
            self.page.evaluate("size => { document.documentElement.dataset.size = size }", size)
            self.look(f"{screen} {size}", big=app and size == "huge", dark=True)

    def _collect(self, screen: str, **wanted: Any) -> None:
        self.page.wait_for_load_state()
        if self.page.evaluate("typeof window.axe === 'undefined'"):
            self.page.evaluate(AXE)
        for fault in self.page.evaluate(LOOK, wanted):
            self.faults[fault].append(screen)

    def assert_none(self) -> None:
        told = [f"{fault}\n    on {', '.join(screens)}" for fault, screens in sorted(self.faults.items())]
        assert not told, f"{len(told)} faults\n" + "\n".join(told)
