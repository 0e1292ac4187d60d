"""待办事项: the list first, the form behind a button, which a refusal leaves open with what was typed."""


def test_the_form_is_behind_its_button(visit):
    page = visit("coordinator").get("/requests").text
    assert '<details class="card behind">' in page and "<summary>收一件</summary>" in page


def test_a_refusal_leaves_it_open(visit):
    page = visit("coordinator").post("/requests", {"text": "", "whose": "一家餐饮个体户"}).text
    assert '<details class="card behind" open>' in page and "一家餐饮个体户" in page
