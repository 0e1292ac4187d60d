"""撤回导入, and the 样表 to begin with."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.catalogue.imports import taking_back
from zlc.catalogue.imports.models import Import, scope_of
from zlc.catalogue.imports.sample_file import sample_file
from zlc.desk.asking import begin_change
from zlc.desk.matters.imports import change_import, workbook
from zlc.desk.matters.resting import resting_words
from zlc.walks.journal import folding


def sample() -> ResponseReturnValue:
    who = access.person()
    scope_of(who)
    return workbook(sample_file(who.unit.name), "事项样表.xlsx")


def withdrawal(import_id: str) -> ResponseReturnValue:
    who = access.person()
    Import.of(who, import_id)
    begin_change()
    folding.fold_marked()  # what phones brought until nobody could bring more: what rests on it is looked for among folded walks
    return change_import(import_id, lambda one: _take_back(one, who))


def _take_back(one: Import, who: Person) -> None:
    reason, about, file = request.form.get("reason", ""), one.id, one.file_name
    counts = taking_back.take_back(one, who, reason, lambda since: resting_words(who, since))
    access.note("import.taken_back", about=about, file=file, reason=reason.strip(), counts=counts)
    flash(f"已撤回：{counts['new']} 个事项不再提供，{counts['changed']} 个改回导入之前的内容。手机下次联网会取到。")
