"""`./run.sh bench app [ROUNDS] [--against FOLDER]`: how fast the phone app opens and keeps, against its limits.

Chromium at 412×823 with DevTools' slow 4G (1.47 Mbit/s, 562 ms) and a processor four times slower than this
machine's; the service worker's downloads are counted too, on the wire. Bytes have limits of their own. What a person
feels has a floor, measured in the same rounds, and its limit is a multiple of that: a busy machine neither fails it
nor excuses it. With FOLDER, another built tree takes turns with this one, and nothing felt may be slower than there.
Medians of five rounds, unless another number is given. Exit status 1 when a limit is missed.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from tests.bench.visits import Figures, visited
from tests.weights import LIMIT
from zlc.config import ROOT

ROUNDS = 5
KB = 1024
# The multiples of their floors.
COLD, TAP, PAINT = 2.5, 2.5, 1.3
# As much as two runs of one tree differ in a figure; beyond it, a tree is slower than the other.
NOISE = 1.1


class Line(NamedTuple):
    """A figure: its value and limit (None: for information); `felt`: compared with the other tree's."""

    words: str
    value: float
    unit: str
    limit: float | None = None
    felt: bool = False


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def lines(figures: Figures) -> Iterator[Line]:
    middle = {name: statistics.median(values) for name, values in figures.items()}
    yield Line("手机端 JavaScript（gzip，含 service worker）", middle["script"] / KB, "KB", LIMIT / KB)
    for who, words in (("new", "未登录"), ("known", "已登录")):
        yield Line(f"首次打开收到的全部字节，{words}", middle[f"bytes_{who}"] / KB, "KB", 250)
        yield Line(f"其中首次绘制之前，{words}", middle[f"before_{who}"] / KB, "KB", 120)
        yield Line(f"首次绘制，{words}", middle[f"first_{who}"] / 1000, "s", felt=True)
        yield Line(f"最大绘制（LCP），{words}", middle[f"largest_{who}"] / 1000, "s", felt=True)
        yield Line(f"首页内容出现，{words}", middle[f"shown_{who}"] / 1000, "s", felt=True)
    yield Line("字节一样多、只有一句话的页面，最大绘制", middle["bare_largest"] / 1000, "s")
    for who, words in (("new", "未登录"), ("known", "已登录")):
        yield Line(f"最大绘制是它的几倍，{words}", middle[f"largest_{who}"] / middle["bare_largest"], "倍", PAINT)
    yield Line("断网冷启动到首页内容", middle["cold"] / 1000, "s", felt=True)
    yield Line("同上，到由本机记录重新算出", middle["live"] / 1000, "s", felt=True)
    yield Line("同样冷启动一个只有一个字的空白页", middle["floor"] / 1000, "s")
    yield Line("断网冷启动是它的几倍", middle["cold"] / middle["floor"], "倍", COLD)
    tap, bare = p95(figures["taps"]), p95(figures["bare_taps"])
    yield Line(f"抬手到 IndexedDB oncomplete，{len(figures['taps'])} 次的 p95", tap, "ms", felt=True)
    yield Line("同上，中位数", middle["taps"], "ms", felt=True)
    yield Line("只写同样几行、别的都不做的页面，p95", bare, "ms")
    yield Line("同上，中位数", middle["bare_taps"], "ms")
    yield Line("点按的 p95 是它的几倍", tap / bare, "倍", TAP)
    yield Line("处理器不减速时 100 次点按的 p95", p95(figures["free_taps"]), "ms")
    yield Line("同上，中位数", middle["free_taps"], "ms")


def report(figures: Figures, before: Figures | None) -> bool:
    """Prints every figure beside its limit, and beside that of the other tree; true when all are kept."""
    print("Chromium 412×823，慢速 4G（1.47 Mbit/s，延迟 562 ms），处理器慢 4 倍，中位数")
    print(f"本机 {os.cpu_count()} 核，此刻负载 {os.getloadavg()[0]:.1f}；忙的时候，时间和它的底数一起变长，倍数不变")
    others = list(lines(before)) if before else [None] * 99
    kept = True
    for line, other in zip(lines(figures), others, strict=False):
        good = line.limit is None or line.value <= line.limit
        slower = other is not None and line.felt and line.value > other.value * NOISE
        kept = kept and good and not slower
        mark = "✗" if slower or not good else "·" if line.limit is None else "✓"
        against = "" if line.limit is None else f"≤ {line.limit:g} {line.unit}"
        beside = "" if other is None else f"另一棵树 {other.value:8.2f}{'，这里慢了' if slower else ''}  "
        print(f"{mark} {line.value:8.2f} {line.unit:2}  {against:10}  {beside}{line.words}")
    return kept


def main() -> None:
    asked = argparse.ArgumentParser(prog="./run.sh bench app")
    asked.add_argument("rounds", nargs="?", type=int, default=ROUNDS)
    asked.add_argument("--against", type=Path, metavar="FOLDER", help="another tree, built, to take turns with")
    given = asked.parse_args()
    trees = [ROOT, *([given.against.resolve()] if given.against else [])]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        figures, *other = visited(playwright, trees, Path(folder), given.rounds)
    sys.exit(0 if report(figures, other[0] if other else None) else 1)


if __name__ == "__main__":
    main()
