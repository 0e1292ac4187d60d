"""The map is true: imports point one way, only the right modules know Flask, files stay small."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ZLC = ROOT / "zlc"

# Who may import whom: what stands in one row may import what stands in the rows below it, never its neighbours.
OUTER = [
    {"desk", "sync", "public", "api"},
    {"reports"}, {"samples"}, {"rectifications"}, {"needs", "demands"}, {"problems"}, {"plans"}, {"backups"}, {"files"}, {"walks"},
    {"catalogue"}, {"settings"},
    {"accounts"}, {"documents"},
    {
        "apart", "asked", "assets", "clock", "config", "database", "errors", "faults", "folder", "ordered", "search", "shapes", "sql",
        "sql_rows", "texts", "typed_days", "versions",
    },
]  # fmt: skip
FOOT = OUTER[-1]
ON_TOP = {"__init__", "cli", "pages", "demo", "migrations", "door", "startup"}
# The same inside a package; a module that is named nowhere stands in the row of «».
INNER = {
    "desk": [
        {"contents"}, {"mine", "overview", "owners"}, {"summary"}, {"needs", "demands", "rectifications", "samples", "grounds"},
        {"record", "photos", "problems", "handovers"}, {"walks"},
        {"devices", "people"},
        {"together", "comparison", "requests", "held", "origins", "matters", "log", "units", "settings"},
        {"acting", "printing"}, {"asking", "fields", "naming", "places"},
    ],
    "walks": [
        {"brought"}, {"journal"}, {"photos"}, {"names", "takings", "latest"}, {"words", "opening"},
        {"times", "stayed", "listing", "resting"}, {"models"}, {"known"}, {"standing"}, {"fold"}, {"entries"},
    ],
}  # fmt: skip
# The domain has no request. Who may know that Flask exists: what answers requests, and the pieces that it is made of.
KNOWS_FLASK = {
    "accounts/access.py", "accounts/noting.py", "accounts/views.py", "accounts/first_password.py", "accounts/forms.py",
    "accounts/fields.py", "accounts/way_back.py",
    "desk/acting.py", "desk/asking.py", "desk/fields.py", "desk/printing.py",
    "desk/problems/bulk.py", "desk/problems/registration.py", "desk/problems/marking.py", "desk/problems/passing.py",
    "desk/problems/tasks.py", "desk/problems/owner_forms.py",
    "desk/matters/editions.py",
    "desk/matters/imports.py", "desk/matters/correcting.py", "desk/matters/taking_back.py", "desk/units/headships.py",
    "desk/people/changing.py", "desk/people/importing.py", "desk/rectifications/effects.py", "desk/rectifications/evidence.py",
    "desk/rectifications/rewalk.py", "desk/rectifications/linking.py", "desk/rectifications/receiving.py",
    "desk/rectifications/serving.py", "desk/owners/letting_in.py",
    "sync/envelope.py", "sync/gate.py", "sync/rescue_views.py", "sync/shell.py",
}  # fmt: skip
FLASK = {"flask", "flask_login", "flask_wtf", "werkzeug", "wtforms"}


def modules():
    return sorted(p for p in ZLC.rglob("*.py") if "migrations" not in p.parts)


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parts_of(path):
    return path.relative_to(ZLC).with_suffix("").parts


def row_of(rows, name):
    return next((at for at, row in enumerate(rows) if name in row), None)


def every_module(test):
    return pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ZLC)))(test)


@every_module
def test_imports_point_one_way(path):
    here = parts_of(path)[0]
    if here in ON_TOP:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "zlc" and len(parts) > 1 and parts[1] != here:
            there = row_of(OUTER, parts[1])
            assert there is not None, f"{path} imports {name}"
            if here in FOOT and parts[1] in FOOT:
                continue
            assert row_of(OUTER, here) < there, f"{here} may not import {parts[1]} ({name})"


@every_module
def test_imports_inside_a_package_point_one_way(path):
    package, *rest = parts_of(path)
    if package not in INNER or not rest or rest[0] == "__init__":
        return
    rows = INNER[package]
    here = row_of(rows, rest[0])
    assert here is not None, f"{path} has no place in the order of {package}"
    for name in imports(path):
        parts = name.split(".")
        if parts[:2] == ["zlc", package] and len(parts) > 2 and parts[2] != rest[0]:
            there = row_of(rows, parts[2])
            assert there is not None, f"{path} imports {name}"
            assert here < there, f"{package}/{rest[0]} may not import {package}/{parts[2]} ({name})"


@every_module
def test_nobody_imports_another_packages_views_or_forms(path):
    here = parts_of(path)[0]
    if here in ON_TOP:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "zlc" and len(parts) > 2 and parts[1] != here:
            assert parts[2] not in ("views", "forms"), name


@every_module
def test_the_domain_does_not_know_flask(path):
    name = str(path.relative_to(ZLC))
    if parts_of(path)[0] in ON_TOP | FOOT or name in KNOWS_FLASK:
        return
    if parts_of(path)[0] in OUTER[0] and path.stem in {"views", "forms", "contents"}:
        return
    known = {name.split(".")[0] for name in imports(path)}
    assert not known & FLASK, path


def test_who_may_know_flask_is_there():
    """No name outlives its file."""
    later = {"desk/acting.py"}
    assert [name for name in sorted(KNOWS_FLASK - later) if not (ZLC / name).exists()] == []


@every_module
def test_no_file_is_long(path):
    assert len(path.read_text().splitlines()) <= 250


def test_no_folder_is_called_by_an_empty_word():
    empty = {"utils", "helpers", "common", "misc", "manager", "service", "base"}
    for path in [*ZLC.rglob("*"), *(ROOT / "static" / "client").rglob("*")]:
        if "node_modules" not in path.parts and path.suffix != ".css":
            assert path.stem not in empty, path


def test_a_right_is_a_question_on_a_person():
    """Which role may do what stands in accounts; everybody else asks `person.decides`, `person.reads_held` …"""
    places = [*modules(), *(ROOT / "templates").rglob("*.html")]
    asking = [str(path.relative_to(ROOT)) for path in places if "is_a(" in path.read_text()]
    assert [place for place in asking if not place.startswith("zlc/accounts/")] == []
