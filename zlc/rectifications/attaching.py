"""添加佐证, at any time while it is being put right. A method of Rectification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zlc.errors import Refusal
from zlc.rectifications import offered, who
from zlc.rectifications.offered import Offered
from zlc.rectifications.states import VERBS
from zlc.rectifications.verbs import done
from zlc.rectifications.who import Doer

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification


def attach(self: Rectification, by: Doer, said: Offered) -> None:
    records = said.records(self, by)
    who.check(self, by, VERBS["attach"])
    if not records:
        raise Refusal("还没有选照片、文件，也没有写佐证。", status=422, field="files")
    done(self, by, VERBS["attach"], **offered.keep(self, by, records))
