"""来源核实: what came by file in somebody's name without a proof. Its person says whether it is theirs."""

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from zlc import database
from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.desk.acting import Done, act, seen
from zlc.desk.origins import listing as origin_list
from zlc.errors import NotFound
from zlc.walks.brought import brought
from zlc.walks.brought.brought import BroughtLine
from zlc.walks.journal import commits, folding


class RefusalForm(FlaskForm):
    reason = TextAreaField("为什么不是您记的")


def origins() -> ResponseReturnValue:
    return _show(access.person())


def _show(who: Person, said: str = "", status: int = 200, about: str = "", typed: str = "") -> ResponseReturnValue:
    """`about`: file and walk of what was not done, `typed` the reason that was written for it."""
    page = origin_list.page_of(who)
    if not (who.records or who.reads_log or page.mine):
        raise NotFound
    return render_template("desk/origins/origins.html", page=page, said=said, about=about, typed=typed), status


def agreement(file: str) -> ResponseReturnValue:
    return _decide(file, "agreed", brought.agree, "已确认是您记的，内容已归入走流程记录，并标明从文件导入。")


def refusal(file: str) -> ResponseReturnValue:
    reason = RefusalForm().reason.data or ""
    done = "已记下不是您记的。这些内容不会计入，连同理由留着，联络员和审计员看得到。"
    return _decide(file, "refused", lambda lines, by: brought.refuse(lines, by, reason), done, reason)


def _decide(
    file: str, verb: str, change: Callable[[list[BroughtLine], Person], None], words: str, typed: str = ""
) -> ResponseReturnValue:
    who, walk_id = access.person(), request.form.get("walk")
    about = f"{file}/{'*' if walk_id is None else walk_id}"
    database.write()
    commits.lock()

    def decide() -> Done:
        lines = brought.to_decide(who, file, walk_id, refused=verb == "agreed" and walk_id is not None)
        change(lines, who)
        walks = sorted({line.walk_id for line in lines if line.walk_id})
        by = sorted({line.brought_by for line in lines})
        access.note(f"origin.{verb}", about=file, entries=len(lines), walks=walks[:50], brought_by=by)
        folding.fold_marked(walks)
        return Done(words, url_for("problems.origins"))

    return act(
        decide, lambda said, status: _show(who, said, status, about, typed),
        check=lambda: brought.check_seen(who, file, walk_id, seen()),
    )  # fmt: skip
