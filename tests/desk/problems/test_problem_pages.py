"""The pages of problems, for the owner's unit, a colleague, and everybody else."""

import pytest

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} \u202eABC 😀 ' + "长" * 10_000


@pytest.mark.parametrize("username", ["recorder", "colleague", "head", "clerk", "coordinator", "office", "supervisor"])
def test_the_unit_and_those_who_read_all_units_see_it(recording, visit, username):
    entry = recording.problem()
    browser = visit(username)
    assert entry in browser.get("/problems").text
    assert browser.get(f"/problems/{entry}").status_code == 200


@pytest.mark.parametrize("username", ["stranger", "coordinator2", "admin", "auditor"])
def test_to_others_it_does_not_exist(recording, visit, username):
    entry = recording.problem()
    browser = visit(username)
    assert browser.get(f"/problems/{entry}").status_code == 404
    listed = browser.get("/problems")
    assert entry not in listed.text
    browser.get("/password")
    for noun in ("confirmation", "rectifications", "fix", "rejection", "reopening", "acceptance"):
        assert browser.post(f"/problems/{entry}/{noun}", {"reason": "x", "as_": "untrue"}).status_code == 404


def test_without_login_one_is_asked_to_log_in(recording, visit):
    entry = recording.problem()
    reply = visit(None).get(f"/problems/{entry}")
    assert reply.status_code == 302 and "/login" in reply.location


@pytest.mark.parametrize("problem_id", ["x", "00000000-0000-7000-8000-000000000000", "%00", "a" * 500])
def test_an_unknown_problem_is_not_found(coordinator, problem_id):
    assert coordinator.get(f"/problems/{problem_id}").status_code == 404


def test_an_empty_list_says_what_to_do(coordinator):
    page = coordinator.get("/problems").text
    assert "还没有发现问题" in page and 'href="/field/"' in page


def test_a_list_narrowed_to_nothing_offers_the_whole(recording, coordinator):
    recording.problem()
    page = coordinator.get("/problems?q=没有的词").text
    assert "没有符合条件的问题" in page and "看全部问题" in page


def test_the_page_tells_the_story(recording, coordinator):
    entry = recording.problem()
    recording.amend(entry, "severity", 3, "后来更慢")
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    page = coordinator.get(f"/problems/{entry}").text
    order = [page.index(word) for word in ("<strong>发现</strong>", "<strong>更正</strong>", "<strong>确认</strong>")]
    assert order == sorted(order)
    assert "影响：中 → 重" in page and "后来更慢" in page
    assert f'href="/walks/{recording.walk}?entry={entry}#e-{entry}"' in page


def test_hostile_text_is_only_text(recording, coordinator, visit):
    entry = recording.problem(HOSTILE, category="<b>x</b>", stage="'; drop table problems; --")
    recording.add("photo", {"sha256": "b" * 64, "bytes": 1, "of": entry, "caption": HOSTILE[:200]})
    recording.amend(entry, "text", HOSTILE + "改", "<i>why</i>" + "长" * 3000)
    for path in ("/problems", f"/problems/{entry}", f"/walks/{recording.walk}", "/walks", "/problems?q=<script>"):
        page = coordinator.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "<img src=x" not in page.text, path
        assert "<i>why" not in page.text and "49 \u202e" not in page.text


def test_every_change_and_every_refusal_is_in_the_log(recording, coordinator, visit):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.post(f"/problems/{entry}/confirmation")
    stranger = visit("stranger")
    stranger.get("/password")
    stranger.post(f"/problems/{entry}/confirmation")
    log = visit("auditor").get("/audit").text.partition("<tbody")[2]
    assert log.count(">确认问题</a>") == 1 and log.count(">被拒绝的操作</a>") == 2
    assert log.count("市人社局-问题-001</td>") == 3, "each names the problem"


def test_photos_are_shown_as_expected_until_they_come(recording, coordinator):
    entry = recording.problem()
    recording.add("photo", {"sha256": "c" * 64, "bytes": 1, "of": entry, "caption": "窗口"})
    page = coordinator.get(f"/problems/{entry}").text
    assert "照片 1 张，已收 0 张" in page and "还没有传到服务器" in page and "<img" not in page


def test_pages_of_the_list_follow_one_another(recording, coordinator):
    made = [recording.phone.make(recording.walk, "problem", {"text": f"问题第{n:03d}号"}) for n in range(60)]
    recording.phone.push(made)
    first = coordinator.get("/problems")
    assert "共 60 条" in first.text and first.text.count("问题第") == 50
    link = first.text.split('aria-label="翻页"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    second = coordinator.get(link)
    assert second.text.count("问题第") == 10 and "回到第一页" in second.text


@pytest.mark.parametrize(("username", "offered"), [("recorder", True), ("colleague", False), ("coordinator", False), ("office", False)])
def test_the_way_back_to_the_phone_is_for_whoever_recorded_it(recording, visit, username, offered):
    entry = recording.problem()
    page = visit(username).get(f"/problems/{entry}").text
    assert (f'href="/field/#/walk/{recording.walk}/entry/{entry}"' in page) is offered


def test_what_a_form_lacks_and_what_its_verb_refuses_is_told_at_once(recording, coordinator):
    """It said one, and the other when the first was put right."""
    page = f"/problems/{recording.problem()}"
    coordinator.get(page)
    coordinator.post(f"{page}/confirmation")
    coordinator.get(page)
    fixed = coordinator.post(f"{page}/fix", {"cause": "", "measure": "", "effect": "改好了"})
    assert fixed.status_code == 422 and "请写怎样整改。" in fixed.text and "请选原因。" in fixed.text
    begun = coordinator.post(f"{page}/rectifications", {"due_on": "后天", "assignee": "nobody"})
    assert begun.status_code == 422 and begun.text.count('aria-invalid="true"') == 2
    new = coordinator.post("/problems", {"found_on": "", "text": "", "channel": "hotline", "key": "k"})
    assert new.status_code == 422 and "请写发现的日子。" in new.text and "请写明问题。" in new.text
