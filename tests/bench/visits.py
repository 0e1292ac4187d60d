"""One tree of the field app, visited as a phone does: for the first time, tapped a hundred times, and opened without network."""

import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Playwright

from tests.bench.floors import BarePage, bare_taps
from tests.bench.handset import SLOWER, Handset
from tests.bench.taps import hundred_taps
from tests.bench.wire import Wire
from tests.e2e.servers import Server, build_demo
from tests.weights import weights

RECORDER = "recorder"
Figures = dict[str, list[float]]


def say(words: str) -> None:
    print(f"  {words}", file=sys.stderr)


class Visited:
    """A server of that tree behind a wire; `figures` are filled by what is done."""

    def __init__(self, playwright: Playwright, tree: Path, folder: Path, ends: ExitStack) -> None:
        self.playwright, self.tree, self.folder = playwright, tree, folder
        self.figures: Figures = {"script": [sum(weights(tree).values())]}
        self.seen: list[Handset] = []
        build_demo(folder / "demo", tree)
        self.server = Server(folder / "server", folder / "demo")
        self.server.tree = tree
        self.server.start()
        ends.callback(self.server.stop)
        self.wire = Wire(self.server.port)
        ends.callback(self.wire.close)

    def note(self, **values: float | list[float]) -> None:
        for name, value in values.items():
            self.figures.setdefault(name, []).extend(value if isinstance(value, list) else [value])

    def handset(self, name: str) -> Handset:
        return Handset(self.playwright, self.folder / f"profile-{name}", self.wire.url)

    def first_visit(self, handset: Handset, username: str | None) -> None:
        if username:
            handset.log_in_beforehand(username)
        began = self.wire.sent
        handset.go()
        shown = handset.wait_for("home" if username else "gate")
        handset.wait_until_ready_for_offline()
        handset.page.wait_for_load_state("networkidle")
        if username:
            handset.wait_until_seen()
        paints = handset.paints()
        who = "known" if username else "new"
        paints |= {"bytes": self.wire.sent - began, "shown": shown}
        self.note(**{f"{name}_{who}": value for name, value in paints.items()})

    def tap(self, handset: Handset) -> None:
        """On the phone that has just had its first visit; the first round taps once more without the brake."""
        handset.log_in_beforehand(RECORDER)
        handset.page.reload()
        handset.wait_for("home")
        taps = hundred_taps(handset, SLOWER)
        self.note(taps=taps, bare_taps=bare_taps(handset, len(taps)))
        if "free_taps" not in self.figures:
            self.note(free_taps=hundred_taps(handset, 1))

    def round(self, number: int) -> None:
        """A phone that nobody is logged in on, which then taps, and one with a login, which is opened offline later."""
        handset = self.handset(f"{number}-new")
        self.first_visit(handset, None)
        self.tap(handset)
        handset.close()
        handset = self.handset(f"{number}-known")
        self.first_visit(handset, RECORDER)
        handset.close()
        self.seen.append(handset)
        self.bare_page(number)

    def bare_page(self, number: int) -> None:
        page, script = (round(self.figures[f"{what}_known"][-1]) for what in ("page", "script"))
        bare = BarePage(page, script)
        handset = Handset(self.playwright, self.folder / f"profile-{number}-bare", bare.url)
        handset.go("/")
        self.note(bare_largest=handset.paints()["largest"])
        handset.close()
        bare.close()

    def offline_start(self, number: int) -> None:
        """The server is off; a new browser process opens the same profile, and another one a page of one word."""
        handset = self.seen[number]
        handset.open()
        handset.go()
        self.note(cold=handset.wait_for("home"), live=handset.wait_for("live"))
        handset.close()
        handset.open()
        self.note(floor=handset.floor())
        handset.close()


def visited(playwright: Playwright, trees: list[Path], folder: Path, rounds: int) -> list[Figures]:
    """Of each tree in turn, round by round, so that whatever else this machine does falls on all of them."""
    with ExitStack() as ends:
        sides = [Visited(playwright, tree, folder / str(place), ends) for place, tree in enumerate(trees)]
        for number in range(rounds):
            for side in sides:
                say(f"第 {number + 1} 轮：首次打开，点按 100 次（{side.tree.name}）")
                side.round(number)
    for number in range(rounds):
        for side in sides:
            side.offline_start(number)
    return [side.figures for side in sides]
