"""事项目录 and the page of one matter: what is published, and whether it agrees with itself."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.catalogue.fields import field_name
from zlc.catalogue.further import further_name
from zlc.catalogue.imports.spoken import FIELDS, material_words, spoken
from zlc.catalogue.models import Matter
from zlc.catalogue.published import published_of
from zlc.catalogue.rules import RULES, findings_of
from zlc.database import db
from zlc.desk.asking import all_units, reader
from zlc.desk.matters import listing
from zlc.desk.matters.listing import ONLY, MatterFilter
from zlc.errors import NotFound


def matter_list() -> ResponseReturnValue:
    who = reader()
    wanted = MatterFilter.read(request.args)
    return render_template(
        "desk/matters/list.html", wanted=wanted, page=listing.page_of(wanted), units=all_units(), only=list(ONLY.items()),
        doubtful=listing.doubtful_count(wanted.unit or None), rules=RULES, imports=who.imports_matters,
    )  # fmt: skip


def matter(matter_id: str) -> ResponseReturnValue:
    reader()
    found = db.session.get(Matter, matter_id)
    if found is None:
        raise NotFound
    one = published_of(found)
    facts = [(field_name(field), spoken(field, getattr(one, field))) for field in FIELDS if field not in ("name", "materials")]
    return render_template(
        "desk/matters/matter.html", matter=found, facts=facts, findings=findings_of(one), rules=RULES,
        materials=[material_words(material) for material in one.materials],
        further=[(further_name(code), text) for code, text in one.further.items()],
    )  # fmt: skip
