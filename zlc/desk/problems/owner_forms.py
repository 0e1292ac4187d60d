"""The forms that say who is to put right what was found: begun with, and given to another."""

from collections.abc import Iterable
from typing import Self

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from zlc.accounts.fields import AtMost
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.fields import Caught, DeadlineField
from zlc.errors import Refusal
from zlc.rectifications.beginning import Order
from zlc.rectifications.giving import LONGEST_DEPARTMENT, LONGEST_NAME, not_here
from zlc.rectifications.states import DIFFICULTIES, KINDS
from zlc.rectifications.verbs import WHY
from zlc.texts import LONGEST_REASON

_DIFFICULTIES = [SelectChoice("", "不分"), *(SelectChoice(*one) for one in DIFFICULTIES.items())]


class OwnerForm(FlaskForm):
    """Who is to put it right."""

    assignee = SelectField("责任人", validate_choice=False, default="")
    owner_name = StringField("没有账号的：姓名", [AtMost(LONGEST_NAME)])
    department = StringField("责任科室", [AtMost(LONGEST_DEPARTMENT)])

    def offer(self, people: Iterable[Person], present: Person | None = None) -> Self:
        """The colleagues to choose from. `present`: who is responsible now; closed since, they stay in sight until another is
        chosen, and are not dropped when only the day is changed."""
        self.people = list(people)
        offered = [SelectChoice(one.id, one.name) for one in self.people]
        if present is not None and present.id not in [one.value for one in offered]:
            offered.append(SelectChoice(present.id, f"{present.name}（已不在本单位在用，请改选）"))
        self.assignee.choices = [SelectChoice("", "不指定个人"), *offered]
        return self

    def check_values(self) -> None:
        self.chosen(self.people)

    def chosen(self, people: list[Person]) -> Person | None:
        """Raises Refusal (422) for one who is unknown, closed, or another unit's: nobody is left out in silence."""
        if not self.assignee.data:
            return None
        found = next((one for one in people if one.id == self.assignee.data), None)
        if found is None:
            gone, unit = db.session.get(Person, self.assignee.data), people[0].unit_id if people else ""
            raise Refusal(not_here(gone, unit), status=422, field="assignee")
        return found


class BeginForm(OwnerForm):
    kind = SelectField("类型", validate_choice=False, choices=[SelectChoice(*one) for one in KINDS.items()], default="by_day")
    difficulty = SelectField("难度", validate_choice=False, choices=_DIFFICULTIES, default="")
    due_on = DeadlineField("整改时限（不填就按难度定）", [Optional()])

    def order(self, colleagues: list[Person]) -> Order:
        """Raises Refusal (422) for one who cannot be made responsible."""
        return Order(
            self.kind.data or "", self.chosen(colleagues), self.department.data or "", self.due_on.data, self.difficulty.data or "",
            self.owner_name.data or "",
        )  # fmt: skip


class SeveralForm(BeginForm):
    together = BooleanField("合成一项整改")


class ReassignForm(Caught, OwnerForm):
    reason = TextAreaField("改派的理由", [InputRequired(WHY), AtMost(LONGEST_REASON)])

    @property
    def given(self) -> tuple[str, str, str]:
        """What `reassign` asks for beside whoever was chosen."""
        return self.department.data or "", self.reason.data or "", self.owner_name.data or ""
