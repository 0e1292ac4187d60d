"""环节和要素: what the phone offers step by step and asks about, set by the office, edition by edition."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc import clock
from zlc.accounts import access
from zlc.catalogue import editing
from zlc.catalogue.checklist import CHECKLIST
from zlc.catalogue.editing import CHANNELS, MEASURED, EditionLine, Lists
from zlc.catalogue.editions import EDITABLE, Edition, StoredEdition, editions
from zlc.catalogue.step_templates import STAGES
from zlc.desk.acting import Done, act
from zlc.desk.asking import reader
from zlc.desk.matters.forms import EditionForm
from zlc.errors import Forbidden, NotFound

SPARE = 2  # empty rows to add something in
MOST_ROWS = 60
GROUPS = {group.group: group.name for group in CHECKLIST}


def edition_list() -> ResponseReturnValue:
    who = reader()
    return _edition_page(str(editions().current.number), who.sets_editions)


def edition(number: str) -> ResponseReturnValue:
    return _edition_page(number, reader().sets_editions)


def _edition_page(number: str, sets: bool) -> ResponseReturnValue:
    known = editions()
    shown = next((one for one in known.all if str(one.number) == number), None)
    if shown is None:
        raise NotFound
    return render_template(
        "desk/matters/edition.html", one=shown, current=known.current.number, past=StoredEdition.history(), sets=sets, channels=CHANNELS,
        stages=STAGES, measured=MEASURED, editable=EDITABLE,
    )  # fmt: skip


def edition_new() -> ResponseReturnValue:
    """GET shows the current edition to be changed, or the one asked for with `of`, to be restored."""
    if not reader().sets_editions:
        raise Forbidden("环节和要素由营商办设置，您可以查看。没有改动任何内容。")
    known, form = editions(), EditionForm()
    if request.method == "GET":
        of = request.args.get("of", known.current.number, int)
        start = next((one for one in known.all if one.number == of), known.current)
        form.seen.data = str(known.current.number)
        return _form_page(form, *_lists_of(start))
    steps, items = _read(CHANNELS), _read(GROUPS)
    seen = int(form.seen.data[:9]) if (form.seen.data or "").isdecimal() else -1

    def publish() -> Done:
        stored = editing.publish(access.person(), seen, steps, items, form.reason.data or "")
        access.note("edition.published", about=str(stored.number), reason=stored.reason)
        words = f"第 {stored.number} 版已生效（{clock.spoken(stored.at)} 起），手机下次联网会取到。以前的走流程仍是当时的名称。"
        return Done(words, url_for("catalogue.edition_list"))

    def again(said: str, status: int) -> ResponseReturnValue:
        form.seen.data = str(editions().current.number)  # what `said` tells of has been seen with this page
        return _form_page(form, steps, items, said, status)

    return act(publish, again, check=lambda: editing.check_seen(access.person(), seen))


def _form_page(form: EditionForm, steps: Lists, items: Lists, said: str = "", status: int = 200) -> ResponseReturnValue:
    lists = [(place, name, True, steps.get(place, [])) for place, name in CHANNELS.items()]
    lists += [(place, name, False, items.get(place, [])) for place, name in GROUPS.items()]
    shown = render_template(
        "desk/matters/edition_new.html", form=form, lists=lists, said=said, stages=STAGES, measured=MEASURED, spare=SPARE,
    )  # fmt: skip
    return shown, status


def _lists_of(one: Edition) -> tuple[Lists, Lists]:
    steps = {channel: [EditionLine(step.step, step.name, step.stage or "") for step in one.templates[channel]] for channel in EDITABLE}
    return steps, {group.group: [EditionLine(item.item, item.name) for item in group.items] for group in one.checklist}


def _read(places: dict[str, str]) -> Lists:
    """The rows that were filled in, in the order their numbers say; those to be left out are left out."""
    return {place: [line for _, line in sorted(_rows(place), key=lambda row: row[0])] for place in places}


def _rows(place: str) -> list[tuple[tuple[float, int], EditionLine]]:
    rows = []
    for at in range(MOST_ROWS):
        name, code = (request.form.get(f"{place}-{at}-{part}", "").strip() for part in ("name", "code"))
        if (name or code) and f"{place}-{at}-gone" not in request.form:
            order = request.form.get(f"{place}-{at}-order", "")
            number = float(order[:9]) if order.replace(".", "", 1).isdecimal() else float(MOST_ROWS)
            rows.append(((number, at), EditionLine(code, name, request.form.get(f"{place}-{at}-stage", ""))))
    return rows
