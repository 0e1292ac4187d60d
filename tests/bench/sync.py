"""`./run.sh bench sync`: what the phone's door bears, against the barest handler that stores as durably (bare.py).

Both sides run in turn within each round, start place rotating, after one round that is not counted; figures are
medians of the rounds, ratios medians of the ratios within a round, so that a noisy machine weighs on both. Exit
status 1 when a limit is missed.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tests.bench.journals import PUSH, Sender, stretches
from tests.bench.pictures import pictures
from tests.bench.senders import Connection, Request, Senders, request
from tests.bench.sides import Bare, Ours, both
from zlc.database import uuid7

ROUNDS = 5
PHONES, PICTURES, LONG, LONG_WALKS, BEHIND = 200, 400, 2000, 5, 10_000
Sample = dict[str, float]
Turn = Callable[[], Sample]
Figures = dict[str, list[float]]


def pushed(side: Ours, sender: Sender, entries: list[dict[str, object]]) -> tuple[Request, Request]:
    """The same push for us and for the bare server."""
    body = sender.push(entries, side.epoch)
    return (
        request("POST", "/api/v1/entries", body, more=sender.headers()),
        request("POST", "/entries", body),
    )


def settle() -> None:
    """What one side left unwritten must not be waited for by the next."""
    os.sync()


def in_turn(turns: list[Turn], rounds: int, figures: Figures) -> None:
    for number in range(rounds + 1):
        for turn in turns[number % len(turns) :] + turns[: number % len(turns)]:
            settle()
            for name, value in turn().items() if number else ():
                figures.setdefault(name, []).append(value)


def journal_turns(name: str, ours: Ours, bare: Bare, senders: Senders) -> list[Turn]:
    """Entries per second, until the last receipt; ours also until the last walk is folded."""
    phones = ours.phones(PHONES), ours.phones(PHONES)  # a number that never comes would hold its phone's receipt up

    def rates(port: int, which: int) -> Sample:
        wanted = [pushed(ours, phone, phone.sixty(uuid7()))[which] for phone in phones[which]]
        began = time.perf_counter()
        seconds = senders.seconds(port, wanted)
        if which:
            return {f"a {name} bare": PHONES * PUSH / seconds}
        ours.wait_until_folded()
        folded = time.perf_counter() - began
        return {f"a {name} ours": PHONES * PUSH / seconds, f"a {name} folded": PHONES * PUSH / folded}

    return [lambda: rates(ours.port, 0), lambda: rates(bare.port, 1)]


def photo_turns(name: str, ours: Ours, bare: Bare, senders: Senders, photos: dict[str, bytes]) -> list[Turn]:
    """Photos per second; each round another person sends them."""

    def of_ours() -> Sample:
        (sender,) = ours.phones(1)
        wanted = [
            request("PUT", f"/api/v1/photos/{sha256}", data, "image/jpeg", sender.headers())
            for sha256, data in photos.items()
        ]
        return {f"b {name} ours": len(photos) / senders.seconds(ours.port, wanted)}

    def of_bare() -> Sample:
        wanted = [request("PUT", f"/photos/{sha256}", data, "image/jpeg") for sha256, data in photos.items()]
        return {f"b {name} bare": len(photos) / senders.seconds(bare.port, wanted)}

    return [of_ours, of_bare]


def growth_turns(name: str, ours: Ours, senders: Senders) -> list[Turn]:
    """Milliseconds for a push of sixty, one after another on one connection: until its receipt, and with the folding,
    which a reader waits for."""
    walks = [(phone, uuid7()) for phone in ours.phones(LONG_WALKS)]
    before = [pushed(ours, phone, part)[0] for phone, walk in walks for part in stretches(phone, walk, LONG + PUSH)]
    senders.seconds(ours.port, before, 1)
    ours.wait_until_folded()

    def into(which: str) -> Sample:
        receipt, folded = 0.0, 0.0
        for phone, walk in walks:
            entries = phone.sixty(walk if which == "long" else uuid7(), opens=which == "empty", ends=False)
            push, read = pushed(ours, phone, entries)[0], request("GET", "/api/v1/changes?limit=1", more=phone.headers())
            took, first, again = (senders.seconds(ours.port, [one], 1) for one in (push, read, read))
            receipt, folded = receipt + took, folded + took + first - again
        milliseconds = 1000 / len(walks)
        return {f"c {name} {which}": receipt * milliseconds, f"c {name} {which} folded": folded * milliseconds}

    return [lambda: into("empty"), lambda: into("long")]


def pull_turns(name: str, ours: Ours, bare: Bare, senders: Senders) -> list[Turn]:
    """Seconds to be told of 10,000 entries, page by page."""
    author, reader = ours.phones(2)
    pushes = [pushed(ours, author, author.sixty(uuid7())) for _ in range(BEHIND // PUSH + 1)]
    senders.seconds(ours.port, [of_ours for of_ours, _ in pushes])
    senders.seconds(bare.port, [of_bare for _, of_bare in pushes])
    ours.wait_until_folded()
    path = f"/api/v1/changes?device={reader.device}&cursor="
    return [
        lambda: {f"d {name} ours": pulled(ours.port, path, "", reader.headers())},
        lambda: {f"d {name} bare": pulled(bare.port, f"/changes?device={author.device}&cursor=", "0", [])},
    ]


def pulled(port: int, path: str, cursor: str, headers: list[str]) -> float:
    connection, told, began = Connection(port), 0, time.perf_counter()
    while True:
        status, answer = connection.send(request("GET", f"{path}{cursor}", more=headers))
        assert status == 200, answer[:300]
        page = msgspec.json.decode(answer)
        told, cursor = told + len(page["entries"]), page["cursor"]
        if not page["more"]:
            assert told >= BEHIND, told
            return time.perf_counter() - began


def measure(name: str, folder: Path, rounds: int, photos: dict[str, bytes]) -> Figures:
    figures: Figures = {}
    senders = Senders()
    with both(name, folder) as (ours, bare):
        for words, turns in (
            ("200 部手机各推送 60 条", lambda: journal_turns(name, ours, bare, senders)),
            ("400 张照片", lambda: photo_turns(name, ours, bare, senders, photos)),
            ("一次走流程越来越长", lambda: growth_turns(name, ours, senders)),
            ("落后 10,000 条的手机", lambda: pull_turns(name, ours, bare, senders)),
        ):
            say(f"{name}：{words}")
            in_turn(turns(), rounds, figures)
        assert ours.count("walks where marked") == 0, "a walk was left unfolded"
        assert ours.count("entries where status = 'held'") == 0
    senders.close()
    return figures


def ratio(figures: Figures, above: str, below: str) -> float:
    return statistics.median(a / b for a, b in zip(figures[above], figures[below], strict=True))


def lines(name: str, figures: Figures) -> Iterator[tuple[str, float, str, float | None, bool]]:
    """What is measured, its value, its unit, its limit (None: for information), and whether more is better."""
    middle = {key: statistics.median(values) for key, values in figures.items()}
    yield f"{name}：推送，条/秒", middle[f"a {name} ours"], "", None, True
    yield f"{name}：最简处理程序，条/秒", middle[f"a {name} bare"], "", None, True
    yield f"{name}：推送，到全部归并完，条/秒", middle[f"a {name} folded"], "", None, True
    yield f"{name}：推送之比", ratio(figures, f"a {name} ours", f"a {name} bare"), "×", 0.55, True
    yield f"{name}：照片，张/秒", middle[f"b {name} ours"], "", None, True
    yield f"{name}：最简处理程序，张/秒", middle[f"b {name} bare"], "", None, True
    yield f"{name}：照片之比", ratio(figures, f"b {name} ours", f"b {name} bare"), "×", 0.75, True
    for folded, words in (("", "到收条"), (" folded", "到归并完")):
        empty, long = f"c {name} empty{folded}", f"c {name} long{folded}"
        yield f"{name}：推送 60 条{words}，新的走流程", middle[empty], "ms", None, False
        yield f"{name}：推送 60 条{words}，已有 2,000 条的走流程", middle[long], "ms", None, False
        yield f"{name}：后者是前者的几倍", ratio(figures, long, empty), "×", 3, False
    yield f"{name}：落后 10,000 条，逐页取完", middle[f"d {name} ours"], "s", None, False
    yield f"{name}：最简处理程序给同样的条目", middle[f"d {name} bare"], "s", None, False
    yield f"{name}：前者是后者的几倍", ratio(figures, f"d {name} ours", f"d {name} bare"), "×", 2, False


def report(name: str, figures: Figures) -> bool:
    """Prints every figure beside its limit; true when all are kept."""
    kept = True
    for words, value, unit, limit, more in lines(name, figures):
        good = limit is None or (value >= limit if more else value <= limit)
        kept = kept and good
        mark = "·" if limit is None else "✓" if good else "✗"
        against = "" if limit is None else f"{'≥' if more else '≤'} {limit} {unit}"
        print(f"{mark} {value:10.2f} {unit:2}  {against:8}  {words}")
    return kept


def say(words: str) -> None:
    print(f"  {words}", file=sys.stderr)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    names = sys.argv[2:] or ["SQLite", "PostgreSQL"]
    print(f"一个进程八个线程，4 个连接，{rounds} 轮的中位数；本机 {os.cpu_count()} 核，此刻负载 {os.getloadavg()[0]:.1f}")
    say("准备照片")
    photos = pictures(PICTURES)
    kept = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(name, Path(folder), rounds, photos)
        kept.append(report(name, figures))
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
