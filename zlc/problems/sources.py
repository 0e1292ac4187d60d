"""Where a problem comes from, and by which way one came that was registered on the desk; the words of both, one per idea."""

# `problems.source`. Only the first three have a walk. The contract has more to come: ledger 台账导入, public 群众反映.
SOURCES = {"walk": "走流程", "counter": "坐窗口", "proposal": "拟记", "desk": "登记", "task": "交办"}
LONGEST_OUTSIDE_NUMBER = 60
# `problems.channel`, of a registered one: 从哪里来.
CHANNELS = {
    "forum": "座谈会", "hotline": "12345", "review": "差评", "unmet": "办不成事窗口", "daily": "日常发现", "other": "其他",
}  # fmt: skip


def channel_name(code: str | None) -> str:
    """A code of a later release reads as it is."""
    return CHANNELS.get(code, code) if code else ""
