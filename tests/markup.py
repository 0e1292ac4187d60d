"""What every page must be: valid HTML, one h1, a title, unique ids, a label for each control,
no inline script or style (the content security policy would silently drop them)."""

import re
from collections import Counter
from html import unescape
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

# html5lib calls these errors, HTML today does not.
TOLERATED = {"expected-doctype-but-got-start-tag"}
# A browser cuts what is pasted beyond it, without a word: only for what nobody writes at length.
CUT_AT_MOST = 20
UNLABELLED = ("hidden", "submit", "button")


def check_page(reply: TestResponse) -> None:
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    root = parser.parse(reply.text)
    faults = [fault for fault in parser.errors if fault[1] not in TOLERATED]
    assert not faults, f"{reply.request.path}: {faults[:5]}"
    if reply.status_code in (301, 302, 303, 308):
        return
    everything = list(root.iter())
    headings = [e for e in everything if e.tag == "h1"]
    assert len(headings) == 1 and "".join(headings[0].itertext()).strip(), "one h1 with words"
    title = root.find(".//title")
    assert title is not None and (title.text or "").strip(), "a title"
    ids = Counter(e.get("id") for e in everything if e.get("id"))
    assert not [name for name, times in ids.items() if times > 1], f"ids twice: {ids.most_common(3)}"
    for element in everything:
        _check_element(element, root, ids)


def _check_element(element: Element, root: Element, ids: Counter[str | None]) -> None:
    assert "style" not in element.attrib, f"inline style on {element.tag}"
    assert not [name for name in element.attrib if re.match(r"on[a-z]+$", name)], "inline handler"
    if element.tag == "script":
        assert element.get("src"), "inline script"
    if element.tag == "img":
        assert element.get("alt") is not None, "img without alt"
    if element.tag == "form":
        assert element.get("action") is not None, "form without action"
        if (element.get("method") or "get").lower() == "post":
            assert element.find(".//*[@name='csrf_token']") is not None, "form without token"
    if element.get("type") != "search":
        assert int(element.get("maxlength") or 0) <= CUT_AT_MOST, f"cuts what is pasted: {element.attrib}"
    if element.tag in ("input", "select", "textarea") and element.get("type") not in UNLABELLED:
        name = element.get("id")
        labelled = (
            element.get("aria-label")
            or (element.get("aria-labelledby") in ids)
            or (name and root.find(f".//label[@for='{name}']") is not None)
        )
        assert labelled, f"control without label: {element.attrib}"


FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
INPUT = re.compile(r"<input\b[^>]*>", re.S)
FORMACTION = re.compile(r'<button\b[^>]*formaction="([^"]*)"')
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def forms_of(page: str) -> dict[str, list[dict[str, str]]]:
    """Address → the hidden fields of each form that is sent there, without the token, and those that name it from outside."""
    found: dict[str, list[dict[str, str]]] = {}
    outside: dict[str, dict[str, str]] = {}
    for one in map(_attributes, INPUT.findall(page)):
        if "form" in one and one.get("type") == "hidden":
            outside.setdefault(one["form"], {})[one["name"]] = one.get("value", "")
    for head, body in FORM.findall(page):
        form = _attributes(head)
        if form.get("method") == "post":
            inputs = [one for one in map(_attributes, INPUT.findall(body)) if one.get("type") == "hidden"]
            hidden = {one["name"]: one.get("value", "") for one in inputs if one["name"] != "csrf_token"}
            for address in (form["action"], *FORMACTION.findall(body)):
                found.setdefault(address, []).append(hidden | outside.get(form.get("id", ""), {}))
    return found


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
