"""What a coordinator types of a problem that no walk found, and how it is kept: when it is registered, and when it is put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from zlc.catalogue.categories import CATEGORIES, SEVERITIES
from zlc.catalogue.models import Matter
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.documents.masking import private_spans
from zlc.errors import Refusal
from zlc.problems.sources import CHANNELS, LONGEST_OUTSIDE_NUMBER
from zlc.texts import clean_text

LONGEST_TEXT, LONGEST_MATTER, LONGEST_PLACE = 1000, 200, 200
UNKNOWN_MATTER = "未记事项"  # as of a walk
PRIVATE = "这里不写身份证号、手机号、银行卡号，请去掉再提交；要留的由收到的人另行保存。"


@dataclass(frozen=True)
class Said:
    """What the coordinator typed; of codes an empty one was not said."""

    text: str
    channel: str
    category: str = ""
    severity: str = ""
    stage: str = ""
    matter: str = ""
    outside_number: str = ""
    place: str = ""

    def columns(self, unit_id: str) -> dict[str, Any]:
        """As the row keeps it. Raises Refusal (422) naming the field at fault."""
        return {
            "text": typed(self.text, LONGEST_TEXT, "text", "请写明问题。", lines=True),
            "channel": _code(self.channel, CHANNELS, "channel", "请选从哪里来。"),
            **columns_of(unit_id, self.category, self.severity, self.matter),
            "stage": _code(self.stage, STAGES, "stage"),
            "outside_number": typed(self.outside_number, LONGEST_OUTSIDE_NUMBER, "outside_number"),
            "place": typed(self.place, LONGEST_PLACE, "place"),
        }  # fmt: skip


def columns_of(unit_id: str, category: str, severity: str, matter: str) -> dict[str, Any]:
    """What every problem that no walk found is said to be. Raises Refusal (422)."""
    matter = typed(matter, LONGEST_MATTER, "matter")
    return {
        "category": _code(category, CATEGORIES, "category"),
        "severity": int(grave) if (grave := _code(severity, map(str, SEVERITIES), "severity")) else None,
        "matter_id": _matter_id(unit_id, matter), "matter_name": matter or UNKNOWN_MATTER,
    }  # fmt: skip


def _matter_id(unit_id: str, name: str) -> str | None:
    """One of the unit's, if it is called so; else the words stand for themselves."""
    return db.session.scalar(
        select(Matter.id).where(Matter.unit_id == unit_id, Matter.name == name, Matter.active).order_by(Matter.id).limit(1)
    )


def _code(code: str, known: Iterable[str], field: str, missing: str = "") -> str | None:
    if not code and not missing:
        return None
    if code not in list(known):
        raise Refusal(missing or "请从列出的里面选。", status=422, field=field)
    return code


def typed(text: str, most: int, field: str, missing: str = "", lines: bool = False) -> str:
    """As it is kept. Raises Refusal (422) naming the field: too long, or private; `missing` is said where there is nothing."""
    text = clean_text(text).strip() if lines else " ".join(clean_text(text).split())
    if missing and not text:
        raise Refusal(missing, status=422, field=field)
    if len(text) > most:
        raise Refusal(f"请不超过 {most} 字，现在有 {len(text)} 字。", status=422, field=field)
    if private_spans(text):
        raise Refusal(PRIVATE, status=422, field=field)
    return text
