"""The server's process is killed in the middle of a push: what it answered is there, and nothing is there twice."""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

from tests.attacks import checks
from tests.phones import Phone

LONG = 10 if os.environ.get("ZLC_LONG") else 1
KILLS = 110 * LONG
IN_A_CROWD = 20 * LONG
BATCH = 5


def moments(points):
    return [f"{name} {moment} {place}" for name in sorted(points) for place in range(1, points[name] + 1)
            for moment in ("before", "after")]  # fmt: skip


def envelope(phone, entries):
    return {"device": phone.device, "epoch": phone.epoch, "sent_at": 1, "entries": entries}


def killed(client, sent, die):
    """Whether the process died of it: while it stored, or while it folded for the reader who came next (unless the
    lull was quicker)."""
    if not die.startswith("fold"):
        return client.killed("POST", "/entries", die, json=sent)
    client.patient("POST", "/entries", json=sent)
    return client.killed("GET", "/changes", die)


def whole(app, phone):
    """Every entry once, byte for byte, on a database that holds no other."""
    assert checks.entries(app) == {entry["id"]: entry["body"].encode() for entry in phone.entries}


def test_a_push_killed_at_any_point_is_stored_whole_or_not_at_all(app, fused):
    client = fused("recorder")
    phone = Phone.of(client)
    walks = [phone.a_walk()]
    points = phone.push().points
    assert points["commit"] >= 1 and points["write"] >= 1
    kills, answered, ready = 0, set(checks.entries(app)), []
    dying = cycle([*moments(points), *moments({"fold": 1})])
    while kills < KILLS:
        if not ready:
            walks.append(phone.a_walk())
            phone.entries, ready = phone.entries[:-11], phone.entries[-11:]
        phone.entries.append(ready.pop(0))
        new = [phone.entries[-1]]
        kills += killed(client, envelope(phone, new), next(dying))
        stored = set(checks.entries(app))
        assert answered <= stored, "a receipt was lost"
        told = client.patient("POST", "/entries", json=envelope(phone, new)).json["results"]
        assert [one["status"] for one in told] == ["stored"]
        assert told[0]["duplicate"] == (new[0]["id"] in stored)
        answered.add(new[0]["id"])
    whole(app, phone)
    checks.folded(app, walks)


def test_pushes_under_way_when_the_process_is_killed_lose_nothing(app, fused):
    """Four phones send while the process is killed again and again under their hands."""
    client = fused("recorder")
    phones = [Phone.of(client) for _ in range(4)]
    walks = [phone.a_walk() for phone in phones for _ in range(IN_A_CROWD // 4)]
    victim = Phone.of(client)
    walks += [victim.a_walk() for _ in range(6 * LONG)]

    def send(phone):
        for start in range(0, len(phone.entries), BATCH):
            batch = phone.entries[start : start + BATCH]
            told = client.patient("POST", "/entries", json=envelope(phone, batch))
            assert [one["status"] for one in told.json["results"]] == ["stored"] * len(batch)

    def kill():
        """Where another thread stores or folds for it, a fuse does not burn: the next one tries again."""
        fuses, kills = cycle(["commit before 1", "commit after 1", "fold before 1"]), 0
        for entry, die in zip(victim.entries, fuses, strict=False):
            kills += killed(client, envelope(victim, [entry]), die)
        return kills

    with ThreadPoolExecutor(5) as pool:
        killing, *sending = [pool.submit(kill), *(pool.submit(send, phone) for phone in phones)]
        for done in sending:
            done.result()
        assert killing.result() >= IN_A_CROWD
    send(victim)
    everybody = [entry for phone in [*phones, victim] for entry in phone.entries]
    assert checks.entries(app) == {entry["id"]: entry["body"].encode() for entry in everybody}
    checks.folded(app, walks)
