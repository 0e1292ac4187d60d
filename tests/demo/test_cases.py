"""Five published cases, recorded as their people lived them: the walk's page gives every number, and 未记
for what the case leaves open."""

import re
import subprocess

import pytest

from tests.browser import Browser
from tests.demo.case_facts import STATED, TOGETHER, facts_of, left_open_of, plain
from tests.demo.conftest import Built
from tests.documents.conftest import fetched, tight


@pytest.mark.parametrize("case", STATED)
def test_the_page_gives_every_number_of_the_case(office: Browser, built: Built, case: str) -> None:
    page = plain(office.get(f"/walks/{built.cases[case]}").text)
    assert [fact for fact in facts_of(case) + TOGETHER.get(case, []) if fact not in page] == []


@pytest.mark.parametrize("case", STATED)
def test_what_the_case_leaves_open_reads_unrecorded(office: Browser, built: Built, case: str) -> None:
    page = plain(office.get(f"/walks/{built.cases[case]}").text)
    assert [line for line in left_open_of(case) if line not in page] == []
    assert not re.search(r"(?<!\d)0 分(?!钟)", page), "nobody measured a zero"


@pytest.mark.parametrize("built", ["today"], indirect=True)
@pytest.mark.parametrize("case", STATED)
def test_paper_says_what_the_page_says(office: Browser, built: Built, case: str) -> None:
    reply = fetched(office, f"/walks/{built.cases[case]}/record.pdf")
    assert reply.status_code == 200 and reply.mimetype == "application/pdf"
    paper = lines_of(reply.data)
    wanted = facts_of(case) + left_open_of(case)
    assert [fact for fact in wanted if tight(fact) not in paper] == []
    assert not re.search(r"(?<!\d)0分(?!钟)", paper), "nobody measured a zero"


def lines_of(pdf: bytes) -> str:
    """What the pages say, a row of a table in one piece; without spaces."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return tight(read.stdout.decode())


def test_every_page_of_the_world_opens(office: Browser, built: Built) -> None:
    for case, walk in built.cases.items():
        assert office.get(f"/walks/{walk}").status_code == 200, case
    for path in ("/walks", "/problems", "/walks?way=counter", "/problems?state=rectifying"):
        assert office.get(path).status_code == 200, path
