"""走流程全过程记录 as a file: /walks/<id>/record.pdf."""

from flask import request
from flask.typing import ResponseReturnValue

from zlc.desk.asking import data_folder, reader
from zlc.desk.printing import answer
from zlc.desk.record import page as record_page
from zlc.desk.walks import page as gathering
from zlc.errors import NotNow
from zlc.walks.journal import folding
from zlc.walks.models import Walk


def record(walk_id: str) -> ResponseReturnValue:
    who = reader()
    folding.catch_up()
    walk = Walk.of(who, walk_id)
    if not walk.folded:
        raise NotNow("这次走流程的内容还没有收到，现在没有可打印的。手机联网上传后再打印。")
    page = gathering.page_of(who, walk, walk.read_state(), record_page.ON_PAPER, data_folder(), whole=True)
    data = record_page.record_of(page)
    name = "-".join(filter(None, (data["title"], walk.matter_name, record_page.day_of(page))))
    return answer(record_page.template_of(page), data, name, back=request.path.removesuffix("/record.pdf"))
