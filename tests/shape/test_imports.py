"""The map is true: imports point one way, only the right modules know Flask, files stay small."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ZLC = ROOT / "zlc"

# Who may import whom: a package may import those below it, and what stands at the foot.
ORDER = ["sync", "public", "reports", "problems", "plans", "backups", "walks", "catalogue", "accounts", "documents"]
SIDE_BY_SIDE = {("public", "sync"), ("sync", "public")}
FOOT = {"database", "sql", "clock", "errors", "config", "assets", "folder", "faults", "shapes", "search", "ordered"}
ON_TOP = {"__init__", "cli", "pages", "demo", "migrations", "door", "startup"}
# The domain has no request: these files may not know that Flask exists.
KNOWS_FLASK = {"views", "forms", "access", "noting", "gate", "envelope", "shell"}
BROWSER_ONLY_IN = {
    "navigator.serviceWorker": "static/client/screens/worker.ts",
    "indexedDB": "static/client/store/",
}


def modules():
    return sorted(p for p in ZLC.rglob("*.py") if "migrations" not in p.parts)


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(path):
    relative = path.relative_to(ZLC)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ZLC)))
def test_imports_point_one_way(path):
    here = place(path)
    if here in ON_TOP:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "zlc" or len(parts) < 2:
            continue
        there = parts[1]
        if there == here or there in FOOT:
            continue
        assert here not in FOOT, f"{here} stands at the foot and imports {name}"
        assert there in ORDER, f"{path} imports {name}"
        assert ORDER.index(here) < ORDER.index(there), f"{here} may not import {there} ({name})"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ZLC)))
def test_nobody_imports_another_packages_views_or_forms(path):
    here = place(path)
    if here in ON_TOP:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "zlc" and len(parts) > 2 and parts[1] != here:
            assert parts[2] not in ("views", "forms"), name


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ZLC)))
def test_the_domain_does_not_know_flask(path):
    if place(path) in ON_TOP | FOOT or path.stem in KNOWS_FLASK or path.stem.endswith("_views"):
        return
    known = {name.split(".")[0] for name in imports(path)}
    assert not known & {"flask", "flask_login", "flask_wtf", "werkzeug"}, path


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ZLC)))
def test_no_file_is_long(path):
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize(("word", "home"), BROWSER_ONLY_IN.items())
def test_only_one_place_in_the_client_touches(word, home):
    for path in (ROOT / "static" / "client").rglob("*.ts*"):
        name = str(path.relative_to(ROOT))
        if "node_modules" not in name and not name.startswith(home):
            assert word not in path.read_text(), f"{name} touches {word}"


CLIENT_ORDER = ["screens", "sync", "store", "journal", "signal"]


def test_the_clients_imports_point_one_way():
    for path in (ROOT / "static" / "client").rglob("*.ts*"):
        parts = path.relative_to(ROOT / "static" / "client").parts
        if parts[0] not in CLIENT_ORDER:
            continue
        for line in path.read_text().splitlines():
            if " from '../" in line:
                there = line.split(" from '../")[1].split("/")[0].rstrip("';")
                if there in CLIENT_ORDER:
                    assert CLIENT_ORDER.index(parts[0]) <= CLIENT_ORDER.index(there), f"{path}: {line}"


def test_no_folder_is_called_by_an_empty_word():
    empty = {"utils", "helpers", "common", "misc", "manager", "service", "base"}
    for path in [*ZLC.rglob("*"), *(ROOT / "static" / "client").rglob("*")]:
        if "node_modules" not in path.parts and path.suffix != ".css":
            assert path.stem not in empty, path
