"""A photo's colours stay what they were: where its profile is kept, where it goes, and in every smaller size."""

import hashlib
import io

import pytest
from PIL import Image

from tests import profiles
from tests.phones import Phone
from tests.sync.test_photos import entry_for, get, put
from zlc.documents.fetcher import PhotoFetcher
from zlc.walks.photos import photos
from zlc.walks.photos.pictures import colours

# A red that Display P3 calls (200, 80, 60): by the matrices of both (CSS Color 4, display-p3), sRGB's (214, 71, 52).
IN_P3, IN_SRGB = (200, 80, 60), (214, 71, 52)


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def red(profile, fmt="JPEG"):
    out = io.BytesIO()
    image = Image.new("RGB", (1600, 1200), IN_P3)
    image.save(out, fmt, icc_profile=profile, **({"quality": 95, "subsampling": 0} if fmt == "JPEG" else {}))
    return out.getvalue()


def near(pixel, wanted):
    return max(abs(one - other) for one, other in zip(pixel, wanted, strict=True)) <= 3


def served(phone, data, size="full"):
    put(phone.browser, data)
    return Image.open(io.BytesIO(get(phone.browser, entry_for(phone, data), size).data))


def test_a_usual_profile_stays_and_the_smaller_sizes_show_the_same_colour_without_it(phone):
    data = red(profiles.p3())
    full = served(phone, data)
    assert full.info["icc_profile"] == profiles.p3() and near(full.getpixel((9, 9)), IN_P3)
    for size in photos.SIZES:
        small = served(phone, data, size)
        assert "icc_profile" not in small.info and near(small.getpixel((9, 9)), IN_SRGB), size


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_another_profile_goes_and_its_colours_become_those_of_every_screen(phone, fmt):
    full = served(phone, red(profiles.p3(private=b"something else"), fmt))
    assert "icc_profile" not in full.info and near(full.getpixel((9, 9)), IN_SRGB)


@pytest.mark.parametrize(
    ("primaries", "transfer", "shown"),
    [(1, 13, IN_P3), (12, 13, IN_SRGB), (12, 16, IN_P3), (9, 1, (244, 37, 50))],
    ids=["sRGB", "Display P3", "Display P3 as light", "BT.2020"],
)
def test_a_heic_that_tells_its_colours_by_number_shows_them(phone, primaries, transfer, shown):
    out = io.BytesIO()
    numbers = {"color_primaries": primaries, "transfer_characteristics": transfer, "matrix_coefficients": 6}
    Image.new("RGB", (640, 480), IN_P3).save(out, "HEIF", quality=100, chroma=444, save_nclx_profile=True, **numbers)
    assert near(served(phone, out.getvalue()).getpixel((9, 9)), shown)


def test_a_profile_that_cannot_be_read_counts_for_nothing(phone):
    full = served(phone, red(b"no profile at all" * 50))
    assert "icc_profile" not in full.info and near(full.getpixel((9, 9)), IN_P3)


def test_paper_shows_the_same_colour(app, phone):
    data = red(profiles.p3())
    served(phone, data)
    place = photos.place_of(hashlib.sha256(data).hexdigest())
    printed = PhotoFetcher(app.config["DATA"]).fetch(f"photo:{place}")
    assert near(Image.open(io.BytesIO(printed.read())).getpixel((9, 9)), IN_SRGB)


def test_every_byte_of_a_profile_that_stays_is_accounted_for():
    """Nothing can be put anywhere into it but numbers of colours, and those are few."""
    whole = profiles.p3()
    assert colours.says_only_colours(whole)
    free = [at for at in range(len(whole)) if colours.says_only_colours(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])]
    assert len(free) < 150
    words = whole.find("Google".encode("utf-16-be"))
    assert not [at for at in free if words <= at < words + 12]
    assert not colours.says_only_colours(whole + b"more")
    assert not any(colours.says_only_colours(whole[:length]) for length in range(len(whole)))
