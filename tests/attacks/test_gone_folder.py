"""The data folder that goes away under a running server: nothing is acknowledged that lies where nobody looks."""

from tests.attacks.standing import server
from tests.attacks.test_killed_photos import hash_of, put
from tests.phones import Phone
from tests.sync.test_photos import picture


def test_on_the_empty_place_of_a_disk_nothing_is_made_and_nothing_is_answered_for(place):
    before, later = (picture(size=size) for size in ((320, 240), (240, 320)))
    disk = place.data.with_name("disk")
    with server(place.data, place.url) as standing:
        client = place.client(standing)
        phone = Phone.of(client)
        assert put(client, before).status_code == 201
        place.data.rename(disk)
        place.data.mkdir()
        try:
            assert put(client, later).status_code == 503
            asked = {"sha256": [hash_of(before)]}
            assert client.api("POST", "/photos/missing", json=asked).status_code == 503
            assert client.api("GET", "/hello").status_code == 503
            assert not list(place.data.iterdir())
        finally:
            place.data.rename(place.data.with_name("underneath"))
            disk.rename(place.data)
        assert client.api("POST", "/photos/missing", json=asked).json == {"missing": []}
        assert put(client, later).status_code == 201
        phone.a_walk()
        assert phone.push().json["acked"] == 11


def test_without_its_lock_no_restore_begins_under_a_running_server(place):
    """Somebody tidies up what looks like a leftover."""
    file = place.back_up()
    with server(place.data, place.url) as standing:
        client = place.client(standing)
        assert put(client, picture(size=(320, 240))).status_code == 201
        (place.data / "serving.lock").unlink()
        assert client.api("GET", "/hello").status_code == 200
        told = place.run("restore", str(file))
        assert told.returncode == 1 and "停下服务" in told.stdout, told.stdout
