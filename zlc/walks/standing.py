"""How a walk stands, in words."""

STATUSES = {"waiting_open": "等待开头", "under_way": "进行中", "finished": "已结束", "void": "作废"}
REACHED = {"end": "走到底", "going": "在走", "short": "未到底"}  # 未到底: ended without a result
TINTS = {"going": "waiting", "end": "green", "short": "amber", "under_way": "waiting", "finished": "green"}


def standing_word(status: str, reached: str | None) -> str:
    """How far it came; where there is nothing to reach (作废, a counter session), whether it has ended."""
    return REACHED.get(reached or "", STATUSES[status])
