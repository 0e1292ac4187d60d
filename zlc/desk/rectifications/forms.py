"""The forms of the rectification pages. What they mean is checked by the verbs they call. ReassignForm is
with the other forms of owners (desk/problems/owner_forms.py)."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from zlc.accounts.fields import AtMost
from zlc.desk.fields import Caught, DeadlineField
from zlc.problems.suggestions import FIGURES
from zlc.rectifications.closing import Done
from zlc.rectifications.effects import SEEN
from zlc.rectifications.models import Rectification
from zlc.rectifications.offered import Offered, Sent
from zlc.rectifications.planning import LONGEST_TARGET, LONGEST_WORDS, Plan, drafted_of
from zlc.rectifications.rewalks import matter_of
from zlc.rectifications.states import CAUSES, TYPED_EVIDENCE
from zlc.rectifications.verbs import WHY
from zlc.texts import LONGEST_REASON

NEW_DAY = "请写新的时限。"


def _choices(none: str, words: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(code, word) for code, word in words.items())]


class ReasonForm(FlaskForm):
    reason = TextAreaField("理由", [InputRequired(WHY), AtMost(LONGEST_REASON)])


class CheckedForm(FlaskForm):
    reason = TextAreaField("核验了什么", [InputRequired("请写核验了什么，以后查得到。"), AtMost(LONGEST_REASON)])


class SeenForm(FlaskForm):
    reason = TextAreaField("看到了什么", [InputRequired(SEEN), AtMost(LONGEST_REASON)])


class DayForm(ReasonForm):
    due_on = DeadlineField("新的时限", [InputRequired(NEW_DAY)])


class RescheduleForm(Caught, DayForm):
    """Shown again with what stands now."""


class RewalkForm(FlaskForm):
    """Drafted from the problem's matter, or as it is asked for now."""

    matter = StringField("再走哪个事项", [InputRequired("请写再走哪个事项。")])
    due_on = DeadlineField("最晚哪天走", [InputRequired("请写最晚哪天走。")])

    @classmethod
    def of(cls, one: Rectification) -> Self:
        asked = one.rewalk or {}
        return cls(formdata=None, matter=matter_of(one), due_on=date.fromisoformat(asked["due_on"]) if asked else None)


class PlanForm(Caught):
    cause = SelectField("原因", validate_choice=False, choices=_choices("请选", CAUSES), default="")
    measure = TextAreaField("措施", [AtMost(LONGEST_WORDS)])
    figure = SelectField("看哪个指标", validate_choice=False, choices=_choices("不用指标", FIGURES), default="")
    target = StringField("要达到多少", [AtMost(LONGEST_TARGET)])
    criterion = TextAreaField("达到什么算改好（有指标的可不写）", [AtMost(LONGEST_WORDS)])
    drafted = False  # whether what it is measured by is a draft

    @classmethod
    def of(cls, one: Rectification) -> Self:
        """As it stands; before it is planned, measured by what 优化建议 says."""
        form, wanted = cls(formdata=None, obj=one), drafted_of(one)
        if wanted and not one.planned:
            form.figure.data, form.target.data, form.criterion.data = wanted.figure, wanted.target, wanted.criterion
            form.drafted = True
        return form

    def check_values(self) -> None:
        self.plan().columns()

    def plan(self) -> Plan:
        return Plan(**{name: self[name].data or "" for name in Plan.__dataclass_fields__})


class NoteForm(FlaskForm):
    text = TextAreaField("进展", [InputRequired("请写进展。"), AtMost(LONGEST_WORDS)])


class EvidenceForm(FlaskForm):
    """`held`: files that were sent with it, also those that a refused form had sent before."""

    files = MultipleFileField("照片、文件（可多选）")
    walk = SelectField("再走一次的记录（可不选）", validate_choice=False, choices=[], default="")
    guide = SelectField("公示的变更（可不选）", validate_choice=False, choices=[], default="")
    evidence_kind = SelectField("写的是", validate_choice=False, choices=_choices("所选照片、文件的说明", TYPED_EVIDENCE), default="")
    evidence = TextAreaField("说明（改了什么、哪里看得到、文号）", [AtMost(LONGEST_WORDS)])
    held: tuple[Sent, ...] = ()

    def offer(self, walks: Mapping[str, str], guides: Mapping[str, str]) -> Self:
        self.walk.choices, self.guide.choices = _choices("不选", walks), _choices("不选", guides)
        return self

    def offered(self) -> Offered:
        return Offered(self.evidence_kind.data or "", self.evidence.data or "", self.held, self.walk.data or "", self.guide.data or "")


class SubmitForm(EvidenceForm):
    effect = TextAreaField("整改成效", [InputRequired("请写整改成效。"), AtMost(LONGEST_WORDS)])
    has_fresh = False  # whether something was shown since it was last submitted

    def check_values(self) -> None:
        self.offered().check_something(self.has_fresh)

    def done(self) -> Done:
        said = self.offered()
        return Done(self.effect.data or "", said.kind, said.text, said.files, said.walk_id, said.guide)
