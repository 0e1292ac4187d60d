"""Where pages end: a heading stays with what it names, a table with its head and two rows at least, who signs with what is signed."""

import re
import subprocess

import pytest

from tests.documents.conftest import fetched, text_of
from tests.documents.test_press import SUMMARY

HEADINGS = re.compile(r"[一二三四]、|各环节用时（|办到哪一步|是哪一类|待认领（|整改中（")
TABLE_HEADS = ("日期", "编号")
RUNNING = re.compile(r"— \d+ —|汇总 · ")
LEAST = 3  # rows that stand together


def lines_of(pdf: bytes) -> list[list[str]]:
    """Page by page, without what runs above and below."""
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [[line for line in page.splitlines() if line and not RUNNING.match(line)] for page in said.split("\f")[:-1]]


def a_summary(walks: int, sessions: int, long: int = 0) -> dict:
    """Its rows are told apart by a letter and a number; the second problem of each list is `long` characters long."""
    day = {"day": "3月5日", "who": "记录员", "problems": "2"}
    walk = {"mode": "亲身办", "waited": "5分", "whole": "1天", "trips": "1 次", "status": "完成", **day}
    session = {"cases": 3, "middle": "5分", "longest": "9分", **day}
    problem = {"struck": False, "stage": "取号", "category": "排队", "severity": "中", "source": "走流程", "matter": "甲",
               "responsible": "", "due": "", "why": ""}  # fmt: skip
    lists = {"待认领": ("P", 5), "整改中": ("Q", 12)}

    def text(n: int) -> str:
        return "等得久" * (n % 4 + 1) + "讲" * long * (n == 1)

    return SUMMARY | {
        "walks": [{"matter": f"W{n:03d} 甲事项", **walk} for n in range(walks)], "walk_count": walks,
        "sessions": [{"window": f"S{n:03d} 窗口", **session} for n in range(sessions)], "session_count": sessions,
        "stages": [{"label": f"环节{n}", "walks": 3, "words": "5分", "longest": "9分"} for n in range(6)],
        "stage_bars": [{"label": f"环节{n}", "words": "5分", "value": 5 + n} for n in range(6)],
        "states": [{"label": "新", "value": 3, "words": "3"}], "categories": [{"label": "排队", "value": 3, "words": "3"}],
        "groups": [
            {"state": state, "count": many,
             "problems": [{"number": f"{letter}{n:03d}", "text": text(n), **problem} for n in range(many)]}
            for state, (letter, many) in lists.items()
        ],
    }  # fmt: skip


@pytest.mark.parametrize(("walks", "sessions"), [(6, 4), (30, 4), (36, 4)])
def test_no_heading_no_row_and_no_signature_is_alone_on_a_page(press, walks, sessions):
    pages = lines_of(press.render_pdf("summary.html", a_summary(walks, sessions)))
    assert len(pages) > 2
    for page in pages:
        assert not HEADINGS.match(page[-1]) and not page[-1].startswith(TABLE_HEADS), page[-1]
        for letter in "WSPQ":
            rows = len(re.findall(rf"\b{letter}\d{{3}}\b", "\n".join(page)))
            assert rows == 0 or rows >= LEAST, (letter, rows)
        assert "签字" not in "".join(page) or len(page) > 2 + 2 * LEAST


def test_short_tables_fill_the_page_on_which_the_one_before_ends(press):
    told = a_summary(6, 4)
    (first, _), (row, *_) = told["groups"], told["groups"][0]["problems"]
    long = {"state": "新发现", "problems": [{**row, "number": f"P{n:03d}"} for n in range(20)]}
    short = [{"state": f"第{m}种", "problems": [{**row, "number": f"Q{m}{n:02d}"} for n in range(2)]} for m in range(8)]
    groups = [{**first, **one, "count": len(one["problems"])} for one in [long, *short]]
    pages = lines_of(press.render_pdf("summary.html", told | {"groups": groups}))
    ends = next(n for n, page in enumerate(pages) if any(line.startswith("P019") for line in page))
    assert any(line.startswith("Q0") for line in pages[ends]), "half a page is left empty"


@pytest.mark.parametrize("walks", [0, 12, 33])
def test_a_cell_longer_than_a_page_keeps_its_heading_and_its_tables_head(press, walks):
    pages = lines_of(press.render_pdf("summary.html", a_summary(walks, 5, long=2500)))
    for page in pages:
        assert not HEADINGS.match(page[-1]) and not page[-1].startswith(TABLE_HEADS), page[-1]
        assert not page[0].startswith("讲"), "a table goes on without its head"
    for letter in "PQ":
        beginning = next(page for page in pages if any(line.startswith(f"{letter}001") for line in page))
        assert any(line.startswith(f"{letter}000") for line in beginning)
    assert sum(line.count("讲") for page in pages for line in page) == 5000


def test_who_signs_signs_below_everything(phone, visit):
    walk = phone.a_walk()
    phone.push()
    said = text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    assert said.index("本记录由现场记录自动汇成") < said.index("记录员（签字）：")
