"""One person cannot fill the disk; what is refused is said, and stays where it is."""

import pytest

from tests.phones import Phone
from tests.sync.test_photos import picture, put
from zlc import clock
from zlc.accounts import quotas
from zlc.accounts.quotas import Limit, QuotaDay
from zlc.database import db
from zlc.walks.models import Device
from zlc.walks.photos.photos import PhotoFile

DAY = 24 * 3_600_000


@pytest.fixture
def little(monkeypatch):
    """Two photos, 1 MB of them, and two devices a day."""
    monkeypatch.setitem(quotas.LIMITS, "photo", Limit(2, quotas.MB, "照片", "张"))
    monkeypatch.setitem(quotas.LIMITS, "device", Limit(2, 0, "新登记的设备", "台"))


def count(app, model):
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_a_day_s_photos_are_limited_and_the_next_day_they_come(app, visit, little):
    browser = visit("recorder")
    photos = [picture(size=(64, 48 + n)) for n in range(3)]
    assert [put(browser, data).status_code for data in photos] == [201, 201, 429]
    refused = put(browser, photos[2])
    assert refused.json["error"]["code"] == "over_quota" and refused.headers["Retry-After"] == "3600"
    assert "明天可以再传" in refused.json["error"]["message"] and "2 张" in refused.json["error"]["message"]
    assert put(browser, photos[0]).status_code == 200, "what is here is no question of room"
    assert put(visit("colleague"), photos[2]).status_code == 201, "another's day is their own"
    assert count(app, PhotoFile) == 3
    with clock.frozen_at(clock.now_ms() + DAY):
        late = visit("recorder")
        assert put(late, photos[2]).status_code == 201


def test_their_bytes_are_limited_too(visit, little):
    browser = visit("recorder")
    large = picture(size=(1600, 1200), quality=97)
    assert len(large) > quotas.MB
    assert put(browser, large).status_code == 429
    assert put(browser, picture(size=(64, 48))).status_code == 201


def test_a_photo_refused_for_another_reason_is_not_counted(app, visit, little):
    browser = visit("recorder")
    assert put(browser, b"no picture").status_code == 422
    assert count(app, QuotaDay) == 0


def test_devices_are_limited(app, visit, little):
    browser = visit("recorder")
    Phone.of(browser), Phone.of(browser)
    before = count(app, Device)
    reply = browser.api("POST", "/devices", {})
    assert reply.status_code == 429 and reply.json["error"]["code"] == "over_quota"
    assert count(app, Device) == before
    assert browser.api("GET", "/hello").status_code == 200


def test_files_of_matters_are_limited(app, visit, monkeypatch):
    monkeypatch.setitem(quotas.LIMITS, "import", Limit(1, quotas.MB, "导入的目录文件", "个"))
    office = visit("office")
    office.get("/imports")
    said = []
    for n in range(2):
        page = office.post("/imports", {"pasted": f"事项名称：测试事项{n}\n承诺时限：{n + 1}个工作日"})
        said.append(page.status_code)
    assert said == [303, 429]
    assert "上限" in page.text
