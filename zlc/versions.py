"""What a page showed of a thing, as a short mark that its forms send back: whoever acts on what has changed since is told who
changed it and when, and changes nothing.

Of a thing that counts which a person decides by. A photo that arrives meanwhile is nobody's decision, and is left out.
"""

import json
from hashlib import sha256
from typing import Any

from zlc import clock
from zlc.errors import Overtaken

LENGTH = 16
UNSAVED = "您填的没有保存，也没有重复登记。下面是最新内容，请看过再定。"


def mark_of(*facts: Any) -> str:
    """The same for the same facts, whatever was in between: what was changed and changed back need not be looked at anew."""
    return sha256(json.dumps(facts, ensure_ascii=False, default=str).encode()).hexdigest()[:LENGTH]


def overtaken(told: str) -> Overtaken:
    """`told`: a sentence that says who changed what and when, or what stands now."""
    return Overtaken(f"{told}{UNSAVED}")


def done_by(who: str, at: int | None, done: str) -> str:
    """「张敏已在 11月23日 周一 14:32 分派过」; without a moment where none is known."""
    return f"{who}已在 {clock.spoken(at)} {done}" if at is not None else f"{who}刚才{done}"
