"""What every page must be: valid HTML, one h1, a title, unique ids, a label for each control,
no inline script or style (the content security policy would silently drop them)."""

import re
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

# html5lib calls these errors, HTML today does not.
TOLERATED = {"expected-doctype-but-got-start-tag"}
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
    if element.tag in ("input", "select", "textarea") and element.get("type") not in UNLABELLED:
        name = element.get("id")
        labelled = (
            element.get("aria-label")
            or (element.get("aria-labelledby") in ids)
            or (name and root.find(f".//label[@for='{name}']") is not None)
        )
        assert labelled, f"control without label: {element.attrib}"
