"""What the README says of settings is what the code reads."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAID_BY_OTHERS = {"SUDO_USER"}  # no setting of ours: who began the session


def test_every_setting_is_in_the_readme():
    code = "".join(p.read_text() for p in [*(ROOT / "zlc").rglob("*.py"), ROOT / "app.py"])
    read = set(re.findall(r'(?:environ(?:\.get\(|\[)|number\()"([A-Z_]+)"', code)) | set(
        re.findall(r'envvar="([A-Z_]+)"', code)
    )
    readme = (ROOT / "README.md").read_text()
    assert read and not [name for name in read if name not in SAID_BY_OTHERS and f"`{name}`" not in readme]


def test_requirements_are_pinned():
    for path in ROOT.glob("requirements*.txt"):
        for line in path.read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                assert "==" in line, line
