"""Where one address asks without end, the others are answered between its requests."""

from zlc.door.turns import Turns


def test_addresses_take_turns_and_each_keeps_its_order():
    turns = Turns()
    for number in range(4):
        turns.add("flood", f"flood {number}")
    turns.add("phone", "phone 0")
    assert [turns.take() for _ in range(3)] == ["flood 0", "phone 0", "flood 1"]
    turns.add("desk", "desk 0")
    turns.add("phone", "phone 1")
    assert [turns.take() for _ in range(5)] == ["flood 2", "desk 0", "phone 1", "flood 3", None]
