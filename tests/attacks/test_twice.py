"""Two tabs, two threads, one moment: each POST is done once, whoever comes second is told so, and nothing ends in 500."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from tests.days import due_in
from tests.phones import Phone
from tests.rescues import file_of, send
from tests.sync.test_photos import picture
from zlc import clock
from zlc.database import db
from zlc.walks.brought.brought import BroughtLine
from zlc.walks.brought.origins import BroughtFile
from zlc.walks.brought.seals import DeviceSecret
from zlc.walks.models import Entry

AT_ONCE = 4


def together(calls: list[Callable[[], Any]]) -> list[Any]:
    gate = Barrier(len(calls))

    def go(call: Callable[[], Any]) -> Any:
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(go, calls))


def codes(replies: list[Any]) -> list[int]:
    return sorted(reply.status_code for reply in replies)


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def desks(visit):
    """The coordinator, logged in on several machines, each with a form open."""
    opened = [visit("coordinator") for _ in range(AT_ONCE)]
    for one in opened:
        one.get("/password")
    return opened


def test_a_file_brought_several_times_at_once_is_taken_once(app, visit, desks):
    """In its person's name without a seal: its lines stand beside the journal."""
    phone = Phone.of(visit("head"))
    phone.a_walk()
    phone.secret = ""
    content = file_of(phone, [picture(size=(64, 91))])
    assert codes(together([lambda one=one: send(one, content) for one in desks])) == [200] * AT_ONCE
    assert (count(app, BroughtLine), count(app, BroughtFile)) == (len(phone.entries), 1)


def test_the_same_lines_in_several_files_at_once_stand_there_once(app, visit, desks):
    phone = Phone.of(visit("head"))
    phone.a_walk()
    phone.secret = ""
    files = [file_of(phone, made_at=clock.now_ms() + n) for n in range(AT_ONCE)]
    replies = together([lambda one=one, file=file: send(one, file) for one, file in zip(desks, files, strict=True)])
    assert codes(replies) == [200] * AT_ONCE and count(app, BroughtLine) == len(phone.entries)


def test_a_file_and_the_phone_itself_at_once_make_one_row_for_each_entry(app, visit, desks):
    phone = Phone.of(visit("head"))
    phone.a_walk()
    content = file_of(phone)
    replies = together([lambda one=one: send(one, content) for one in desks] + [phone.push, phone.push])
    assert codes(replies) == [200] * (AT_ONCE + 2) and count(app, Entry) == len(phone.entries)


def test_two_tabs_that_tell_a_secret_agree_on_one(app, visit):
    phone = Phone.of(visit("recorder"))
    path = f"/devices/{phone.device}/secret"
    for secrets, told in ((["ab" * 32] * AT_ONCE, [200] * AT_ONCE), ([f"{n}b" * 32 for n in range(AT_ONCE)], [200, 409, 409, 409])):
        with app.app_context():
            db.session.execute(delete(DeviceSecret))
            db.session.commit()
        assert codes(together([lambda one=one: phone.browser.api("POST", path, {"secret": one}) for one in secrets])) == told


def sent(browser, page, path, said):
    """What the page's form sends: the token, what it was made from, and what was typed."""
    browser.get(page)
    hidden = browser.seen.get(path, [{}])[0]
    return {"csrf_token": browser.token, **hidden, **browser.seen_with(path, said), **said}


def test_each_decision_of_the_desk_is_taken_once(visit, world, desks):
    phone, clerk = Phone.of(visit("recorder")), Phone.of(visit("clerk"))
    walk = phone.a_walk(matter=world.matter)
    held = phone.make(walk, "hologram", {})["id"]
    assert phone.push().status_code == 200
    opened, problem, note = (phone.entries[n]["id"] for n in (0, 5, 6))

    def amended(by, target, **values):
        change = {"target": target, "set": {key: {"value": value, "saw": []} for key, value in values.items()}, "reason": "写错了"}
        entry = by.make(walk, "amend", change)
        by.push([entry])
        return entry["id"]

    strike, move = amended(clerk, problem, void=True), amended(clerk, opened, unit=world.units["other"])
    one, _ = amended(phone, note, text="甲"), amended(clerk, note, text="乙")
    due = due_in(0).isoformat()
    for path, said in (
        (f"/walks/{walk}/decisions", {"target": note, "field": "text", "chosen": one}),
        (f"/problems/{problem}/confirmation", {}),
        (f"/problems/{problem}/rejection", {"as_": "untrue", "reason": "核对过"}),
        (f"/problems/{problem}/reopening", {"reason": "又有了"}),
        (f"/problems/{problem}/rectifications", {"department": "综合科", "due_on": due}),
        (f"/held/{strike}/release", {}),
        (f"/held/{held}/dismissal", {"reason": "看过"}),
        (f"/handovers/{move}/letting-go", {}),
    ):
        page = "/held" if path.startswith(("/held", "/handovers")) else path.rpartition("/")[0]
        filled = [sent(browser, page, path, said) for browser in desks]
        replies = together([lambda b=b, p=path, s=one: b.client.post(p, data=s) for b, one in zip(desks, filled, strict=True)])
        assert codes(replies) == [303, 409, 409, 409], (path, codes(replies))


def test_a_file_is_decided_about_once(app, visit, desks):
    phone = Phone.of(visit("head"))
    phone.a_walk()
    phone.secret = ""
    content = file_of(phone)
    assert send(desks[0], content).json["unverified"] == len(phone.entries)
    path, heads = f"/origins/{hashlib.sha256(content).hexdigest()}", [visit("head") for _ in range(AT_ONCE)]
    paths = [f"{path}/{verb}" for verb in ("agreement", "agreement", "refusal", "refusal")]
    filled = [sent(browser, "/origins", to, {"reason": "不是"}) for browser, to in zip(heads, paths, strict=True)]
    replies = together([lambda b=b, p=p, s=s: b.client.post(p, data=s) for b, p, s in zip(heads, paths, filled, strict=True)])
    assert codes(replies) == [303, 409, 409, 409]
