"""Files that come with a form: taken in before the verb is asked, so that none has to be sent twice."""

import re
from collections.abc import Callable
from typing import NamedTuple

from flask import request
from werkzeug.datastructures import FileStorage

from zlc.accounts import quotas
from zlc.errors import Refusal
from zlc.files import taking
from zlc.files.refused import NotTaken
from zlc.files.taking import Taken
from zlc.rectifications.offered import Sent, tidy

MOST_FILES = 10  # with one form
MOST_AT_ONCE = (MOST_FILES + 1) * taking.MOST_BYTES
HELD = re.compile(r"([0-9a-f]{64}) (.*)", re.S)


class Received(NamedTuple):
    """What came with a form: `held`: files that are here, also from before; `refused` and `notes`: what is to be said of others;
    `has_fresh`: whether something was shown before that counts."""

    held: tuple[Sent, ...]
    refused: list[str]
    notes: list[str]
    has_fresh: bool

    def check(self) -> None:
        """Raises Refusal (422): nothing is done, and what is here need not be sent again."""
        if self.refused:
            kept = f"其余 {len(self.held)} 份已收下，列在下面，不用再选。" if self.held else ""
            kept += "还没有添加，改好后再提交一次。"
            raise Refusal("".join(self.refused) + kept, status=422, field="files")


def receive(take: Callable[[FileStorage], Taken], has_fresh: bool) -> Received:
    """The slow part, outside any transaction. `take`: what is done with a file, which raises NotTaken or OverQuota."""
    held = [Sent(found[1], found[2]) for one in request.form.getlist("held")[:MOST_FILES] if (found := HELD.fullmatch(one))]
    refused: list[str] = []
    notes: list[str] = []
    for file in [file for file in request.files.getlist("files") if file.filename]:
        name = tidy(file.filename or "")
        try:
            if len(held) + len(refused) >= MOST_FILES:
                raise NotTaken(f"一次最多 {MOST_FILES} 份，请分几次添加。")
            taken = take(file)
            held.append(Sent(taken.sha256, name))
            notes += [f"「{name}」{note}。" for note in taken.notes]
        except (NotTaken, quotas.OverQuota) as fault:
            refused.append(f"「{name}」没有收：{fault}")
    return Received(tuple(dict.fromkeys(held)), refused, notes, has_fresh)
