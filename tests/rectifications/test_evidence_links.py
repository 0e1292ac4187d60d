"""Evidence that lies elsewhere: a walk of the same matter that was begun since, and a change of a published figure."""

import hashlib

import pytest
from sqlalchemy import select

from tests.days import due_in
from tests.desk.matters.test_correcting import given
from tests.sync.test_photos import picture, put
from zlc import clock
from zlc.database import db
from zlc.errors import Refusal
from zlc.problems.models import Problem
from zlc.rectifications import beginning, links, records
from zlc.rectifications.beginning import Order
from zlc.rectifications.models import Rectification
from zlc.rectifications.offered import Offered, Sent
from zlc.walks.journal import commits, folding


@pytest.fixture
def one(app, world, recording, visit):
    """The clerk's, under way, of a walk of the matter; the matter's trips are corrected since."""
    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        by = world.person("coordinator")
        commits.lock()
        problem = db.session.get_one(Problem, entry)
        problem.confirm(by)
        began = beginning.begin(by, [problem], Order("by_day", world.person("clerk"), due_on=due_in(9)))
        began.claim(world.person("clerk"))
        db.session.commit()
    return entry


def again(record, world, **opened):
    """A walk begun a moment from now."""
    return record("colleague", clock.now_ms() + 60_000, **opened).walk


def test_only_a_walk_of_the_same_matter_begun_since_can_be_shown(app, one, record, world, visit):
    walk, other = again(record, world), again(record, world, matter=None, matter_text="别的事")
    with app.app_context():
        folding.catch_up()
        found, clerk = db.session.scalars(select(Rectification)).one(), world.person("clerk")
        assert [one.id for one in links.walks_for(found, clerk)] == [walk], "not the one in which it was found"
        for wrong in (other, found.problems[0].walk_id, "x"):
            with pytest.raises(Refusal, match="请从列出的走流程里选"):
                found.attach(clerk, Offered(walk_id=wrong))
        found.attach(clerk, Offered(text="又走了一遍", walk_id=walk))
        db.session.commit()
        kept, address = records.all_of(found.id), f"/rectifications/{found.id}"
        assert [(row.kind, row.walk_id, row.text) for row in kept] == [("walk", walk, "又走了一遍")]
    assert f'href="/walks/{walk}"' in visit("office").get(address).text


def test_a_change_of_the_guide_stays_said_whatever_becomes_of_the_guide(app, one, world, visit):
    office, matter = visit("office"), f"/matters/{world.matter}"
    assert office.post(f"{matter}/correction", given(office, matter, trips="3") | {"reason": "改了流程"}).status_code == 303
    with app.app_context():
        found, clerk = db.session.scalars(select(Rectification)).one(), world.person("clerk")
        (guide,) = links.guides_for(found)
        assert "跑动次数" in guide.words and "→ 3 次" in guide.words
        with pytest.raises(Refusal, match="请从列出的公示变更里选"):
            found.attach(clerk, Offered(guide=f"{world.matter}.1"))
        found.attach(clerk, Offered(guide=guide.code))
        db.session.commit()
        (row,) = records.all_of(found.id)
        assert (row.kind, row.matter_id, row.edition, row.text) == ("guide", world.matter, guide.edition, guide.words)
        address = f"/rectifications/{found.id}"
    told = visit("clerk").get(address).text
    assert "→ 3 次" in told and f'href="/matters/{world.matter}"' in told


def test_a_photo_that_a_phone_will_send_later_is_shown_once_its_author_has_sent_it(app, one, world, visit):
    shot = picture()
    sha256 = hashlib.sha256(shot).hexdigest()
    with app.app_context():
        found, clerk = db.session.scalars(select(Rectification)).one(), world.person("clerk")
        with pytest.raises(Refusal, match="没有收到"):
            found.attach(clerk, Offered(files=(Sent(sha256, "a.jpg"),)))
        found.attach(clerk, Offered(text="门口", files=(Sent(sha256, "a.jpg", coming=True),)))
        db.session.commit()
        address = f"/rectifications/{found.id}/evidence/{records.all_of(found.id)[0].id}"
    assert put(visit("recorder"), shot).status_code == 201
    assert visit("clerk").get(f"{address}/photo").status_code == 404, "somebody else's bytes are not the author's"
    assert "还没有传到" in visit("clerk").get(address).text
    assert put(visit("clerk"), shot).status_code in (200, 201)
    assert visit("head").get(f"{address}/photo?size=thumb").status_code == 200
