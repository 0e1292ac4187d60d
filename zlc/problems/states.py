"""The states of a problem and the words of the desk, one per idea."""

STATES = {
    "new": "新发现",
    "confirmed": "已确认",
    "rectifying": "整改中",
    "solved": "已解决",
    "closed": "已销号",
    "duplicate": "重复",
    "untrue": "不属实",
    "elsewhere": "不属本单位",
    "withdrawn": "已撤回",
}
REJECTED = {"untrue": "不属实", "elsewhere": "不属本单位（移交）"}
REOPENABLE = {"untrue", "elsewhere", "withdrawn", "solved", "closed"}
UNDER_WAY = {"new", "confirmed", "rectifying"}
TINTS = {
    "new": "waiting",
    "confirmed": "blue",
    "rectifying": "office",
    "solved": "green",
    "closed": "green",
}

VERBS = {
    "confirmed": "确认",
    "assigned": "分派",
    "rejected": "退回",
    "reopened": "重新打开",
    "accepted": "采用更正",
    "withdrawn": "撤回",
    "restored": "恢复",
    "struck": "记录被划去",
    "unstruck": "划去已取消",
    "moved": "随走流程转到本单位",
}
