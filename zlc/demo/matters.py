"""The matters of 云岭市 with what is published about them."""

from typing import Any

from zlc.accounts.models import Unit
from zlc.catalogue.models import Limit, Material, Matter
from zlc.database import db
from zlc.demo.guides import GUIDES
from zlc.demo.guides.guide import Guide

SAME = ("name", "code", "steps", "trips", "fee", "frequent", "blocked", "wait_minutes", "place")


def publish_matters(units: dict[str, Unit]) -> dict[str, Matter]:
    """All matters by their key in the guides."""
    matters = {key: _matter(guide, units[guide.unit]) for key, guide in GUIDES.items()}
    db.session.add_all(matters.values())
    db.session.flush()
    return matters


def _matter(guide: Guide, unit: Unit) -> Matter:
    same: dict[str, Any] = {name: getattr(guide, name) for name in SAME}
    return Matter(
        **same,
        **_limit("statutory", guide.statutory),
        **_limit("promised", guide.promised),
        unit=unit,
        aliases=list(guide.aliases),
        channels=list(guide.channels),
        further=dict(guide.further),
        materials=[
            Material(position=position, name=name, copies=copies, original=original)
            for position, (name, copies, original) in enumerate(guide.materials)
        ],
    )


def _limit(which: str, limit: Limit | None) -> dict[str, Any]:
    return {f"{which}_value": limit.value, f"{which}_unit": limit.unit} if limit else {}
