"""`./run.sh bench app`: how fast the phone app opens and keeps, against its limits. Medians of five rounds.

Chromium at 412×823 with DevTools' slow 4G (1.47 Mbit/s, 562 ms) and a processor four times slower than this
machine's; the service worker's downloads are counted too, on the wire. Exit status 1 when a limit is missed.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from tests.bench.handset import SLOWER, Handset
from tests.bench.taps import hundred_taps
from tests.bench.wire import Wire
from tests.e2e.servers import Server, build_demo
from tests.weights import LIMIT, weights

ROUNDS = 5
RECORDER = "recorder"
KB = 1024
Figures = dict[str, list[float]]


def first_visit(handset: Handset, wire: Wire, figures: Figures, username: str | None) -> None:
    if username:
        handset.log_in_beforehand(username)
    began = wire.sent
    handset.go()
    shown = handset.wait_for("home" if username else "gate")
    handset.wait_until_ready_for_offline()
    handset.page.wait_for_load_state("networkidle")
    if username:
        handset.wait_until_seen()
    paints = handset.paints()
    who = "known" if username else "new"
    figures.setdefault(f"bytes_{who}", []).append(wire.sent - began)
    figures.setdefault(f"before_{who}", []).append(paints["before"])
    figures.setdefault(f"first_{who}", []).append(paints["first"])
    figures.setdefault(f"largest_{who}", []).append(paints["largest"])
    figures.setdefault(f"shown_{who}", []).append(shown)


def offline_start(handset: Handset, figures: Figures) -> None:
    """The server is off; a new browser process opens the same profile, and another one a page of one word."""
    handset.open()
    handset.go()
    figures.setdefault("cold", []).append(handset.wait_for("home"))
    figures.setdefault("live", []).append(handset.wait_for("live"))
    handset.close()
    handset.open()
    figures.setdefault("floor", []).append(handset.floor())


def log_in_and_tap(handset: Handset, figures: Figures) -> None:
    """On the phone that has just had its first visit; the first round taps once more without the brake."""
    say("　　点按 100 次")
    handset.log_in_beforehand(RECORDER)
    handset.page.reload()
    handset.wait_for("home")
    figures.setdefault("taps", []).extend(hundred_taps(handset, SLOWER))
    if "free_taps" not in figures:
        figures["free_taps"] = hundred_taps(handset, 1)


def measure(playwright: Playwright, folder: Path, rounds: int) -> Figures:
    figures: Figures = {"script": [sum(weights().values())]}
    build_demo(folder / "demo")
    server = Server(folder / "server", folder / "demo").start()
    wire = Wire(server.port)
    visited = []
    try:
        for number in range(rounds):
            for username in (None, RECORDER):
                say(f"第 {number + 1} 轮：首次打开，{'已登录' if username else '未登录'}")
                handset = Handset(playwright, folder / f"profile-{number}-{username}", wire.url)
                first_visit(handset, wire, figures, username)
                if username:
                    visited.append(handset)
                else:
                    log_in_and_tap(handset, figures)
                handset.close()
    finally:
        server.stop()
        wire.close()
    for handset in visited:
        offline_start(handset, figures)
        handset.close()
    return figures


def lines(figures: Figures) -> Iterator[tuple[str, float, float | None, str]]:
    """What is measured, its value, its limit (None: for information), and the unit."""
    middle = {name: statistics.median(values) for name, values in figures.items()}
    tap, free = (statistics.quantiles(figures[name], n=20)[-1] for name in ("taps", "free_taps"))
    yield "手机端 JavaScript（gzip，含 service worker）", middle["script"] / KB, LIMIT / KB, "KB"
    for who, words in (("new", "未登录"), ("known", "已登录")):
        yield f"首次打开收到的全部字节，{words}", middle[f"bytes_{who}"] / KB, 250, "KB"
        yield f"其中首次绘制之前，{words}", middle[f"before_{who}"] / KB, 120, "KB"
        yield f"首次绘制，{words}", middle[f"first_{who}"] / 1000, None, "s"
        yield f"最大绘制（LCP），{words}", middle[f"largest_{who}"] / 1000, 1.5, "s"
        yield f"首页内容出现，{words}", middle[f"shown_{who}"] / 1000, None, "s"
    yield "断网冷启动到首页内容", middle["cold"] / 1000, 0.5, "s"
    yield "同上，到由本机记录重新算出", middle["live"] / 1000, None, "s"
    yield "同样冷启动一个只有一个字的空白页", middle["floor"] / 1000, None, "s"
    yield f"抬手到 IndexedDB oncomplete，{len(figures['taps'])} 次的 p95", tap, 50, "ms"
    yield "同上，中位数", middle["taps"], None, "ms"
    yield "处理器不减速时 100 次的 p95", free, None, "ms"
    yield "同上，中位数", middle["free_taps"], None, "ms"


def report(figures: Figures) -> bool:
    """Prints every figure beside its limit; true when all are kept."""
    kept = True
    print("Chromium 412×823，慢速 4G（1.47 Mbit/s，延迟 562 ms），处理器慢 4 倍，中位数")
    print(f"本机 {os.cpu_count()} 核，此刻负载 {os.getloadavg()[0]:.1f}；负载高于核数时，时间会偏长")
    for name, value, limit, unit in lines(figures):
        good = limit is None or value <= limit
        kept = kept and good
        mark, against = ("✓" if good else "✗", f"≤ {limit} {unit}") if limit is not None else ("·", "")
        print(f"{mark} {value:8.2f} {unit:2}  {against:10}  {name}")
    return kept


def say(words: str) -> None:
    print(f"  {words}", file=sys.stderr)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        figures = measure(playwright, Path(folder), rounds)
    sys.exit(0 if report(figures) else 1)


if __name__ == "__main__":
    main()
