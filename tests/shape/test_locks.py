"""Every package that is installed, and whatever it needs in turn, is locked to one version and the hashes of its files."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PINNED = sorted(ROOT.glob("requirements*.txt"))
# Some ship one file for all machines, none less than one.
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(path):
    """Of this file and those it names: package and version."""
    found = set()
    for line in path.read_text().splitlines():
        if line.startswith("-r "):
            found |= pins(path.parent / line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            wanted = Requirement(line)
            found.add((canonicalize_name(wanted.name), str(wanted.specifier).removeprefix("==")))
    return found


def blocks(path):
    """Of a lock: what each package is locked to, and all that is said of it."""
    text = path.with_suffix(".lock").read_text()
    for block in re.split(r"\n(?=[a-z0-9])", text)[1:]:
        wanted = Requirement(block.split(" \\")[0])
        yield wanted, block


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.name)
def test_what_is_pinned_is_locked_and_nothing_else_is_asked_for(path):
    locked = {(canonicalize_name(one.name), str(one.specifier).removeprefix("==")) for one, _block in blocks(path)}
    assert pins(path) <= locked, "run ./run.sh lock"
    asked = {canonicalize_name(one.name) for one, block in blocks(path) if "-r requirements" in block}
    assert asked == {name for name, _version in pins(path)}, "run ./run.sh lock"


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.name)
def test_every_package_has_one_version_and_hashes_and_no_address(path):
    for wanted, block in blocks(path):
        assert str(wanted.specifier).startswith("=="), wanted
        assert HASH.search(block), f"{wanted} has no hash"
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|--trusted", path.with_suffix(".lock").read_text())


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.name)
def test_what_a_locked_package_needs_is_locked_too(path):
    names = {canonicalize_name(one.name) for one, _block in blocks(path)}
    for one, _block in blocks(path):
        if one.marker is not None and not one.marker.evaluate():
            continue
        for text in metadata.requires(one.name) or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert canonicalize_name(needed.name) in names, f"{one.name} needs {needed.name}: run ./run.sh lock"


def test_the_smaller_locks_are_parts_of_the_largest():
    largest = {str(one.name): str(one.specifier) for one, _block in blocks(ROOT / "requirements-dev.txt")}
    for path in PINNED:
        for one, _block in blocks(path):
            assert largest[one.name] == str(one.specifier), one


def test_what_is_installed_from_is_a_lock():
    install = re.findall(r"pip install .*", (ROOT / "run.sh").read_text())
    assert all("--require-hashes" in line or '"$LOCKER"' in line for line in install), install
