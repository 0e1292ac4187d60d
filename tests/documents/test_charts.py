"""Charts say their numbers in words too, and hold their width."""

from xml.etree import ElementTree

from zlc.documents import charts
from zlc.documents.checks import missing

ROWS = [
    {"label": "排队", "value": 42, "words": "42 分"},
    {"label": "<b>受理</b>", "value": 21, "words": "21 分"},
    {"label": "一个很长很长很长很长很长的环节名称", "value": 0, "words": "0 分"},
]


def drawn(svg):
    return ElementTree.fromstring(str(svg))


def test_bars_are_in_proportion():
    bars = [float(r.get("width")) for r in drawn(charts.bars("用时", ROWS)).iter("rect")]
    assert abs(bars[0] - 2 * bars[1]) < 0.2 and bars[2] == 1


def test_every_chart_names_its_rows_in_words_and_its_face():
    stacked = [{**row, "parts": {"waiting": row["value"], "served": 5}} for row in ROWS]
    for svg in (
        charts.bars("用时", ROWS),
        charts.stacked("用时", stacked, {"waiting": "等候", "served": "咨询受理"}),
    ):
        tree = drawn(svg)
        assert tree.get("font-family") == "Noto Sans CJK SC"
        assert "排队 42 分" in tree.find("desc").text and "<b>受理</b> 21 分" in tree.get("aria-label")


def test_parts_stand_side_by_side_in_the_kinds_order():
    rows = [{"label": "甲", "words": "3 小时", "parts": {"served": 1, "waiting": 2}}]
    tree = drawn(charts.stacked("用时", rows, {"waiting": "等候", "served": "咨询受理"}))
    first, second = (r for r in tree.iter("rect") if r.get("class") in ("waiting", "served"))
    assert first.get("class") == "waiting" and abs(float(first.get("width")) - 2 * float(second.get("width"))) < 0.2
    assert abs(float(first.get("x")) + float(first.get("width")) - float(second.get("x"))) < 0.2


def test_nothing_to_draw_is_nothing():
    assert charts.bars("x", []) == charts.stacked("x", [], {}) == ""


def test_this_machine_has_what_documents_need():
    assert missing() == []


def test_a_missing_library_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr("zlc.documents.checks._loads", lambda name: "harfbuzz" not in name)
    assert missing() == ["缺少系统软件包 libharfbuzz-subset0，生成 PDF 会慢十几倍。"]


def test_minutes_stay_readable_beside_a_month():
    """Drawn broken, as a broken axis, and never shorter than what is shorter."""
    rows = [{"label": "甲", "value": value, "words": ""} for value in (4, 30, 33_000)]
    tree = drawn(charts.bars("用时", rows))
    short, middle, long = (float(r.get("width")) for r in tree.iter("rect"))
    assert short > 20 and short < middle < long
    assert len([p for p in tree.iter("path") if p.get("class") == "gap"]) == 1


def test_on_a_phone_a_label_stands_above_its_bar_and_nothing_leaves_the_width():
    stacked = [{**row, "parts": {"waiting": row["value"], "served": 5}, "words": "12 天 3 小时"} for row in ROWS]
    for svg in (charts.bars("用时", ROWS, charts.NARROW), charts.stacked("用时", stacked, {"waiting": "等候"}, charts.NARROW)):
        tree = drawn(svg)
        assert tree.get("viewBox").startswith("0 0 360 ")
        size, texts, bars = float(tree.get("font-size")), list(tree.iter("text")), [r for r in tree.iter("rect") if r.get("height") == "20"]
        for text in texts:
            wide = sum(size if ord(c) > 0x2E80 else size * 0.58 for c in text.text)
            assert float(text.get("x")) + wide <= 360, text.text
        label = next(text for text in texts if text.text == "排队")
        assert float(label.get("y")) < float(bars[0].get("y")) and float(label.get("x")) == 0


def test_bars_have_the_room_that_the_words_leave():
    rows = [{"label": "新发现", "value": 4, "words": "4 个"}, {"label": "已确认", "value": 1, "words": "1 个"}]
    for shape in (charts.WIDE, charts.NARROW):
        tree = drawn(charts.bars("状态", rows, shape))
        longest = max(float(r.get("width")) for r in tree.iter("rect"))
        assert longest > 0.75 * shape.width
    tree = drawn(charts.bars("用时", [{"label": "排队", "value": 1, "words": "12 天 23 小时 59 分、很长的话" * 3}]))
    assert max(float(r.get("width")) for r in tree.iter("rect")) > 0.5 * charts.WIDE.width  # however much is said beside it
