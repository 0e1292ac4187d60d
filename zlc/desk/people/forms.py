"""What the forms about a person take. What they mean is checked by the verbs they call."""

from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField

from zlc.accounts.models import Person


class PersonForm(FlaskForm):
    """Each form of the page sends a part of it."""

    username = StringField("账号（登录时填的）")
    name = StringField("姓名")
    title = StringField("职务（可不填）")
    unit = SelectField("单位", validate_choice=False)
    roles = SelectMultipleField("角色", choices=[], validate_choice=False)
    reason = StringField("理由（可不填）")

    @classmethod
    def of(cls, person: Person) -> "PersonForm":
        """As the person stands, whatever was sent."""
        stands = {"name": person.name, "title": person.title, "unit": person.unit_id, "roles": list(person.roles)}
        return cls(formdata=None, **stands)
