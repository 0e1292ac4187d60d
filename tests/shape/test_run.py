"""`./run.sh test` runs every part, whatever became of the others, and says at the end how each of them ended."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTEST = """#!/bin/sh
echo "$ZLC_TEST_STORE $*" >>ran
echo "collecting"
if [ "$1" = -p ]; then echo "1 passed in 9.00s"; exit {alone}; fi
if [ -z "$ZLC_TEST_STORE" ]; then echo "1 failed, 2 passed in 3.00s"; exit {sqlite}; fi
echo "7 passed in 1.00s"; exit {postgresql}
"""
NODE = """#!/bin/sh
[ "$1" = tests/client/run.mjs ] || exit 0
printf 'ℹ tests 5\\nℹ pass 4\\nℹ fail 1\\nℹ duration_ms 9\\n'
exit {client}
"""
# Which stories are told again (tests/once_more.py).
PYTHON = """#!/bin/sh
[ "$2" = tests.once_more ] && printf '{stories}'
"""
NOTHING = "#!/bin/sh\nexit {check}\n"


@pytest.fixture
def told(tmp_path):
    """told(sqlite=1) is what the command says and its status, with tools that end as they are told."""

    def run(*arguments, sqlite=0, postgresql=0, client=0, check=0, alone=0, stories=""):
        ends = {"sqlite": sqlite, "postgresql": postgresql, "client": client, "check": check, "alone": alone, "stories": stories}
        (tmp_path / "run.sh").write_bytes((ROOT / "run.sh").read_bytes())
        (tmp_path / ".venv" / "bin").mkdir(parents=True)
        (tmp_path / "static" / "client" / "node_modules").mkdir(parents=True)
        for lock in ("requirements-dev.lock", ".venv/.installed-requirements-dev.lock"):
            (tmp_path / lock).write_text("one==1\n")
        for lock in ("package-lock.json", "node_modules/.installed"):
            (tmp_path / "static" / "client" / lock).write_text("{}")
        tools = {"pytest": PYTEST, "node": NODE, "ruff": NOTHING, "mypy": "#!/bin/sh\n", "pip": "#!/bin/sh\n", "python": PYTHON}
        tools["dpkg-query"] = "#!/bin/sh\necho 'ok installed'\n"
        for name, text in tools.items():
            tool = tmp_path / ".venv" / "bin" / name
            tool.write_text(_ended(text, ends))
            tool.chmod(0o755)
        path = f"{tmp_path / '.venv' / 'bin'}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "ZLC_TEST_STORE": "", "ZLC_ONCE": ""}
        done = subprocess.run(
            ["bash", "run.sh", "test", *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True,
        )  # fmt: skip
        return done.returncode, done.stdout.splitlines(), (tmp_path / "ran").read_text().splitlines()

    return run


def _ended(text, ends):
    for name, status in ends.items():
        text = text.replace("{" + name + "}", str(status))
    return text


def test_a_failure_on_sqlite_keeps_no_other_part_from_running(told):
    status, lines, ran = told("-k", "photos", sqlite=1)
    assert status == 1
    assert [line.split()[0] for line in ran] == ["-n", "postgresql"] and "-k photos" in ran[0]
    assert lines[-4:] == [
        "✓ ruff、mypy、tsc：没有问题",
        "✓ 手机端的测试：ℹ pass 4 ℹ fail 1 ",
        "✗ 服务器的测试（SQLite）与浏览器故事：1 failed, 2 passed in 3.00s",
        "✓ 同样的规则与协议（PostgreSQL）：7 passed in 1.00s",
    ]
    assert "collecting" in lines, "what each part says is seen as it comes"


@pytest.mark.parametrize("which", ["check", "client", "postgresql"])
def test_whichever_fails_the_rest_run_and_the_command_fails(told, which):
    status, lines, ran = told(**{which: 1})
    assert status == 1 and len(ran) == 2
    assert [line[0] for line in lines[-4:]].count("✗") == 1


def test_all_well_is_well(told):
    status, lines, ran = told()
    assert status == 0 and len(ran) == 2 and all(line.startswith("✓") for line in lines[-4:])


STORIES = "tests/e2e/test_home.py::test_a\\ntests/e2e/test_home.py::test_b[390]\\n"


@pytest.mark.parametrize("alone", [0, 1])
def test_a_few_stories_are_told_again_alone_and_that_counts_and_is_said(told, alone):
    status, lines, ran = told(sqlite=1, alone=alone, stories=STORIES)
    assert status == alone and len(ran) == 3
    assert ran[1].split()[-2:] == ["tests/e2e/test_home.py::test_a", "tests/e2e/test_home.py::test_b[390]"]
    assert lines[-2] == (
        f"{'✗' if alone else '✓'} 服务器的测试（SQLite）与浏览器故事：1 failed, 2 passed in 3.00s；"
        "单独再来一次：tests/e2e/test_home.py::test_a tests/e2e/test_home.py::test_b[390]"
    )


def test_nothing_is_told_twice_to_whoever_says_once(told):
    status, _, ran = told("--once", sqlite=1, stories=STORIES)
    assert status == 1 and len(ran) == 2


def test_no_two_test_files_have_the_same_name():
    """Folders of tests are no packages: pytest would read the first of two and refuse the other."""
    names = [path.name for path in ROOT.glob("tests/**/test_*.py")]
    assert sorted(names) == sorted(set(names))


# Told on SQLite alone, and why that is enough.
ON_SQLITE = {
    "demo": "the demo world is written by what the other folders hold to both", "documents": "paper is set from what was read",
    "e2e": "what a browser sees of one database it sees of the other", "faults": "disks that fail below either of them",
    "shape": "files of ours, and no database",
}  # fmt: skip


def test_no_folder_of_tests_is_forgotten():
    both = " ".join(re.findall(r"^(?:RULES|ON_BOTH)=\((.*?)\)$", (ROOT / "run.sh").read_text("utf-8"), re.S | re.M))
    named = set(re.findall(r"tests/(\w+)", both))
    assert not named & ON_SQLITE.keys()
    assert {path.relative_to(ROOT / "tests").parts[0] for path in ROOT.glob("tests/*/**/test_*.py")} == named | ON_SQLITE.keys()
