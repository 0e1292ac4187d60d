"""What a sample is drawn by. What it means is checked by zlc/samples/drawing.py."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired

from zlc.desk.asking import all_units
from zlc.desk.fields import PastDayField
from zlc.samples.drawing import MOST

SIZE = f"抽几条请写 1 到 {MOST}。"


class SampleForm(FlaskForm):
    seed = StringField("种子（随便一串字，印在核查表上）", [InputRequired("请写种子。")])
    size = IntegerField("抽几条", [InputRequired(SIZE)], default=10)
    first = PastDayField("销号从哪天起", [InputRequired("请写从哪天起。")])
    last = PastDayField("到哪天为止（早于今天）", [InputRequired("请写到哪天为止。")])
    unit = SelectField("单位", validate_choice=False, default="")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.unit.choices = [("", "全部单位"), *all_units()]
