"""Whatever somebody wrote into a form stands in the answer that refuses it: each prose field of each form of the desk, as the
page has them, also where the page has no place for the form any more."""

from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.desk.verbs import MEETINGS, Stage


@pytest.fixture
def stage(record, visit, app, world):
    return Stage(record, visit, app, world)


def prose_of(page: str, address: str) -> list[str]:
    """The names of the fields in which one writes, of the forms that are sent to this address."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    forms = [form for form in root.iter("form") if form.get("action") == address or sends_to(root, form, address)]
    inside = [control for form in forms for control in controls(root, form)]
    return list(dict.fromkeys(one.get("name", "") for one in inside if written_in(one)))


def sends_to(root: Element, form: Element, address: str) -> bool:
    return any(one.get("formaction") == address for one in controls(root, form))


def controls(root: Element, form: Element) -> list[Element]:
    named = [one for one in root.iter() if form.get("id") and one.get("form") == form.get("id")]
    return [*form.iter(), *named]


def chosen_in(page: str) -> dict[str, str]:
    """What the page's choices send as they stand."""
    selects = html5lib.parse(page, namespaceHTMLElements=False).iter("select")
    chosen = {one.get("name", ""): [o for o in one.iter("option") if "selected" in o.attrib] or list(one.iter("option")) for one in selects}
    return {name: options[0].get("value", options[0].text or "") for name, options in chosen.items() if options}


def written_in(control: Element) -> bool:
    typed = control.tag == "textarea" or (control.tag == "input" and control.get("type", "text") == "text")
    return typed and bool(control.get("name")) and control.get("inputmode") is None


@pytest.mark.parametrize("endpoint", MEETINGS)
def test_it_stands_in_the_answer(stage, endpoint):
    met = MEETINGS[endpoint](stage)
    late = stage.visit(met.late)
    page = late.get(met.page).text
    names = prose_of(page, met.address)
    written = {name: f"写在第{n}处的话" for n, name in enumerate(names, 100)}
    met.quicker()
    stage.visit("office").get("/walks")
    reply = late.post(met.address, chosen_in(page) | met.filled | written)
    assert reply.status_code == 409, reply.text
    said = reply.text.partition("<main")[2]
    assert [name for name, words in written.items() if words not in said] == []


def test_forms_are_found_where_they_stand(stage):
    """Else the test above would ask for nothing."""
    found = {}
    for endpoint in ("problems.rejection", "problems.rejections", "problems.rewording", "problems.gap_acceptances"):
        met = MEETINGS[endpoint](stage)
        found[endpoint] = len(prose_of(stage.visit(met.late).get(met.page).text, met.address))
    assert found["problems.rejection"] == 1 and found["problems.rewording"] >= 5 and min(found.values()) >= 1, found
