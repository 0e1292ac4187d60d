"""Is everything there that documents are made with? Asked at start-up, without loading the engine."""

import ctypes
import logging
from pathlib import Path

# The library, its Debian package, and what happens without it.
LIBRARIES = [
    ("libpango-1.0.so.0", "libpango-1.0-0", "不能生成 PDF"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "不能生成 PDF"),
    # Without it WeasyPrint cuts fonts in Python, silently: 22 s instead of 1.4 s for 27 pages.
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0", "生成 PDF 会慢十几倍"),
]
FONTS = Path("/usr/share/fonts")


def missing() -> list[str]:
    """One Chinese sentence for each part that is missing; empty when all is well."""
    said = [f"缺少系统软件包 {package}，{then}。" for name, package, then in LIBRARIES if not _loads(name)]
    if not any(FONTS.rglob("NotoSansCJK*")):
        said.append("缺少系统软件包 fonts-noto-cjk，PDF 里的汉字可能显示不出来。")
    return said


def warn(log: logging.Logger) -> None:
    for sentence in missing():
        log.warning("%s", sentence)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
