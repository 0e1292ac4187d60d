"""One skeleton for every verb of every page: check the form, one verb, commit, and back to a page with 303.

What is refused shows the page again, with the reason and what was typed; the audit log says so (accounts/noting.py).
That the form is one of ours, and fresh, has been checked before any view runs (CSRFProtect in zlc/__init__.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from flask import flash, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField

from zlc.accounts import access
from zlc.database import db
from zlc.desk.fields import Caught
from zlc.errors import Forbidden, LoginRequired, Overtaken, Refusal

UNFILLED = "还有内容没有填好，没有保存。"
# What a person wrote, by the name of its field, where no form of ours names it: shown again where the page has no place for it
# any more. tests/desk/test_what_was_written.py asks it of every form that a page has.
WRITTEN = {
    "reason": "理由", "text": "内容", "day": "从哪天起", "whose": "代谁办", "department": "责任科室", "owner_name": "没有账号的：姓名",
    "due_on": "整改时限",
    "before": "现在", "after": "改成", "way": "怎么改", "to": "回应给谁", "answered_on": "回应的日期",
    "measure": "措施", "criterion": "达到什么算改好", "target": "要达到多少", "effect": "整改成效", "evidence": "佐证",
}  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What a verb did: `words` told once (nothing where empty), on the page at `back`."""

    words: str
    back: str


def act(
    verb: Callable[[], Done],
    show: Callable[[str, int], ResponseReturnValue],
    form: FlaskForm | None = None,
    unfilled: str = UNFILLED,
    check: Callable[[], None] | None = None,
) -> ResponseReturnValue:
    """`check` says whether what the person was shown still stands (it compares `seen()`), before anything else is looked at;
    only what makes a new thing has none (tests/desk/test_two_at_one_thing.py). `verb` changes what was loaded through the
    person and notes it in the audit log; it runs inside the transaction that the view began (asking.begin_change). Both may
    raise any Refusal. `show(said, status)` is the page again. `form` is what was filled in, where there is something to fill
    in; `unfilled` is said above it when it lacks something. What a person may not do is told on a page of its own.
    """
    try:
        if check is not None:
            check()
        done = verb() if form is None or form.validate_on_submit() else None
    except (Forbidden, LoginRequired):
        raise
    except Refusal as refusal:
        _point_out(form, refusal)
        access.note_refusal(refusal)
        if refusal.status in (404, 409):  # else the form stands there as it was filled in
            keep_what_was_written(form)
        return show(refusal.message, refusal.status)
    if done is None:
        tell_the_rest(form)
        return show(unfilled, 422)
    db.session.commit()
    if done.words:
        flash(done.words)
    return redirect(done.back, 303)


def tell_the_rest(form: FlaskForm | None) -> None:
    """Beside what a form lacks, what the verb would say of the rest of it, where the form knows (`check_values`): not one after the
    other."""
    check = getattr(form, "check_values", None)
    if form is None or check is None:
        return
    try:
        check()
    except Refusal as refusal:
        if refusal.field and refusal.field in form and not form[refusal.field].errors:
            _point_out(form, refusal)


def _point_out(form: FlaskForm | None, refusal: Refusal) -> None:
    if form is not None and refusal.field and refusal.field in form:
        form[refusal.field].errors = [*form[refusal.field].errors, refusal.message]


def seen(of: str = "") -> str:
    """The version that the form was made from; `of`: of which thing, where a form acts on several (`seen-<id>`)."""
    return request.form.get(f"seen-{of}" if of else "seen", "")


def seen_fields() -> dict[str, str]:
    """What the fields of the form held when it was shown (fields.Caught), where it says so."""
    try:
        said = msgspec.json.decode(request.form.get("seen-fields", "{}"), type=dict[str, str])
    except msgspec.DecodeError:  # not of our making
        return {}
    return said


def holds(forms: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What the forms that are shown again show now, by their names."""
    return {name: form.holds() for name, form in forms.items() if isinstance(form, Caught)}


def stands_now(forms: Mapping[str, Any], shown: Mapping[str, dict[str, str]], filled: Mapping[str, Any], status: int) -> dict[str, str]:
    """Where somebody was quicker: of each field in which something else was filled in, what stands now. What was left as it had
    been shown is caught up."""
    stands: dict[str, str] = {}
    for name, form in filled.items():
        if isinstance(form, Caught) and status == Overtaken.status and name in shown:
            stands = forms[name].words_of(form.catch_up(seen_fields(), shown[name]))
    return stands


def in_json(shown: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """As the forms carry it (`seen-fields`)."""
    return {name: msgspec.json.encode(fields).decode() for name, fields in shown.items()}


def keep_what_was_written(form: FlaskForm | None = None) -> None:
    """For a page that may not have the form in which it stood: somebody else's doing has taken it away, or it is the page of a
    refusal. What was left as the form had it was not written."""
    untouched = seen_fields().items()
    sent = {name: text.strip() for name, text in request.form.items()}
    g.written = [said for one in sent.items() if one[1] and one not in untouched and (said := _said(form, *one))]


def _said(form: FlaskForm | None, name: str, text: str) -> tuple[str, str] | None:
    """What a field is called and what was put there, as a person reads it; None for what nobody fills in."""
    if form is None or name not in form:
        label = WRITTEN.get(name)
        return (label, text) if label else None
    field = form[name]
    if isinstance(field, HiddenField):
        return None
    if isinstance(field, SelectField):
        text = next((str(one.label) for one in field.choices or [] if one.value == text), "")
    return (field.label.text, text) if text else None


def written() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = g.get("written", [])
    return found
