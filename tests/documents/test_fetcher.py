"""The renderer reads photos of ours, and nothing else whatever a text says."""

import pytest
from PIL import Image

from tests.documents.conftest import text_of
from zlc.documents.fetcher import PhotoFetcher, Refused

SHA = "ab" * 32
PLACE = f"photos/ab/ab/{SHA}.jpg"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / PLACE
    path.parent.mkdir(parents=True)
    Image.new("RGB", (2048, 1536), "green").save(path)
    return tmp_path


def test_a_photo_comes_no_larger_than_paper_shows(folder):
    with Image.open(PhotoFetcher(folder).fetch(f"photo:{PLACE}")._file_obj) as image:
        assert image.size == (900, 675)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "http://127.0.0.1/x", "https://example.org/x", "ftp://127.0.0.1/x",
        "data:text/plain,x", "photo:../../etc/passwd", "photo:/etc/passwd", "photo:secret-key",
        f"photo:photos/ab/ab/../../../{SHA}.jpg", f"PHOTO:{PLACE}", f"photo:{PLACE}?x", "about:blank", "",
    ],
)  # fmt: skip
def test_every_other_address_is_refused(folder, url):
    (folder / "secret-key").write_text("x")
    with pytest.raises(Refused):
        PhotoFetcher(folder).fetch(url)


def test_a_link_that_leads_out_of_the_photos_is_refused(folder, tmp_path):
    path = folder / PLACE
    path.unlink()
    path.symlink_to("/etc/hostname")
    with pytest.raises(Refused):
        PhotoFetcher(folder).fetch(f"photo:{PLACE}")


def test_even_markup_that_asks_for_them_gets_nothing(folder, listener):
    """As if escaping had failed: tags, styles and fonts in the page itself."""
    from weasyprint import HTML

    address, hits = listener
    asks = (
        f'<img src="{address}/a.png"><link rel="stylesheet" href="{address}/b.css"><object data="{address}/c">'
        f'<style>@import "{address}/d.css"; @font-face{{font-family:x;src:url({address}/e)}}'
        f'p{{background:url({address}/f);font-family:x}}</style><p>文字</p><img src="file:///etc/passwd">'
        f'<embed src="file:///etc/passwd"><a rel="attachment" href="file:///etc/passwd">x</a>'
        f'<svg width="9" height="9"><image href="{address}/g"/><use href="{address}/h#x"/></svg>'
    )
    page = HTML(string=asks, base_url="about:blank", url_fetcher=PhotoFetcher(folder))
    pdf = page.write_pdf()
    assert hits == []
    assert b"root:" not in pdf and "root:" not in text_of(pdf)
