"""Chinese lines end where the column ends."""

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from zlc.documents import justify

TEXT = "综合窗口5个只开2个，叫号18分钟没有变化，大厅没有说明原因，等候的人里有三位老人站着等，" * 6
PAGE = f"""<style>@page{{margin:0;size:300px 900px}} body{{margin:0;font:16px "Noto Sans CJK SC";
text-align:justify}} p{{margin:0}}</style><html lang="zh-CN"><p>{TEXT}</p>"""


@pytest.fixture
def taught(monkeypatch):
    """The functions of WeasyPrint are put back afterwards."""
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    monkeypatch.setattr(inline, "count_expandable_spaces", inline.count_expandable_spaces)
    monkeypatch.setattr(inline, "justify_line", inline.justify_line)
    monkeypatch.setattr(line_break.Layout, "set_text", line_break.Layout.set_text)


def line_ends():
    """Where each line but the last ends, in px."""
    page = HTML(string=PAGE).render().pages[0]._page_box
    lines = [box for box in page.descendants() if isinstance(box, boxes.LineBox)]
    ends = [max(c.position_x + c.width for c in line.children) for line in lines]
    assert len(ends) > 8
    return ends[:-1]


def test_lines_fill_the_column(taught):
    assert max(300 - end for end in line_ends()) > 4, "without the lesson they are ragged"
    assert justify.install()
    assert all(abs(end - 300) < 0.6 * 16 for end in line_ends())
    assert sum(abs(end - 300) < 1 for end in line_ends()) >= len(line_ends()) // 2


def test_another_version_is_left_alone(monkeypatch, taught):
    from weasyprint.layout import inline

    before = inline.justify_line
    monkeypatch.setattr(justify, "version", lambda name: "71.0")
    assert not justify.install()
    assert inline.justify_line is before


def test_the_pinned_version_is_the_one_it_fits():
    from pathlib import Path

    pinned = Path(__file__).parents[2] / "requirements.txt"
    assert f"weasyprint=={justify.FITS}" in pinned.read_text().splitlines()
