"""To whom a rectification may be given, and until when: one rule for beginning it and for giving it to another."""

from datetime import date

from zlc import clock
from zlc.accounts.models import Person
from zlc.errors import Refusal
from zlc.problems import deadlines
from zlc.problems.said import typed
from zlc.texts import clean_text

LONGEST_DEPARTMENT, LONGEST_NAME = 60, 20
NOT_HERE = "责任人要是本单位在用的账号，选的这一位不是，没有保存。请重新选择。"


def check_owner(unit_id: str, owner: Person | None, department: str, name: str) -> tuple[str, str]:
    """The department, and the name of somebody without an account, as they are kept. Raises Refusal (422) naming the field at
    fault."""
    department, name = " ".join(clean_text(department).split()), typed(name, LONGEST_NAME, "owner_name")
    if owner is not None and name:
        raise Refusal("已经选了有账号的责任人。没有账号的请选「不指定个人」，再写姓名。", status=422, field="owner_name")
    if owner is None and not department:
        missing = "请写他所在的责任科室。" if name else "请选责任人，或填写责任科室。"
        raise Refusal(missing, status=422, field="department")
    if owner is not None and (owner.unit_id != unit_id or not owner.active):
        raise Refusal(not_here(owner, unit_id), status=422, field="assignee")
    if len(department) > LONGEST_DEPARTMENT:
        raise Refusal(f"责任科室请不超过 {LONGEST_DEPARTMENT} 字。", status=422, field="department")
    if len(f"{department} {name}") > LONGEST_DEPARTMENT:  # what a problem shows of both has one column
        raise Refusal(f"责任科室和姓名合起来请不超过 {LONGEST_DEPARTMENT} 字。", status=422, field="department")
    return department, name


def check_day(due_on: date | None) -> date:
    if due_on is None:
        raise Refusal("请选择整改时限。", status=422, field="due_on")
    deadlines.check(due_on, clock.today())
    return due_on


def not_here(person: Person | None, unit_id: str) -> str:
    """Why they cannot be made responsible: by name only in their own unit."""
    if person is None or person.unit_id != unit_id:
        return NOT_HERE
    return f"{person.name}的账号已经停用，没有保存。请重新选择责任人。"
