"""What the fields of every form share: how long what is typed may be."""

from typing import Any

from wtforms.validators import Length

TOO_LONG = "请不超过 %(max)d 字。"


class AtMost(Length):
    """So many characters; more are refused and stay. The browser is not told: it would cut without a word what is pasted."""

    def __init__(self, characters: int, message: str = TOO_LONG) -> None:
        super().__init__(max=characters, message=message)
        self.field_flags: dict[str, Any] = {}
