"""The client's map is true: its rooms import one way, no file stands in a ring, and two things of the browser have one place."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "static/client"
WORKER = ROOT / "service-worker"

# A room may import those after it; two beside one another do not know each other.
ORDER = [["screens", "desk"], ["parts"], ["kit"], ["live"], ["sync", "photo"], ["store"], ["facts"], ["journal"], ["signal"]]
# Which screens may show another's pieces, and which files put the screens together.
AMONG_SCREENS = {"home": {"photos"}, "walk": {"record"}, "counter": {"record"}, "entry": {"findings"}, "mine": {"photos"}}
KNOW_EVERY_SCREEN = {"screens/main", "screens/app", "screens/sheets"}
# All that the service worker brings with it.
OF_THE_WORKER = {"store/photos/inbox"}
ONLY_IN = {"navigator.serviceWorker": "live/worker.ts", "indexedDB": "store/"}

IMPORT = re.compile(r"(?:from|import) '(\.[^']*)'|import\('(\.[^']*)'\)")
Graph = dict[str, set[str]]


def module(path: Path) -> str:
    """`screens/home/gate` for that file."""
    return str(path.relative_to(CLIENT).with_suffix(""))


def modules() -> list[Path]:
    return [path for path in sorted(CLIENT.rglob("*.ts*")) if "node_modules" not in path.parts and path.suffix in (".ts", ".tsx")]


def imported(name: str, text: str) -> set[str]:
    """What a module of that name imports, types included."""
    found = {first or second for first, second in IMPORT.findall(text)}
    return {posixpath.normpath(f"{posixpath.dirname(name)}/{one}") for one in found}


def graph() -> Graph:
    return {module(path): imported(module(path), path.read_text()) for path in modules()}


def room(name: str) -> str:
    return name.partition("/")[0]


def level(name: str) -> int:
    return next(place for place, rooms in enumerate(ORDER) if room(name) in rooms)


def screen(name: str) -> str | None:
    """The folder of a screen's file; None for those that stand beside the folders, and outside `screens`."""
    parts = name.split("/")
    return parts[1] if parts[0] == "screens" and len(parts) > 2 else None


def may_import(here: str, there: str) -> bool:
    if room(here) != room(there):
        return level(here) < level(there)
    if room(here) != "screens" or here in KNOW_EVERY_SCREEN:
        return True
    own, other = screen(here), screen(there)
    return other is not None and (own == other or other in AMONG_SCREENS.get(own or "", set()))


def faults(found: Graph) -> list[str]:
    return sorted(f"{here} imports {there}" for here, wanted in found.items() for there in wanted if not may_import(here, there))


def ring(found: Graph) -> list[str]:
    """Modules that import one another in a ring, if there are any."""
    done: set[str] = set()

    def search(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        for other in sorted(found.get(name, ())):
            if here := search(other, [*way, name]):
                return here
        done.add(name)
        return []

    return next((here for name in sorted(found) if (here := search(name, []))), [])


def test_every_module_stands_in_a_room():
    rooms = {one for side in ORDER for one in side}
    assert {room(name) for name in graph()} <= rooms
    assert all((CLIENT / one).is_dir() for one in rooms)


def test_imports_point_one_way():
    assert not faults(graph())


def test_no_modules_import_one_another_in_a_ring():
    assert not ring(graph())


def test_every_import_is_read():
    """A spelling that the pattern does not know would be no fault above."""
    found = graph()
    assert {there for wanted in found.values() for there in wanted} <= {*found, *(name.removesuffix("/index") for name in found)}
    for path in modules():
        said = len(re.findall(r"^(?:import|export)\b[^;]*? from '\.|^import '\.|^} from '\.", path.read_text(), re.M))
        assert len(IMPORT.findall(path.read_text())) == said, path


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("signal/signal", "journal/index"), ("facts/walk", "store/kept"), ("store/open", "live/now"), ("sync/sync", "photo/photo"),
        ("live/draft", "kit/field"), ("kit/form", "parts/actions"), ("parts/actions", "screens/walk/walk"),
        ("screens/record/record", "screens/walk/walk"), ("screens/home/home", "screens/app"), ("screens/superseded", "screens/home/home"),
    ],
)  # fmt: skip
def test_an_import_the_wrong_way_is_caught(here, there):
    assert faults({here: {there}}) == [f"{here} imports {there}"]


def test_a_ring_is_caught():
    assert ring({"a": {"b"}, "b": {"c", "d"}, "c": {"a"}}) == ["a", "b", "c", "a"]


def test_the_worker_brings_only_the_pictures_inbox():
    wanted: set[str] = set()
    found = graph()
    waiting = {one.removeprefix("static/client/") for path in WORKER.glob("*.ts") for one in imported("service-worker/x", path.read_text())}
    while waiting:
        wanted |= waiting
        waiting = {there for name in waiting for there in found[name]} - wanted
    assert wanted == OF_THE_WORKER


def touching(word: str) -> Iterator[str]:
    for path in modules():
        if word in path.read_text():
            yield str(path.relative_to(CLIENT))


@pytest.mark.parametrize(("word", "home"), ONLY_IN.items())
def test_only_one_place_touches(word, home):
    assert [name for name in touching(word) if not name.startswith(home)] == []


@pytest.mark.parametrize("path", modules(), ids=module)
def test_no_file_is_long(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 250
    assert max(map(len, lines)) <= 140
