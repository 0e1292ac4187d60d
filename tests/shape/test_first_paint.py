"""What a phone is sent first: the style inside the page, allowed by that page's own policy; files already compressed."""

import base64
import gzip
import hashlib
import re

import pytest

from tests.browser import Browser
from zlc.assets import built


def digest_of(tag, page):
    (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
    assert text.strip(), "the client is not built: ./run.sh build"
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("path", ["/field/", "/field/handbook/"])
def test_the_policy_allows_the_pages_own_style_and_no_other(app, path):
    reply = Browser(app).client.get(path)
    assert f"style-src 'self' {digest_of('style', reply.text)}" in reply.headers["Content-Security-Policy"]
    assert '<link rel="stylesheet"' not in reply.text


@pytest.mark.parametrize("path", ["/field/", "/field/handbook/"])
def test_the_policy_allows_the_pages_own_script_and_no_other(app, path):
    reply = Browser(app).client.get(path)
    assert f"script-src 'self' {digest_of('script', reply.text)}" in reply.headers["Content-Security-Policy"]


def test_other_pages_allow_nothing_inline(app):
    assert "sha256" not in Browser(app).client.get("/login").headers["Content-Security-Policy"]


def test_a_built_file_goes_out_in_the_form_the_browser_takes(app):
    client = Browser(app).client
    with app.app_context():
        urls = [built()["files"]["field.js"], "/field/sw.js"]
    for url in urls:
        plain = client.get(url)
        packed = client.get(url, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert client.get(url, headers={"Accept-Encoding": "br, gzip"}).headers["Content-Encoding"] == "br"
        assert plain.mimetype == packed.mimetype == "text/javascript"
        assert "Accept-Encoding" in packed.headers["Vary"]
