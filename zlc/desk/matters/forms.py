"""The forms of the catalogue's pages. What they mean is checked by the verbs they call."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from zlc.accounts.fields import AtMost
from zlc.desk.fields import DayField
from zlc.texts import LONGEST_REASON

WHY = "请写明理由，以后查得到。"


class BeginForm(FlaskForm):
    file = FileField("Excel 或 CSV 文件")
    pasted = TextAreaField("粘贴办事指南的文字")


class ColumnsForm(FlaskForm):
    """The select of each column is read by its place; there are as many as the sheet has columns."""

    default_unit = SelectField("没有写单位的行归到", validate_choice=False, default="")
    leave_rest = BooleanField("没有选择的列都不导入")


class HeadForm(FlaskForm):
    row = IntegerField("表头在第几行")


class SheetForm(FlaskForm):
    sheet = SelectField("工作表", validate_choice=False)


class EditionForm(FlaskForm):
    """The rows are read by their place and number. `seen`: which edition was being changed."""

    seen = HiddenField()
    reason = TextAreaField("为什么改")


class SwitchForm(FlaskForm):
    """停办, 恢复."""

    reason = TextAreaField("理由", [InputRequired(WHY), AtMost(LONGEST_REASON)])
    day = DayField("从哪天起", [InputRequired("请写从哪天起。")])
