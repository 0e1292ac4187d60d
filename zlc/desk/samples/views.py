"""抽查: drawn from a seed by office or supervision, looked at line by line, and printed to go out with."""

from datetime import timedelta
from secrets import token_hex

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from zlc import clock
from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change, begin_reading
from zlc.desk.printing import answer
from zlc.desk.samples.forms import SampleForm
from zlc.desk.samples.sheet import sheet_of
from zlc.errors import NotFound
from zlc.problems.numbers import quarter_begins
from zlc.samples import finding
from zlc.samples.drawing import draw
from zlc.samples.models import Sample, SampleLine
from zlc.texts import clean_text

SHOWN = 50


def sample_list() -> ResponseReturnValue:
    _allowed(begin_reading())
    return _list(_proposed())


def samples() -> ResponseReturnValue:
    who, form = _allowed(begin_change()), SampleForm()

    def change() -> Done:
        sample, new = draw(
            who, form.seed.data or "", form.size.data or 0, form.first.data, form.last.data, form.unit.data or ""
        )  # fmt: skip
        if new:
            access.note("sample.drawn", about=sample.id, seed=sample.seed, count=len(sample.lines))
        told = f"已抽出 {len(sample.lines)} 条。" if new else f"{sample.person.name}按同样的种子和范围抽过，就是这一份。"
        return Done(told, url_for("problems.sample", sample_id=sample.id))

    return act(change, lambda said, status: _list(form, said, status), form)


def sample(sample_id: str) -> ResponseReturnValue:
    return _show(_of(begin_reading(), sample_id))


def sample_sheet(sample_id: str) -> ResponseReturnValue:
    who = begin_reading()
    one = _of(who, sample_id)
    return answer("sample.html", sheet_of(one, who), f"抽查核查表-{one.seed}", back=url_for("problems.sample", sample_id=one.id))


def sample_findings(sample_id: str) -> ResponseReturnValue:
    who = begin_change()
    one = _of(who, sample_id)
    line = next((line for line in one.lines if line.id == request.form.get("line", "")), None)
    if line is None:
        raise NotFound
    typed = request.form.get("text", "")

    def change() -> Done:
        found = finding.find(line, who, request.form.get("verdict", ""), typed)
        access.note("sample.found", about=one.id, number=line.rectification.full_number, decision=found.word)
        return Done(f"第 {line.n} 条已记「{found.word}」。", f"{url_for('problems.sample', sample_id=one.id)}#line-{line.n}")

    return act(
        change, lambda said, status: _show(one, said, status, line.id, typed), check=lambda: finding.check_seen(line, seen(line.id))
    )


def _allowed(who: Person) -> Person:
    if not who.samples:
        raise NotFound
    return who


def _of(who: Person, sample_id: str) -> Sample:
    _allowed(who)
    whole = selectinload(Sample.lines)
    rows = select(Sample).where(Sample.id == clean_text(sample_id)).options(
        whole.joinedload(SampleLine.rectification), whole.selectinload(SampleLine.findings)
    )  # fmt: skip
    found = db.session.scalar(rows)
    if found is None:
        raise NotFound
    return found


def _proposed() -> SampleForm:
    """The quarter so far, and a seed that nobody chose."""
    until = clock.today() - timedelta(days=1)
    return SampleForm(formdata=None, seed=token_hex(4), first=quarter_begins(until), last=until)


def _list(form: SampleForm, said: str = "", status: int = 200) -> ResponseReturnValue:
    looked_at = selectinload(Sample.lines).selectinload(SampleLine.findings)
    drawn = select(Sample).options(joinedload(Sample.unit), joinedload(Sample.person), looked_at)
    rows = list(db.session.scalars(drawn.order_by(Sample.at.desc(), Sample.id.desc()).limit(SHOWN)))
    return render_template("desk/samples/list.html", form=form, rows=rows, said=said, most=SHOWN), status


def _show(one: Sample, said: str = "", status: int = 200, about: str = "", typed: str = "") -> ResponseReturnValue:
    """`about`: the line whose finding was refused, `typed` what was written for it."""
    page = render_template("desk/samples/sample.html", one=one, said=said, about=about, typed=typed, verdicts=finding.VERDICTS)
    return page, status
