"""What a browser prints of a page: each private number whole for the screen, masked for paper."""

import pytest

from zlc.documents.paper import for_paper

TWICE = '<span class="on-screen">13812345678</span><span class="on-paper">138****5678</span>'


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("<p>电话13812345678。</p>", f"<p>电话{TWICE}。</p>"),
        ('<a href="/x?q=13812345678">13812345678</a>', f'<a href="/x?q=13812345678">{TWICE}</a>'),
        ("<textarea>13812345678</textarea><p>13812345678</p>", f"<textarea>13812345678</textarea><p>{TWICE}</p>"),
        ("<option>13812345678</option>", "<option>13812345678</option>"),
        ("<title>打给 13812345678</title>", "<title>打给 138****5678</title>"),
        ("<svg><title>13812345678</title></svg>", "<svg><title>13812345678</title></svg>"),
        ("<p>138</p><p>12345678</p>", "<p>138</p><p>12345678</p>"),
        ("&lt;b&gt;13812345678&#39;", f"&lt;b&gt;{TWICE}&#39;"),
        ("<p>受理号 2026030512345678，12 个</p>", "<p>受理号 2026030512345678，12 个</p>"),
    ],
)
def test_private_numbers_stand_twice_in_text_and_nowhere_else(page, printed):
    assert for_paper(page) == printed


def test_a_large_page_costs_little():
    """Nothing in it looks private, so nothing is copied."""
    page = "".join(f'<li id="e-{n}"><p>11月23日 14:32 第 {n} 句，等了 {n} 分</p></li>' for n in range(5000))
    assert for_paper(page) == page
