"""Every route asks for a login unless it is listed here; every offline file is there."""

import json
import re

from tests.browser import Browser
from zlc.assets import STATIC, built

OPEN = {
    "accounts.login", "accounts.link", "accounts.first_password", "api.hello", "field.app", "field.worker",
    "field.manifest", "field.handbook", "field.share",
    "files.static_file", "owners.page", "owners.deed", "owners.photo", "owners.evidence", "owners.thanks",
}  # fmt: skip


def test_every_page_asks_for_a_login_unless_listed(app, world):
    browser = Browser(app)
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "0198c0de-0000-7000-8000-000000000000", rule.rule)
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            reply = browser.client.open(
                path, method=method, headers={"X-ZLC": "1"}, json={} if method != "GET" else None
            )
            if rule.endpoint in OPEN:
                assert reply.status_code != 302, path
            elif path.startswith("/api/"):
                assert reply.status_code == 401, (method, path, reply.status_code)
            else:
                refused = reply.status_code in (302, 303) and "/login" in reply.headers["Location"]
                assert refused or reply.status_code == 400, (method, path, reply.status_code)


def test_the_list_of_open_pages_names_only_what_exists(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= OPEN


def test_every_offline_file_answers_200(app):
    with app.app_context():
        precache = built()["precache"]
    assert precache, "the client is not built: ./run.sh build"
    browser = Browser(app)
    for path in [*precache, "/field/", "/field/sw.js", "/field/manifest.webmanifest"]:
        assert browser.client.get(path).status_code == 200, path


def test_hashed_files_are_kept_for_ever_and_the_worker_never(app):
    with app.app_context():
        url = built()["files"]["field.js"]
    client = Browser(app).client
    assert "immutable" in client.get(url).headers["Cache-Control"]
    for path in ("/field/", "/field/sw.js"):
        assert client.get(path).headers["Cache-Control"] == "no-cache"


def test_the_manifests_icons_exist_in_the_sizes_they_claim(app):
    from PIL import Image

    manifest = json.loads((STATIC / "field.webmanifest").read_text())
    for icon in manifest["icons"]:
        with Image.open(STATIC / icon["src"].removeprefix("/static/")) as image:
            assert icon["sizes"] == f"{image.width}x{image.height}"
    assert manifest["start_url"] == manifest["scope"] == "/field/"


def test_what_the_manifest_opens_and_shares_to_is_there(app):
    manifest = json.loads((STATIC / "field.webmanifest").read_text())
    client = Browser(app).client
    assert [one["url"] for one in manifest["shortcuts"]] == ["/field/#/start", "/field/#/counter"]
    share = manifest["share_target"]
    assert (share["method"], share["enctype"]) == ("POST", "multipart/form-data")
    assert share["params"] == {"files": [{"name": "photos", "accept": ["image/*"]}]}
    assert share["action"].startswith(manifest["scope"]) and client.post(share["action"]).status_code == 409
    assert f'"{share["action"]}"' in (STATIC / "dist/sw.js").read_text()


def test_the_clients_sources_do_not_go_out(app):
    client = Browser(app).client
    for path in (
        "client/package.json",
        "client/journal/index.ts",
        "css/tokens.css",
        "dist/../client/package.json",
        "icons/draw.py",
        "icons/draw.py/",
        "icons/draw.py/.",
        "icons/./draw.py//",
    ):
        assert client.get(f"/static/{path}").status_code == 404, path


def test_every_answer_carries_the_security_headers(app, world):
    browser = Browser(app)
    for path in ("/login", "/field/", "/api/v1/hello", "/nothing", "/static/nothing/x"):
        headers = browser.client.get(path).headers
        assert (
            "script-src" in headers["Content-Security-Policy"]
            or "default-src 'self'" in headers["Content-Security-Policy"]
        )
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
    assert "Strict-Transport-Security" in browser.client.get("/login", base_url="https://localhost").headers
