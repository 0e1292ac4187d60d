"""One-time links: an account's first password is its person's own, and nothing of the link can be found afterwards."""

import logging
import re

import pytest
from sqlalchemy import text

from tests.browser import Browser
from zlc import clock
from zlc.accounts import links, pace
from zlc.accounts.audit import AuditLine
from zlc.accounts.links import LASTS, LETTERS, OneTimeLink
from zlc.accounts.models import Person
from zlc.database import db

OWN = "Qingxi-Jiedao-7"
GONE = "这个链接打不开"


@pytest.fixture
def admin(visit):
    return visit("admin")


@pytest.fixture
def give(admin, world):
    """give('clerk') is the path of a new link for them."""

    def make(username="clerk"):
        page = f"/people/{world.people[username]}"
        admin.get(page)
        reply = admin.post(f"{page}/handing", {"reason": "忘了密码"})
        assert reply.status_code == 200, reply.text
        return path_in(reply.text)

    return make


def path_in(page):
    return re.search(r"http://localhost(/link/[a-z0-9]+)", page)[1]


def open_link(browser, path):
    led = browser.get(path)
    assert led.status_code == 303 and led.location == "/first-password"
    return browser.get(led.location)


def choose(browser, password=OWN, **fields):
    return browser.post("/first-password", {"password": password, "again": password, **fields})


def used_up(reply):
    return reply.status_code == 404 and GONE in reply.text


def test_who_opens_it_chooses_a_password_and_is_in(app, world, give):
    phone = Browser(app)
    page = open_link(phone, give()).text
    assert "窗口甲，请设自己的密码" in page and "clerk" in page
    done = choose(phone, own_phone="y")
    assert (done.status_code, done.location) == (303, "/")
    assert phone.get("/problems").status_code == 200
    assert Browser(app).log_in("clerk", OWN).location == "/", "nobody asks for yet another one"
    with app.app_context():
        person = db.session.get_one(Person, world.people["clerk"])
        assert not person.must_change and person.logins[-2].own_phone


def test_it_works_once(app, give):
    path = give()
    first, second = Browser(app), Browser(app)
    open_link(first, path)
    open_link(second, path)
    assert choose(first).status_code == 303
    assert used_up(choose(second, "Songtao-Hebian-7")) and used_up(open_link(Browser(app), path))
    assert Browser(app).log_in("clerk", OWN).status_code == 303


def test_looking_at_it_does_not_use_it_up(app, give):
    path = give()
    for _ in range(3):
        assert open_link(Browser(app), path).status_code == 200
        Browser(app).client.head(path)
    phone = Browser(app)
    open_link(phone, path)
    assert choose(phone).status_code == 303


def test_it_lasts_seven_days(app, give):
    now = clock.now_ms()
    with clock.frozen_at(now):
        path = give()
    with clock.frozen_at(now + LASTS - 1):
        assert open_link(Browser(app), path).status_code == 200
    with clock.frozen_at(now + LASTS):
        assert used_up(open_link(Browser(app), path))


def test_its_time_may_be_over_while_the_password_is_typed(app, give):
    now, phone = clock.now_ms(), Browser(app)
    open_link(phone, give())
    with clock.frozen_at(now + LASTS + 1000):
        assert used_up(choose(phone))


def test_a_newer_one_ends_the_older_one(app, give):
    older, newer = give(), give()
    assert used_up(open_link(Browser(app), older)) and open_link(Browser(app), newer).status_code == 200


@pytest.mark.parametrize("how", ["revocation", "closing", "password", "own"])
def test_it_ends_with_what_ends_it(app, admin, world, give, how):
    path, page = give(), f"/people/{world.people['clerk']}"
    if how == "password":
        assert app.test_cli_runner().invoke(args=["people", "password", "clerk"], input=f"{OWN}\n{OWN}\n").exit_code == 0
    elif how == "own":
        with app.app_context():
            person = world.person("clerk")
            person.choose_password(person.hash_for(OWN), None)
            db.session.commit()
    else:
        admin.get(page)
        assert admin.post(f"{page}/{how}", {"reason": "发错了"}).status_code == 303
    assert used_up(open_link(Browser(app), path))


def test_whatever_is_wrong_with_it_the_answer_is_the_same(app, admin, world, give):
    revoked = give("head")
    page = f"/people/{world.people['head']}"
    admin.get(page)
    admin.post(f"{page}/revocation")
    older, used = give("recorder"), give("recorder")
    first = Browser(app)
    open_link(first, used)
    choose(first)
    told = {
        re.sub(r'value="[^"]*"', "", open_link(Browser(app), path).text)
        for path in (revoked, older, used, "/link/abc", f"/link/{LETTERS[0] * 26}", f"/link/{'x' * 5000}", "/link/☃")
    }
    assert len(told) == 1
    assert used_up(Browser(app).get("/first-password"))


def test_typed_from_paper_it_works_in_capitals(app, give):
    head, _, secret = give().rpartition("/")
    assert open_link(Browser(app), f"{head}/{secret.upper()}").status_code == 200


def test_what_stood_before_it_ends_at_once(app, visit, give):
    browser = visit("clerk")
    give()
    assert browser.get("/problems").status_code == 302
    assert Browser(app).log_in("clerk").status_code == 422


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"password": "12345678"}, "三类"), ({"again": "x"}, "不一样"), ({"password": "Clerk-2026-aa"}, "用户名")],
)
def test_a_password_that_will_not_do_uses_nothing_up(app, give, fields, said):
    phone = Browser(app)
    open_link(phone, give())
    typed = {"password": OWN, **fields}
    reply = phone.post("/first-password", {"again": typed["password"], **typed})
    assert reply.status_code == 422 and said in reply.text
    assert choose(phone).status_code == 303


def test_the_one_who_was_logged_in_there_is_told_and_goes(app, visit, give):
    path, desk = give(), visit("recorder")
    assert "现在登录的是记录员甲" in open_link(desk, path).text
    assert choose(desk).status_code == 303
    assert "窗口甲" in desk.get("/password").text


def test_nobody_gives_one_to_themselves_or_to_who_has_left(app, admin, world):
    for username, said in (("admin", "自己的密码"), ("clerk", "请先恢复")):
        page = f"/people/{world.people[username]}"
        if username == "clerk":
            admin.get(page)
            admin.post(f"{page}/closing", {"reason": "调离"})
        admin.get(page)
        reply = admin.post(f"{page}/handing", admin.seen_with(f"{page}/correction", {}))  # its own form is not there
        assert reply.status_code == 409 and said in reply.text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(OneTimeLink.id))) == 0
        assert world.person("admin").password_hash


def test_without_a_link_that_is_open_there_is_nothing_to_revoke(app, admin, world):
    page = f"/people/{world.people['clerk']}"
    admin.get(page)
    assert admin.post(f"{page}/revocation").status_code == 409


def test_the_secret_is_nowhere_but_in_one_answer(app, visit, admin, world, give, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    path = give()
    secret = path.rpartition("/")[2]
    assert len(secret) == 26 and set(secret) <= set(LETTERS)
    assert secret not in admin.get(f"/people/{world.people['clerk']}").text
    phone = Browser(app)
    with caplog.at_level(logging.DEBUG):
        open_link(phone, path)
        phone.post(path)
        visit("recorder").get(f"{path}/x")
        with monkeypatch.context() as broken:
            broken.setattr(links, "standing", lambda _: 1 / 0)
            assert phone.get("/first-password").status_code == 500
        choose(phone)
        used_up(open_link(visit("recorder"), path))
    assert secret not in caplog.text
    with app.app_context(), db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            for row in connection.execute(text(f'select * from "{table.name}"')):
                assert secret not in repr(tuple(row)), table.name
    with app.app_context():
        verbs = [line.verb for line in db.session.scalars(db.select(AuditLine).order_by(AuditLine.at, AuditLine.id))]
    assert verbs.count("link made") == verbs.count("link used") == 1 and "link refused" in verbs


def test_no_address_that_pages_tell_each_other_has_it(app, give):
    phone, path = Browser(app), give()
    led = phone.get(path)
    assert led.headers["Referrer-Policy"] == "no-referrer" and path.rpartition("/")[2] not in led.text
    page = phone.get(led.location)
    assert page.headers.getlist("Referrer-Policy") == ["same-origin"] and page.headers["Cache-Control"] == "no-store"
    assert path.rpartition("/")[2] not in page.text


def test_wrong_ones_are_paced_by_address_and_stop_nobody_elsewhere(app, give, monkeypatch):
    monkeypatch.setattr(pace, "REFUSED_ON_ACCOUNT", pace.parse("3/minute"))
    path = give()
    codes = [open_link(Browser(app, "10.0.0.1"), "/link/wrong").status_code for _ in range(5)]
    assert codes == [404, 404, 404, 429, 429]
    assert open_link(Browser(app, "10.0.0.2"), path).status_code == 200
    assert Browser(app, "10.0.0.1").log_in("clerk").status_code == 422, "a login from there is tried as before"


def test_an_account_without_a_password_matches_none(app, give):
    give()
    for guess in ("", "-", "nobody"):
        assert Browser(app).log_in("clerk", guess).status_code == 422


def test_who_comes_first_of_two_at_one_link_is_in(app, give, monkeypatch):
    """Both have been let through the first look while argon2 runs."""
    path = give()
    first, second = Browser(app), Browser(app)
    open_link(first, path)
    open_link(second, path)
    hash_for, late = Person.hash_for, [True]

    def slow(person, password):
        if late and late.pop():
            assert choose(first, OWN).status_code == 303
        return hash_for(person, password)

    monkeypatch.setattr(Person, "hash_for", slow)
    assert used_up(choose(second, "Songtao-Hebian-7"))
    assert Browser(app).log_in("clerk", OWN).status_code == 303
