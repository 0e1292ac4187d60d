"""A password that somebody else set is changed before anything else on the desk; a phone records and sends on."""

import pytest

from tests.browser import Browser
from tests.phones import Phone
from zlc.accounts.models import Person
from zlc.database import db, uuid7

GIVEN, OWN = "Songtao-Hebian-7", "Qingxi-Jiedao-7"


def command(app, *args):
    done = app.test_cli_runner().invoke(args=["people", *args], input=f"{GIVEN}\n{GIVEN}\n")
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def newcomer(app, world):
    said = command(app, "add", "lin1", "--name", "林一", "--unit", "市人社局", "--role", "coordinator")
    assert "先设自己的密码" in said
    return Browser(app)


def test_a_new_person_is_asked_for_a_password_of_their_own(newcomer):
    reply = newcomer.log_in("lin1", GIVEN, next="/problems?q=1")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/password?next=/problems?q%3D1")
    page = newcomer.get(reply.headers["Location"])
    assert "请先设自己的密码" in page.text and "别人给您设的" in page.text
    form = {"current": GIVEN, "password": OWN, "again": OWN, "next": "/problems?q=1"}
    done = newcomer.post("/password", form)
    assert (done.status_code, done.headers["Location"]) == (303, "/problems?q=1")
    assert newcomer.get("/problems").status_code == 200
    assert "修改密码" in newcomer.get("/password").text


def test_every_other_page_leads_there(app, newcomer):
    newcomer.log_in("lin1", GIVEN)
    paths = [rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    for path in paths:
        reply = newcomer.client.get(path)
        if path.startswith(("/api/", "/field/")) or path in ("/login", "/password", "/first-password"):
            assert reply.status_code != 303, path
        else:
            assert reply.status_code == 303 and reply.headers["Location"].startswith("/password?next="), path
    assert newcomer.post("/rescue", {}).headers["Location"] == "/password?next=/rescue&unsaved=1"
    assert "刚才填的没有保存" in newcomer.get("/password?next=/rescue&unsaved=1").text
    newcomer.get("/password")
    assert newcomer.post("/logout").headers["Location"] == "/login"


def test_the_password_it_was_given_is_not_its_own(newcomer):
    newcomer.log_in("lin1", GIVEN)
    newcomer.get("/password")
    reply = newcomer.post("/password", {"current": GIVEN, "password": GIVEN, "again": GIVEN})
    assert reply.status_code == 422 and newcomer.get("/problems").status_code == 303


def test_a_phone_records_and_sends_on(app, newcomer):
    newcomer.log_in("lin1", GIVEN, own_phone="y", next="/field/")
    phone = Phone.of(newcomer)
    walk = phone.a_walk()
    assert {one["status"] for one in phone.push().json["results"]} == {"stored"}
    assert newcomer.api("GET", f"/changes?device={phone.device}").json["entries"]
    assert newcomer.api("GET", f"/walks/{walk}/journal").status_code == 200
    assert newcomer.client.get("/field/").status_code == 200


def test_a_reset_asks_again_and_ones_own_choice_does_not(app, newcomer):
    newcomer.log_in("lin1", GIVEN)
    newcomer.get("/password")
    newcomer.post("/password", {"current": GIVEN, "password": OWN, "again": OWN})
    command(app, "password", "lin1")
    assert newcomer.get("/problems").headers["Location"].startswith("/login")
    assert newcomer.log_in("lin1", GIVEN).headers["Location"].startswith("/password")


def test_the_demo_is_not_asked(app):
    assert app.test_cli_runner().invoke(args=["demo", "--password", GIVEN]).exit_code == 0
    with app.app_context():
        assert not any(db.session.scalars(db.select(Person.must_change)))


def test_who_is_asked_is_asked_for_nothing_that_ids_would_tell(newcomer):
    newcomer.log_in("lin1", GIVEN)
    assert newcomer.get(f"/walks/{uuid7()}").status_code == 303
