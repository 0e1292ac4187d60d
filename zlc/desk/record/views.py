"""走流程全过程记录 as a file: /walks/<id>/record.pdf."""

from flask import request
from flask.typing import ResponseReturnValue

from zlc.desk.asking import begin_reading, check_arrived, data_folder
from zlc.desk.printing import answer
from zlc.desk.record import page as record_page
from zlc.desk.walks import page as gathering
from zlc.walks.models import Walk


def record(walk_id: str) -> ResponseReturnValue:
    who = begin_reading()
    walk = Walk.of(who, walk_id)
    check_arrived(walk, "打印")
    page = gathering.page_of(who, walk, walk.read_state(), record_page.ON_PAPER, data_folder(), whole=True)
    data = record_page.record_of(page)
    name = "-".join(filter(None, (data["title"], walk.matter_name, record_page.day_of(page))))
    return answer(record_page.template_of(page), data, name, back=request.path.removesuffix("/record.pdf"))
