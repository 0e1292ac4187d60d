"""Lengths and days in narrow columns: a line ends between their parts, 「1 小时」「32 分」 or 「2026年」「12月18日」, never within one."""

import re

from markupsafe import Markup, escape

from zlc.documents.masking import printable

PARTS = re.compile(r"\d[\d,]* (?:天|小时|分|秒|个工作日|次|个|件)(?![\u4e00-\u9fff])|\d{4}年|\d{1,2}月\d{1,2}日|周[一二三四五六日]")


def unbroken(words: str | None) -> Markup:
    """Each part is as narrow as can be, so that it fits into any column."""
    return Markup(PARTS.sub(lambda part: f'<span class="one">{part[0]}</span>', str(escape(printable(str(words or ""))))))
