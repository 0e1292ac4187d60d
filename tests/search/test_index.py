"""The search index against a plain look at each text, on texts of every kind of character."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from sqlalchemy import select, update

from tests.phones import Phone
from zlc.database import db, uuid7
from zlc.problems.models import Problem
from zlc.search import index
from zlc.search.words import haystack_of, plain, tokens_for, tokens_of
from zlc.walks.journal import folding

MANY = 6
# What tokenizers split, fold or mean something by, what two code units make, and what only looks like a blank.
ODD = (
    "窗口样表老人，。“”·ＡＢａｂ１２①㎏ﬁẞßİıΣςéÀÿáâª 　\n\t'\"\\%_&|!():*<->^{}[]+-~#/.,;@$?=ABCxyz0123"
    "𠮷𪚥龘😀👍🏽\u00a0\u200b\ufeff\u0301\u202e"
)
character = some.one_of(some.sampled_from(ODD), some.characters(exclude_categories=["Cs"], exclude_characters="\0"))
written = some.text(character, max_size=40)


@pytest.fixture
def problems(app, visit, world):
    """Some problems whose words may be anything; their serials."""
    phone, walk = Phone.of(visit("recorder")), uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter": world.matter})
    for n in range(MANY):
        phone.make(walk, "problem", {"text": f"第 {n} 个"})
    phone.push()
    with app.app_context():
        folding.catch_up()
        serials = list(db.session.scalars(select(Problem.serial).order_by(Problem.serial)))
        db.session.remove()
    assert len(serials) == MANY
    return serials


def write(serials, texts):
    """Changes to what stands there already go by the index too."""
    for serial, text in zip(serials, texts, strict=False):
        db.session.execute(update(Problem).where(Problem.serial == serial).values(haystack=haystack_of(text.split("｜"))))


def by_index(query):
    return set(db.session.scalars(index.found(Problem, query)))


def by_both(query):
    narrowed = select(Problem.serial).where(*index.looked_at(Problem, query), index.among(Problem, index.found(Problem, query)))
    return set(db.session.scalars(narrowed))


def by_looking(serials, texts, query):
    stacks = [haystack_of(text.split("｜")) for text in texts]
    words = plain(query).split()
    return {serial for serial, stack in zip(serials, stacks, strict=False) if all(word in stack for word in words)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=some.data(), texts=some.lists(written, min_size=MANY, max_size=MANY))
def test_index_and_plain_look_agree(app, problems, data, texts):
    whole = plain("".join(texts)) or "空"
    start = data.draw(some.integers(0, len(whole) - 1))
    query = data.draw(some.one_of(written, some.just(whole[start : start + data.draw(some.integers(1, 5))])))
    with app.app_context():
        write(problems, texts)
        if plain(query):
            wanted = by_looking(problems, texts, query)
            assert by_index(query) >= wanted
            assert by_both(query) == wanted
        else:
            assert index.found(Problem, query) is None
        db.session.rollback()


@given(text=written, word=written)
@example("a", "á")
def test_whatever_holds_a_word_is_found_by_all_its_tokens(text, word):
    stack = haystack_of([text, word, text])
    assert all(tokens_for(one) <= tokens_of(stack) for one in plain(word).split())


def test_a_text_that_goes_leaves_nothing_behind(app, problems):
    with app.app_context():
        write(problems, ["甲乙"] * MANY)
        assert by_index("甲乙") == set(problems)
        write(problems[:2], ["丙", ""])
        assert by_index("甲乙") == set(problems[2:]) and by_index("甲") == set(problems[2:])
        assert by_index("丙") == {problems[0]}
        db.session.execute(update(Problem).where(Problem.serial == problems[2]).values(serial=900))
        assert by_index("甲乙") == {900, *problems[3:]}
        db.session.execute(Problem.__table__.delete().where(Problem.serial == 900))
        assert by_index("甲乙") == set(problems[3:])
        db.session.rollback()
        assert by_index("甲乙") == set()


def test_the_database_goes_by_the_index_even_for_what_every_text_holds(app, problems):
    with app.app_context():
        wanted = select(Problem.serial).where(index.among(Problem, index.found(Problem, "个"))).limit(1)
        connection = db.session.connection()
        spelled = wanted.compile(connection, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        plan = [str(row) for row in connection.exec_driver_sql(f"{explain} {spelled}")]
        assert any("problems_search" in step for step in plan), plan
        assert not any("Seq Scan" in step for step in plan), plan
        db.session.rollback()


SIGNS = ["a' | 'b", "\\", "\\'", "''", '"', '" OR "', "* ^", "NEAR(a b)", "-x", "a:*", "<->", "!甲", "(", "%", "_"]


@pytest.mark.parametrize("query", SIGNS)
def test_signs_of_either_databases_query_language_are_characters(app, problems, query):
    texts = [query, f"前{query}后", "甲乙", "a b", "ab", ""]
    with app.app_context():
        write(problems, texts)
        assert by_both(query) == by_looking(problems, texts, query) >= set(problems[:2])
        db.session.rollback()


def test_the_database_knows_the_tokens_that_python_says(app, problems):
    """Each token of a text, and no pair across a blank."""
    text = "窗口 a1｜叫号\n👍🏽 𠮷野家"
    with app.app_context():
        write(problems, [text])
        for token in tokens_of(haystack_of(text.split("｜"))):
            assert problems[0] in by_index(token), token
        for token in ("口a", "1叫", "号👍", "🏽𠮷", "家窗"):
            assert problems[0] not in by_index(token), token
        db.session.rollback()
