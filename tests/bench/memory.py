"""`./run.sh bench memory`: the server's memory while eight phones send the worst pictures there are, against its limit.

Every figure is what was resident at most (VmHWM): of each of the server's own processes, and of those in which pictures are
decoded. Exit status 1 when the limit is missed. A number after it: how many times each phone sends them all.
"""

import hashlib
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.journals import Sender
from tests.bench.senders import Connection, request
from tests.bench.sides import Ours
from tests.bench.worst import worst_pictures
from tests.databases import SqliteStore

PHONES, LIMIT = 8, 400  # MB
TRIES = 12  # on a machine that is busy otherwise, the costliest would be told to come again for ever
LOOK = 0.02  # seconds
WORKER = "pictures/worker.py"


class Watch(threading.Thread):
    """The most that each process below `root` had resident, in MB, apart by whether it decodes pictures."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.over = root, threading.Event()
        self.servers: dict[int, int] = {}
        self.decoders: dict[int, int] = {}
        self.together = 0

    def run(self) -> None:
        while not self.over.wait(LOOK):
            now = 0
            for pid in _below(self.root):
                words, peak, resident = _memory(pid)
                found = self.decoders if WORKER in words else self.servers
                found[pid] = max(found.get(pid, 0), peak)
                now += resident if found is self.decoders else 0
            self.together = max(self.together, now)


def _below(root: int) -> list[int]:
    found, ahead = [], [root]
    while ahead:
        pid = ahead.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                ahead += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _memory(pid: int) -> tuple[str, int, int]:
    """Its command line, its peak and what is resident now, in MB; nothing once it has ended."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
        return words, int(lines["VmHWM"].split()[0]) // 1024, int(lines["VmRSS"].split()[0]) // 1024
    except (OSError, KeyError):
        return WORKER, 0, 0


def send_all(port: int, phone: Sender, pictures: list[tuple[str, bytes]], answers: dict[str, Counter[int]]) -> None:
    """Until each has been taken or refused for good; a phone that is told to come again comes again, some times."""
    connection = Connection(port)
    for name, data in pictures:
        path = f"/api/v1/photos/{hashlib.sha256(data).hexdigest()}"
        for _ in range(TRIES):
            status, _ = connection.send(request("PUT", path, data, "image/jpeg", phone.headers()))
            answers[name][status] += 1
            if status != 503:
                break
            time.sleep(0.5)


def measure(folder: Path, rounds: int, pictures: list[tuple[str, bytes]]) -> tuple[Watch, dict[str, Counter[int]]]:
    answers: dict[str, Counter[int]] = {name: Counter() for name, _ in pictures}
    with Ours(SqliteStore(folder).fresh(folder), folder) as ours, ThreadPoolExecutor(PHONES) as pool:
        phones = ours.phones(PHONES)
        watch = Watch(ours.process)
        watch.start()
        for _ in range(rounds):
            # Each begins elsewhere, so that all kinds meet.
            turns = [pictures[n * 2 % len(pictures) :] + pictures[: n * 2 % len(pictures)] for n in range(PHONES)]
            list(pool.map(lambda turn, phone: send_all(ours.port, phone, turn, answers), turns, phones))
        watch.over.set()
        watch.join()
    return watch, answers


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print("准备照片", file=sys.stderr)
    pictures = list(worst_pictures())
    with tempfile.TemporaryDirectory() as name:
        watch, answers = measure(Path(name), rounds, pictures)
    for (what, data), told in zip(pictures, answers.values(), strict=True):
        said = "，".join(f"{status} {count} 次" for status, count in sorted(told.items()))
        print(f"· {len(data) / 1024:8.0f} KB  {what}：{said}")
    peak = max(watch.servers.values())
    mark = "✓" if peak <= LIMIT else "✗"
    print(f"{mark} {peak:8} MB  ≤ {LIMIT} MB  服务器进程的内存峰值（{PHONES} 部手机，各 {rounds} 遍）")
    print(f"· {max(watch.decoders.values(), default=0):8} MB            解码进程，每个的峰值")
    print(f"· {watch.together:8} MB            解码进程，同时占用的峰值（含共享的部分）")
    print(f"本机 {os.cpu_count()} 核，此刻负载 {os.getloadavg()[0]:.1f}")
    sys.exit(0 if peak <= LIMIT else 1)


if __name__ == "__main__":
    main()
