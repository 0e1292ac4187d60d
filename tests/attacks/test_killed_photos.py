"""The server's process is killed in the middle of a photo: no half photo, no row without its file."""

import hashlib
import os
from itertools import cycle, islice

import pytest

from tests.attacks import checks
from tests.attacks.test_killed_pushes import moments
from tests.sync.test_photos import picture, with_exif

LONG = 10 if os.environ.get("ZLC_LONG") else 1
KILLS = 110 * LONG


def hash_of(data):
    return hashlib.sha256(data).hexdigest()


def put(client, data, die=""):
    path = f"/photos/{hash_of(data)}"
    return client.killed("PUT", path, die, data=data) if die else client.patient("PUT", path, data=data)


def kill_photos(app, client, kills):
    """Kills at every point of a clean photo and of one that is rewritten. Returns what was answered."""
    answered = set()
    kinds = [lambda: picture(size=(320, 240)), with_exif]
    plan = [(kind, die) for kind in kinds for die in moments(put(client, kind()).points)]
    before = len(checks.receipts(app))
    for kind, die in islice(cycle(plan), kills):
        data = kind()
        assert put(client, data, die), f"{die} was not reached"
        checks.no_half_photo(app.config["DATA"], hash_of(data))
        checks.no_orphan_row(app, hash_of(data))
        assert put(client, data).status_code in (200, 201)
        answered.add(hash_of(data))
    assert answered <= {sha256 for sha256, _person in checks.receipts(app)}, "a receipt was lost"
    return answered, before


def test_a_photo_killed_at_any_point_is_whole_or_not_there(app, fused):
    answered, before = kill_photos(app, fused("recorder"), KILLS)
    assert len(answered) == KILLS
    assert len(checks.receipts(app)) == KILLS + before
    checks.no_half_photo(app.config["DATA"])
    checks.no_orphan_row(app)


def test_a_row_written_before_its_file_is_found_out(app, fused):
    client = fused("recorder", mutant="row_before_file")
    with pytest.raises(AssertionError, match="no file"):
        kill_photos(app, client, 40)
