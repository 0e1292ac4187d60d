"""Documents are made one after another, and each person has a turn."""

import pytest

from zlc.documents import orders as ordering
from zlc.documents.orders import Orders
from zlc.documents.press import NotPrinted
from zlc.documents.turns import NoRoom, Turns


def test_who_asks_for_one_does_not_wait_behind_somebodys_pile():
    turns = Turns(50, 5)
    for n in range(4):
        turns.put("甲", f"甲{n}")
    turns.put("乙", "乙0")
    turns.put("丙", "丙0")
    assert [turns.take() for _ in range(6)] == ["甲0", "乙0", "丙0", "甲1", "甲2", "甲3"]


def test_one_person_cannot_take_all_the_room():
    turns = Turns(6, 3)
    for n in range(3):
        turns.put("甲", n)
    with pytest.raises(NoRoom) as refused:
        turns.put("甲", 3)
    assert refused.value.own
    for who in ("乙", "丙", "丁"):
        turns.put(who, 0)
    with pytest.raises(NoRoom) as refused:
        turns.put("戊", 0)
    assert not refused.value.own


def test_the_refusal_says_whose_pile_it_is(press, monkeypatch):
    monkeypatch.setattr(Orders, "_work", lambda self: None)  # nothing is ever finished
    orders = Orders()
    for n in range(ordering.MOST_OF_ONE):
        orders.place(press, "summary.html", {"n": n}, patience=0, who="甲")
    with pytest.raises(NotPrinted, match="您已有 5 份"):
        orders.place(press, "summary.html", {"n": "one more"}, patience=0, who="甲")
    assert not orders.place(press, "summary.html", {"n": "another's"}, patience=0, who="乙").fault
