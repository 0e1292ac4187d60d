"""The check sheet as plain data: one row for each closing, with room to write."""

from typing import Any

from zlc import clock
from zlc.accounts.models import Person
from zlc.documents import imprint
from zlc.samples.models import Sample, SampleLine


def sheet_of(sample: Sample, who: Person) -> dict[str, Any]:
    with clock.year_said():
        whose = sample.unit.short if sample.unit else "全部单位"
        number = imprint.number_of(sample.last_on.year, who.unit.short, "抽查", sample.drawn_as[:8].upper())
        return {
            "title": "整改销号抽查核查表", "matter": f"{whose}，{sample.period}", "seed": sample.seed, "size": len(sample.lines),
            "of": sample.of, "lines": [_line(one) for one in sample.lines],
        } | imprint.imprint(number, who.unit.name)  # fmt: skip


def _line(line: SampleLine) -> dict[str, Any]:
    one, latest = line.rectification, line.latest
    return {
        "n": line.n, "number": one.full_number, "unit": one.unit.short, "text": one.text, "matter": one.matter_name,
        "effect": one.effect, "responsible": one.responsible, "closed": clock.spoken_date(clock.local(line.closed_at).date()),
        "digest": line.digest[:8], "found": f"{latest.word}：{latest.text}" if latest else "",
    }  # fmt: skip
