"""Search in Chinese: one, two and more characters, signs, emoji, and nothing found that is not there."""

import pytest
from sqlalchemy import select

from zlc.database import db
from zlc.problems.listing import ProblemFilter, page_of
from zlc.problems.models import Problem
from zlc.search import index
from zlc.search.words import plain, tokens_of
from zlc.walks.journal import folding

TEXTS = {
    "queue": "综合窗口 5 个只开 2 个，叫号 18 分钟没有变化",
    "form": "样表字号太小，老人看不清",
    "copy": "要求多交一份户口簿复印件，打了 100% 的折扣",
    "code": "系统报错 ERR_TIMEOUT，点「下一步」没有反应",
    "emoji": "自助机屏幕写着 😀👍 但是打不开",
    "hostile": "<script>alert(1)</script> {{ 7*7 }} ' OR 1=1 --",
}


@pytest.fixture
def found(app, recording, world):
    """found(query) → the names of TEXTS it finds."""
    made = {name: recording.phone.make(recording.walk, "problem", {"text": text}) for name, text in TEXTS.items()}
    recording.phone.push(list(made.values()))
    names = {entry["id"]: name for name, entry in made.items()}

    def search(query):
        with app.app_context():
            folding.catch_up()
            page = page_of(world.person("coordinator"), ProblemFilter(q=query))
            return {names[problem.id] for problem in page.lines}

    return search


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("号", {"queue", "form"}),
        ("窗口", {"queue"}),
        ("户口簿", {"copy"}),
        ("样表字号太小", {"form"}),
        ("叫号 变化", {"queue"}),
        ("变化 叫号", {"queue"}),
        ("窗口 户口簿", set()),
        ("口窗", set()),
        ("簿复", {"copy"}),
        ("err_timeout", {"code"}),
        ("ＥＲＲ", {"code"}),
        ("%", {"copy"}),
        ("_", {"code"}),
        ("100%", {"copy"}),
        ("R_T", {"code"}),
        ("R%T", set()),
        ("😀", {"emoji"}),
        ("😀👍", {"emoji"}),
        ("👍😀", set()),
        ("' OR 1=1 --", {"hostile"}),
        ("\\", set()),
        ("没有的词", set()),
    ],
)
def test_finds_what_is_there_and_nothing_else(found, query, names):
    assert found(query) == names


def test_the_matter_and_the_number_are_searched_too(found, app):
    assert found("灵活就业") == set(TEXTS)
    with app.app_context():
        number = db.session.scalars(select(Problem.number).order_by(Problem.number.desc())).first()
        short = db.session.scalars(select(Problem).order_by(Problem.number.desc())).first().short_number
    assert len(found(short)) == 1 and number == len(TEXTS)


def test_an_empty_query_narrows_nothing(found):
    assert found("  \u200b ") == set(TEXTS)


def test_parts_do_not_join_into_words(found):
    # 「…变化」 ends the text and the matter begins with 「灵活」: 「化灵」 is nowhere written.
    assert found("化灵") == set()


def test_what_is_not_seen_is_not_compared():
    assert plain("Ａ\u200bB\u202e　\n c") == "ab c"


def test_pairs_do_not_cross_blanks():
    assert tokens_of("ab c\nde") == {"ab", "de", *"abcde"}


def test_following_again_keeps_the_pairs_in_step(app, recording):
    entry = recording.problem("旧词甲乙")
    with app.app_context():
        folding.catch_up()
    recording.amend(entry, "text", "新词丙丁")
    with app.app_context():
        folding.catch_up()
        problem = db.session.get_one(Problem, entry)

        def holds(word):
            serials = index.found(Problem, word)
            return problem.serial in db.session.scalars(serials).all()

        assert holds("丙丁") and not holds("甲乙") and not holds("乙")
        assert all(holds(token) for token in tokens_of(problem.haystack))
