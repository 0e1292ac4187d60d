"""Templates, checklist and categories: the codes that phones keep for years, and their Chinese."""

from zlc.catalogue.categories import CATEGORIES, USUAL, category_name
from zlc.catalogue.checklist import CHECKLIST, tag_name
from zlc.catalogue.step_templates import STAGES, TEMPLATES
from zlc.walks.entries.kinds import RULES, bad_field

WALK = "0199c1a0-0000-7000-8000-000000000001"


def test_every_step_of_a_walk_lies_in_a_stage_and_is_one_the_journal_takes() -> None:
    for name in ("hall", "online"):
        for step in TEMPLATES[name]:
            assert step.stage in STAGES
            assert bad_field("stage", {"stage": step.stage, "step": step.step}) is None


def test_the_steps_of_the_hall_are_those_of_the_programme_in_their_order() -> None:
    assert [(step.step, step.name) for step in TEMPLATES["hall"]] == [
        ("consult", "咨询"),
        ("form", "取表填表"),
        ("ticket", "取号排队"),
        ("window", "窗口受理"),
        ("supplement", "补正"),
        ("wait", "等待办理"),
        ("result", "拿到结果"),
    ]


def test_a_step_at_the_counter_is_an_event_the_journal_takes() -> None:
    for step in TEMPLATES["counter"]:
        assert bad_field("case", {"case": WALK, "event": step.step}) is None


def test_the_checklist_is_whole() -> None:
    assert [(group.name, len(group.items)) for group in CHECKLIST] == [
        ("事项流程", 5),
        ("配套服务", 14),
        ("中介服务", 3),
        ("证明材料", 3),
    ]
    codes = [item.item for group in CHECKLIST for item in group.items]
    assert len(set(codes)) == 25
    assert [item.name for item in CHECKLIST[0].items if item.measured] == [
        "要件数量",
        "办理时限",
        "办理环节",
        "跑动次数",
        "网上办事",
    ]
    assert not any(item.measured for group in CHECKLIST[1:] for item in group.items)


def test_each_element_is_explained_in_one_line_and_met_at_a_stage_that_there_is() -> None:
    items = [item for group in CHECKLIST for item in group.items]
    assert all(4 <= len(item.about) <= 20 and item.name not in item.about for item in items)
    assert len({item.about for item in items}) == len(items)
    assert {item.stage for item in items} - {None} <= set(STAGES)


def test_its_tags_are_those_an_entry_takes() -> None:
    tags = {group.group: [tag.tag for tag in group.tags] for group in CHECKLIST}
    assert bad_field("material", {"name": "证明", "tags": tags["proof"]}) is None
    assert bad_field("intermediary", {"name": "中介", "tags": tags["intermediary"]}) is None
    assert len(tags["proof"]) == len(tags["intermediary"]) == 3


def test_codes_we_do_not_know_stay_readable() -> None:
    assert tag_name("circular") == "循环证明"
    assert category_name("queue") == "排队等候久"
    assert category_name("of_a_later_app") == "of_a_later_app"
    assert category_name(None) == "未分类"


def test_what_is_usual_at_a_stage_exists() -> None:
    assert all(code in CATEGORIES for codes in USUAL.values() for code in codes)
    assert set(USUAL) == {"consult", "form", "queue", "acceptance", "result"}


def test_each_category_has_a_name_of_its_own() -> None:
    assert len(set(CATEGORIES.values())) == len(CATEGORIES) == 18
    assert "category" in RULES["problem"]
