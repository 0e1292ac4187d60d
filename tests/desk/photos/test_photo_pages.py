"""照片 of a walk on the desk: all of them, one of them large, and those that have not come by name."""

import hashlib
import re

import pytest

from tests.phones import MINUTE
from tests.sync.test_photos import picture
from zlc import clock


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def begun():
    return clock.now_ms() - 60 * MINUTE


@pytest.fixture
def recording(record, begun):
    """In the queue since the 5th minute, at the window since the 30th."""
    made = record("recorder", begun)
    made.add("stage", {"stage": "acceptance", "step": "window", "visit": 1}, begun + 30 * MINUTE)
    return made


def take(recording, at, sent=True, **data):
    """A photo entry of that moment, its bytes sent or still on the phone. Returns its id."""
    content = picture(size=(64 + at % 97, 48))
    sha256 = hashlib.sha256(content).hexdigest()
    fields = {"sha256": sha256, "bytes": len(content), "width": 64, "height": 48, "of": None, "redacted": False, **data}
    entry = recording.add("photo", fields, at)
    if sent:
        reply = recording.phone.browser.api("PUT", f"/photos/{sha256}", data=content, headers={"Content-Type": "image/jpeg"})
        assert reply.status_code == 201
    return entry


def hour(at):
    return f"{clock.local(at):%H:%M}"


def test_each_photo_says_when_where_and_by_whom(recording, coordinator, begun):
    first = take(recording, begun + MINUTE, caption="大门")
    queue = take(recording, begun + 10 * MINUTE, caption="排到门口", redacted=True)
    window = take(recording, begun + 40 * MINUTE)
    page = coordinator.get(f"/walks/{recording.walk}/photos")
    words = plain(page)
    assert "共 3 张，已收 3 张" in words and "还没有收到" not in words
    figures = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one)) for one in re.findall(r"<figure>.*?</figure>", page.text, re.S)]
    assert [name in figure for name, figure in zip(("大门", "排到门口", "第 3 张"), figures, strict=True)] == [True] * 3
    assert "取号排队" not in figures[0], "before the first stage there is none"
    assert "取号排队" in figures[1] and "已遮挡" in figures[1] and "记录员甲" in figures[1]
    assert "窗口受理" in figures[2] and "已遮挡" not in figures[2]
    for photo in (first, queue, window):
        assert f'href="/walks/{recording.walk}/photos/{photo}"' in page.text


def test_one_photo_is_shown_large_between_its_neighbours(recording, coordinator, begun):
    problem = recording.problem("队伍排到门口", begun + 9 * MINUTE)
    first, second, third = (take(recording, begun + minute * MINUTE, caption=f"第{minute}分", of=problem) for minute in (10, 20, 40))
    page = coordinator.get(f"/walks/{recording.walk}/photos/{second}").text
    assert f'src="/api/v1/photos/{second}?size=full"' in page and f'href="/problems/{problem}"' in page
    assert f'/photos/{first}" rel="prev"' in page and f'/photos/{third}" rel="next"' in page
    end = coordinator.get(f"/walks/{recording.walk}/photos/{third}").text
    assert 'rel="next"' not in end and f'/photos/{second}" rel="prev"' in end


def test_missing_photos_are_named_on_the_walk_and_among_the_photos(recording, coordinator, begun):
    take(recording, begun + 10 * MINUTE)
    at = begun + 40 * MINUTE
    missing = take(recording, at, sent=False, caption="门口的队伍")
    for path in (f"/walks/{recording.walk}/photos", f"/walks/{recording.walk}"):
        words = plain(coordinator.get(path))
        assert f"第 2 张（{hour(at)} 窗口受理，门口的队伍，尚在记录员甲的" in words and "第 1 张（" not in words
    page = coordinator.get(f"/walks/{recording.walk}/photos/{missing}")
    assert page.status_code == 200 and "还没有传到服务器" in page.text and "<img" not in page.text


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "still on the phone"])
def test_a_restricted_photo_shows_others_only_that_it_is_there(recording, visit, begun, sent):
    photo = take(recording, begun + 10 * MINUTE, sent, caption="张某的委托书", restricted=True)
    walk = f"/walks/{recording.walk}"
    for username in ("recorder", "coordinator"):
        page = visit(username).get(f"{walk}/photos").text
        assert "张某的委托书" in page and "受限" in page
        assert visit(username).get(f"{walk}/photos/{photo}").status_code == 200
    for username in ("colleague", "office", "supervisor"):
        page = visit(username).get(f"{walk}/photos").text
        assert "张某" not in page and photo not in page and "受限" in page
        listed = visit(username).get(walk).text
        assert "张某" not in listed and "<strong>照片</strong> 受限</p>" in listed, "nor in the list of all that was recorded"
        assert visit(username).get(f"{walk}/photos/{photo}").status_code == 404


def test_strangers_and_unknown_photos_find_nothing(recording, visit, coordinator, begun):
    photo = take(recording, begun + 10 * MINUTE)
    walk = f"/walks/{recording.walk}/photos"
    for username in ("stranger", "coordinator2", "admin"):
        assert visit(username).get(walk).status_code in (403, 404)
        assert visit(username).get(f"{walk}/{photo}").status_code in (403, 404)
    assert coordinator.get(f"{walk}/{recording.walk}").status_code == 404


def test_a_photo_struck_out_is_not_counted_and_a_walk_without_any_says_so(recording, coordinator, begun):
    photo = take(recording, begun + 10 * MINUTE, sent=False)
    recording.strike(photo)
    words = plain(coordinator.get(f"/walks/{recording.walk}/photos"))
    assert "没有拍照" in words and "还没有收到" not in words


def test_photos_of_a_session_name_their_case(record, coordinator, begun):
    session = record("recorder", begun, **{"as": "counter", "window": "3 号窗口"})
    case = "01a214e7-26d8-70a8-8d1d-a3df13271cf9"
    called = session.add("case", {"case": case, "event": "call", "ticket": "A012"}, begun + 6 * MINUTE)
    take(session, begun + 8 * MINUTE, of=called)
    assert "第 1 件（A012 号）" in plain(coordinator.get(f"/walks/{session.walk}/photos"))
