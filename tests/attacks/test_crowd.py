"""Many at once, against the real server: nobody waits in vain, nothing is doubled, no reader passes over a row."""

import time
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier, Event

from tests.attacks import checks
from tests.attacks.conftest import GONE
from tests.attacks.test_killed_photos import hash_of, put
from tests.attacks.test_killed_pushes import envelope
from tests.phones import Phone
from tests.sync.test_photos import picture

TWINS, WRITERS, READERS = 50, 8, 2
WALKS = 6  # of each writer


def batches(phone, size=11):
    return [phone.entries[start : start + size] for start in range(0, len(phone.entries), size)]


def push(client, phone, entries):
    return client.api("POST", "/entries", json=envelope(phone, entries))


def test_fifty_twins_of_one_push_make_one_row_for_each_entry(app, fused):
    client = fused("recorder", workers=2)
    phone = Phone.of(client)
    phone.a_walk()
    together = Barrier(TWINS)

    def twin(_):
        together.wait()
        return push(client, phone, phone.entries)

    with ThreadPoolExecutor(TWINS) as pool:
        replies = list(pool.map(twin, range(TWINS)))
    assert {reply.status_code for reply in replies} == {200}
    told = [one for reply in replies for one in reply.json["results"]]
    assert {one["status"] for one in told} == {"stored"}
    assert len([one for one in told if not one["duplicate"]]) == len(phone.entries)
    assert checks.entries(app) == {entry["id"]: entry["body"].encode() for entry in phone.entries}


class Reader:
    """Pulls as a phone does, and remembers every entry it was shown, as often as it was."""

    def __init__(self, client, device):
        self.client, self.device, self.cursor, self.seen = client, device, "", []

    def pull(self):
        page = self.client.api("GET", f"/changes?device={self.device}&cursor={self.cursor}&limit=7").json
        assert not page["reset"]
        self.seen += [entry["id"] for entry in page["entries"]]
        self.cursor = page["cursor"]
        return page["more"]

    def until(self, done):
        while not done() or self.pull():
            self.pull()


def test_readers_pass_over_nothing_while_eight_write(app, fused):
    client = fused("recorder", workers=2)
    phones = [Phone.of(client) for _ in range(WRITERS)]
    for phone in phones:
        for _ in range(WALKS):
            phone.a_walk()
    readers = [Reader(client, Phone.of(client).device) for _ in range(READERS)]

    def write(phone):
        for batch in batches(phone):
            assert push(client, phone, batch).status_code == 200

    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        writing = [pool.submit(write, phone) for phone in phones]
        reading = [pool.submit(reader.until, lambda: all(job.done() for job in writing)) for reader in readers]
        for job in [*writing, *reading]:
            job.result()
    made = sorted(entry["id"] for phone in phones for entry in phone.entries)
    for reader in readers:
        assert sorted(reader.seen) == made


def test_what_a_crowd_leaves_unfolded_is_folded_in_the_next_lull_though_nobody_reads(app, fused):
    client = fused("recorder")
    phones = [Phone.of(client) for _ in range(WRITERS)]
    walks = [phone.a_walk() for phone in phones for _ in range(WALKS)]

    def write(phone):
        for batch in batches(phone):
            assert push(client, phone, batch).status_code == 200

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, phones))
    deadline = time.monotonic() + 120
    while (left := checks.marked(app)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left
    checks.folded(app, walks)


def test_several_processes_share_the_database_without_a_word_of_locks(app, fused, server_log):
    client = fused("recorder", workers=4)
    phones = [Phone.of(client) for _ in range(6)]
    pictures = [picture(size=(320, 240)) for _ in range(12)]
    for phone in phones:
        for _ in range(4):
            phone.a_walk()

    jobs = [lambda phone=phone, batch=batch: push(client, phone, batch)
            for phone in phones for batch in batches(phone)]  # fmt: skip
    jobs += [lambda data=data: put(client, data) for data in pictures]
    jobs += [lambda: client.api("POST", "/photos/missing", json={"sha256": [hash_of(pictures[0])]})] * 12
    Random(1).shuffle(jobs)
    with ThreadPoolExecutor(12) as pool:
        replies = list(pool.map(lambda job: job(), jobs))
    assert {reply.status_code for reply in replies} <= {200, 201}
    assert len(checks.entries(app)) == sum(len(phone.entries) for phone in phones)
    assert len(checks.receipts(app)) == len(pictures)
    assert "locked" not in server_log()


def test_what_was_answered_before_the_server_stopped_is_there(app, fused):
    client = fused("recorder")
    phone = Phone.of(client)
    for _ in range(60):
        phone.a_walk()
    answered, enough = [], Event()

    def send():
        for batch in batches(phone):
            try:
                if push(client, phone, batch).status_code == 200:
                    answered.extend(entry["id"] for entry in batch)
                    if len(answered) >= 55:
                        enough.set()
            except GONE:
                return

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send)
        assert enough.wait(60)
        client.process.terminate()
        sending.result()
    client.process.wait(30)
    stored = checks.entries(app)
    assert len(answered) >= 55 and set(answered) <= stored.keys()
    assert {stored[entry["id"]] for entry in phone.entries if entry["id"] in stored} <= {
        entry["body"].encode() for entry in phone.entries
    }
