"""A link opens one rectification to an owner without an account, and lets them do what an owner does."""


PLAN = {"cause": "process", "measure": "改流程", "criterion": "不再跑第二趟"}
DONE = {"effect": "改好了", "evidence_kind": "words", "evidence": "新的流程图贴在窗口"}


def test_from_the_link_to_the_end(given, holder, kept):
    assert "李师傅，请办这项整改" in holder.opened.text
    for noun, said in (("claim", {}), ("plan", PLAN), ("progress", {"text": "做了一半"}), ("submission", DONE)):
        assert holder.does(noun, **said).status_code == 303, noun
    assert given.kept(lambda one: (one.state, one.submitted_by is not None)) == ("submitted", True)
    story = given.visit("coordinator").get(given.page).text
    assert story.count("李师傅（凭链接）") >= 5
    assert given.does("head", "verification", reason="到窗口看过").status_code == 303
    assert given.kept(lambda one: one.state) == "closed" and kept(given.problem).state == "closed"


def test_a_problem_shows_who_without_an_account_puts_it_right(given, kept):
    assert kept(given.problem).responsible == "后勤科 李师傅"
