"""A length or a day in a narrow column: its parts stay whole, and it stays within the page's margins."""

import re
import subprocess

from tests.documents.test_page_ends import a_summary, lines_of
from zlc.documents.unbroken import unbroken

MILLIMETRE = 72 / 25.4
RIGHT = (210 - 18) * MILLIMETRE  # of what is printed
WAIT, WHOLE, DUE = "1 小时 32 分", "10 天 23 小时 59 分", "2026年12月18日 周五"
NUMBER, SOURCE = "〔2026〕四季度-市人社局-问题-001", "2026年11月29日 亲身办"


def narrow():
    summary = a_summary(4, 4)
    for one in summary["walks"]:
        one |= {"waited": WAIT, "whole": WHOLE}
    for one in summary["sessions"]:
        one |= {"middle": WAIT, "longest": WHOLE}
    for group in summary["groups"]:
        for one in group["problems"]:
            one |= {"responsible": "政务服务科 周晓岚", "due": DUE, "source": SOURCE, "number": NUMBER}
    return summary


def cells_of(pdf):
    """Of each cell its lines."""
    said = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [" ".join(re.findall(r"<word[^>]*>([^<]+)<", line)) for line in re.findall(r"<line.*?</line>", said, re.S)]


def test_a_line_ends_between_the_parts_of_a_length_or_a_day(press):
    lines = [line for page in lines_of(press.render_pdf("summary.html", narrow())) for line in page]
    assert sum(line.count("32 分") for line in lines) == 8 and sum(line.count("23 小时") for line in lines) == 8
    assert sum(line.count("12月18日") for line in lines) == 17
    assert not [line for line in lines if re.match(r"(分|小时|时|天|月|日)( |$)", line)]


def test_a_number_breaks_after_its_hyphens_and_where_it_was_found_stays_whole(press):
    printed = press.render_pdf("summary.html", narrow())
    lines = [line.strip() for line in cells_of(printed)]
    problems = sum(len(group["problems"]) for group in narrow()["groups"])
    assert lines.count("〔2026〕四季度-") == lines.count("市人社局-问题-001") == problems
    assert lines.count(SOURCE) == problems


def test_nothing_is_printed_beside_its_table(press):
    pdf = press.render_pdf("summary.html", narrow())
    said = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    words = re.findall(r'xMax="([\d.]+)"[^>]*>([^<]+)<', said)
    assert words and not [word for right, word in words if float(right) > RIGHT + 1]


def test_what_is_printed_is_text():
    assert unbroken("<b> 3 分") == '&lt;b&gt; <span class="one">3 分</span>'
    assert unbroken(None) == ""
