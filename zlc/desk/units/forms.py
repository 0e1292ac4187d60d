"""The forms of units and their heads. What they mean is checked by the verbs they call; a field is named as its column."""

from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from zlc.accounts.fields import AtMost
from zlc.accounts.headships import LONGEST
from zlc.accounts.models import UNIT_KINDS, Headship, Person, Unit
from zlc.accounts.units import LONGEST_NAME, LONGEST_SHORT
from zlc.database import db
from zlc.desk.asking import all_units
from zlc.desk.fields import Caught, DayField
from zlc.texts import LONGEST_REASON

WHY = "请写明理由，以后查得到。"
KINDS = [SelectChoice(code, word) for code, word in UNIT_KINDS.items()]


class UnitForm(Caught):
    name = StringField("名称（全称）", [InputRequired("请填写单位的名称。"), AtMost(LONGEST_NAME)])
    short = StringField("简称（清单、编号里用；不写就用全称）", [AtMost(LONGEST_SHORT)])
    kind = SelectField("种类", validate_choice=False, choices=[SelectChoice("", "请选择"), *KINDS], default="")
    parent_id = SelectField("上级单位", validate_choice=False, default="")

    def offer(self, but: str = "") -> None:
        """The units that it may stand under."""
        self.parent_id.choices = [SelectChoice("", "没有上级单位"), *(SelectChoice(*one) for one in all_units(Unit.id != but))]


class UnitCorrectionForm(UnitForm):
    reason = TextAreaField("为什么改", [InputRequired(WHY), AtMost(LONGEST_REASON)])


class HeadshipForm(Caught):
    """`ends_before` and `may_overlap` are asked for where they mean something."""

    name = StringField("姓名", [InputRequired("请填写姓名。"), AtMost(LONGEST)])
    title = StringField("职务", [InputRequired("请填写职务，例如：党组书记、局长。"), AtMost(LONGEST)])
    begins_on = DayField("任职之日（从哪天起）", [InputRequired("请写从哪天起。")])
    ends_on = DayField("最后一天（还在任的不填）", [Optional()])
    person_id = SelectField("对应的账号（可不选）", validate_choice=False, default="")
    ends_before = BooleanField("前任的任期到前一天为止")
    may_overlap = BooleanField("任期确实重叠，照样保存")

    def offer(self, unit: Unit, present: Headship | None = None) -> None:
        """The accounts of the unit; of the one that is tied already, also when it has moved or was closed."""
        people = db.session.scalars(select(Person).where(Person.unit_id == unit.id, Person.active).order_by(Person.name, Person.id))
        offered = list(people)
        if present is not None and present.person is not None and present.person not in offered:
            offered.append(present.person)
        named = (SelectChoice(one.id, f"{one.name}（{one.username}，{one.role_names}）") for one in offered)
        self.person_id.choices = [SelectChoice("", "没有账号，或不对应"), *named]


class HeadshipCorrectionForm(HeadshipForm):
    reason = TextAreaField("为什么改", [InputRequired(WHY), AtMost(LONGEST_REASON)])


class EndingForm(FlaskForm):
    ends_on = DayField("任职的最后一天", [InputRequired("请写最后一天。")])
    reason = TextAreaField("理由（可不填）", [AtMost(LONGEST_REASON)])
