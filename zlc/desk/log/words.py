"""The audit log in Chinese: what its verbs are called, what stands in a line's detail, why something was refused. A test walks
through everything that the code writes into it."""

from typing import Any

from zlc import clock
from zlc.accounts.models import ROLES
from zlc.catalogue.checklist import CHECKLIST

VERBS = {
    "login": "登录", "login.locked": "锁定期间的登录", "logout": "退出登录", "password": "修改密码",
    "refused": "被拒绝的操作", "refused.forged": "表单已过期或来自别处", "refused.pace": "操作太频繁",
    "device": "登记手机", "push": "上传记录", "photo": "上传照片", "paper": "上传文件",
    "rescue": "收到导出文件", "rescue.taken": "导入导出文件",
    "rescues forgotten": "删除到期的导出文件",
    "problem.confirm": "确认问题", "problem.assign": "分派问题", "problem.reject": "退回问题",
    "problem.reopen": "重新打开问题", "problem.accept": "采用问题的更正", "problem.classify": "定问题的类别",
    "problem.task": "交办", "problem.sign": "签收",
    "problem.hand_over": "移交问题", "problem.take_back": "收回移交的问题",
    "problem.take_over": "接收移交来的问题", "problem.send_back": "退回移交来的问题",
    "problem.decide": "裁定问题归哪个单位", "problem.settle": "记协调结果",
    "problem.suggest": "提优化建议", "problem.require": "列入必须改", "problem.lift": "取消必须改",
    "problem.keep": "划去的问题照常整改", "need.keep": "划去的需求照常办",
    "need.study": "研究需求", "need.adopt": "采纳需求", "need.decline": "不予采纳需求", "need.answer": "回应需求",
    "need.accept": "采用需求的更正", "proof.judge": "定证明怎么处理",
    "problem.begin": "立项整改", "problem.fix": "当场改好", "rectification.begin": "立项", "rectification.claim": "认领整改",
    "rectification.decline": "不认领整改", "rectification.plan": "定整改措施", "rectification.note": "记整改进展",
    "rectification.ask_extension": "申请整改延期", "rectification.grant": "同意整改延期", "rectification.refuse": "不同意整改延期",
    "rectification.attach": "添加整改佐证", "rectification.submit": "整改报完成",
    "rectification.plan_rewalk": "安排再走一遍", "rectification.withdraw_rewalk": "撤回再走一遍",
    "rectification.verify": "整改核验通过", "rectification.fail": "整改退回重改",
    "rectification.reassign": "改派整改", "rectification.reschedule": "改整改时限", "rectification.keep_up": "整改转长期坚持",
    "rectification.give_link": "发责任人的链接", "rectification.revoke_link": "作废责任人的链接",
    "owner link opened": "打开责任人的链接", "owner link refused": "责任人的链接打不开",
    "rectification.cancel": "撤销整改", "rectification.reopen": "重开整改",
    "rectification.uphold": "复核整改成效有效", "rectification.relapse": "复核整改反弹",
    "rectification.waive": "整改不再等公示",
    "problem.register": "登记问题", "problem.correct": "更正登记的问题",
    "walk.decide": "裁定不一致的更正", "walk.correct": "更正走流程的情况", "gap.accept": "拟记的记为问题", "gap.drop": "拟记的不记",
    "held.release": "采用收下未用的记录", "held.dismiss": "搁置收下未用的记录",
    "request.collected": "收进待办事项", "request.withdrawn": "撤下待办事项",
    "import.begun": "开始导入目录", "import.confirmed": "确认导入目录", "import.cancelled": "放弃导入目录",
    "matter.corrected": "更正事项", "matter.stopped": "停办事项", "matter.started": "恢复事项", "import.taken_back": "撤回导入",
    "import.moved": "导入前目录已变", "edition.published": "发布环节和要素",
    "settings.changed": "修改设置",
    "download.record": "下载走流程记录", "download.summary": "下载汇总",
    "download.sample": "打印抽查核查表", "sample.drawn": "抽查销号", "sample.found": "写抽查意见", "download.journal": "下载全部原始记录",
    "download.photo": "查看受限照片", "download.evidence": "下载整改佐证",
    "download.faulty": "下载有误的行", "audit.exported": "导出审计日志",
    "audit.checked": "核对审计日志",
    "person added": "添加人员", "password reset": "重设密码", "person disabled": "停用人员",
    "person closed": "停用人员", "person reopened": "恢复人员", "person roles": "改角色", "person unit": "换单位",
    "person named": "改姓名、职务", "link made": "发一次性链接", "link revoked": "作废一次性链接", "link used": "用一次性链接设密码",
    "link refused": "一次性链接打不开", "list imported": "导入人员、单位的名单",
    "device revoked": "停用手机", "device readmitted": "恢复手机",
    "device.secret": "登记手机的校验密钥", "photos lost": "发现照片文件不在或变了", "papers lost": "发现佐证文件不在或变了",
    "origin.agreed": "本人认领文件里的记录", "origin.refused": "本人不认文件里的记录",
    "handover.asked": "要求移交走流程", "handover.let_go": "同意移交走流程", "handover.take": "接收移交的走流程",
    "handover.decline": "不接收移交的走流程", "handover.release": "同意移交走流程", "handover.dismiss": "不同意移交走流程",
    "strike.asked": "要求划去", "strike.release": "同意划去", "strike.dismiss": "不同意划去",
    "database backup": "备份", "database verified": "核对数据库和照片",
    "unit added": "添加单位", "unit.corrected": "更正单位", "head": "登记主要负责人", "head.corrected": "更正任职",
    "head.ended": "登记任职结束", "database restored": "恢复备份后开始新一代",
    "demo built": "建立演示数据",
}  # fmt: skip
DETAILS = {
    "code": "原因", "method": "方式", "times": "另有次数", "since": "从何时起的一分钟", "roles": "角色", "name": "名称",
    "entries": "记录（条）", "held": "其中收下未用（条）", "counts": "数量", "number": "编号", "field": "更正的项", "entry": "哪条记录",
    "unit": "单位", "file": "文件", "sha256": "文件校验值", "reason": "理由", "why": "理由", "bytes": "大小（字节）",
    "owner": "记录人", "ferry": "从另一台服务器转运", "target": "针对哪条记录",
    "lines": "没有收的行数", "exported": "导出的行数", "walks": "走流程", "command": "命令",
    "os_user": "服务器上的系统账号", "host": "服务器",
    "size": "尺寸", "query": "筛选条件", "checked": "核对的行数",
    "days": "保留天数", "chain": "最新校验值", "faults": "不对的地方", "photos": "照片（张）", "papers": "文件（份）",
    "new": "新增", "changed": "更新",
    "before": "原来", "after": "改为", "count": "数量", "lost": "照片文件不在或变了（张）", "wrong": "其他不对（处）",
    "walk": "走流程", "asked_by": "谁要求的", "from_unit": "原单位", "to_unit": "移往单位", "let_go_by": "谁同意的",
    "brought_by": "谁导入的", "sealed": "手机校验相符（条）", "unverified": "来源未核实（条）", "version": "第几版", "day": "从哪天起",
    "changes": "改了什么", "decision": "定为", "seed": "种子",
    "made_at": "备份做成于", "people": "人员", "problems": "问题", "photo_files": "照片（张）", "audit_lines": "审计日志（行）",
}  # fmt: skip
# Of the filter that a file was taken away with.
ASKED = {
    "who": "账号或姓名", "verb": "动作", "since": "从", "until": "到", "success": "结果", "address": "来自", "about": "对象",
}  # fmt: skip
SIZES = {"thumb": "缩略图", "page": "页面大小", "full": "原尺寸"}
RESULTS = {"yes": "成功", "no": "未成功"}
METHODS = {"GET": "查看", "HEAD": "查看", "OPTIONS": "查看", "POST": "提交", "PUT": "上传"}
FIGURES = {item.item: item.name for group in CHECKLIST for item in group.items if item.measured} | {"wait": "等候"}
# Why something was refused: the codes of the Refusal family.
CODES = {
    "refused": "不能这样做", "login_required": "没有登录", "not_found": "没有找到或不归此人查看", "forbidden": "角色不允许",
    "not_now": "当时的状态不允许", "overtaken": "别人先改了",
    "stale_form": "表单已过期，或不是本站的表单", "foreign_origin": "请求来自别的网站",
    "missing_header": "不是手机端发来的请求", "too_many": "操作太频繁", "locked_out": "密码连续错，锁定中",
    "records_nothing": "角色不记录", "damaged_backup": "备份文件不完整", "roles_clash": "角色不能兼任", "last_admin": "最后一位系统管理员",
    "quota": "今天的文件太多", "over_quota": "今天的份额用完", "photo_lost": "照片文件不在服务器上", "file_lost": "文件不在服务器上",
    "unavailable": "服务器存储出了问题",
    "has_secret": "已有校验密钥", "link_gone": "链接已用过、过期或不对",
    "weak_password": "新密码太容易猜", "bad_form": "没有填好", "bad_envelope": "读不懂的请求", "bad_method": "地址不能这样使用",
    "too_large": "内容太大", "unsupported_type": "内容类型不对", "no_device": "不认识的手机", "device_revoked": "手机已停用",
    "wrong_person": "含有别人的记录", "still_held": "现在还不能采用", "catalogue_moved": "目录已有新的改动",
    "hash_mismatch": "照片校验值不符", "not_an_image": "不是完整的照片", "disk_full": "服务器存储已满",
    "other_server": "另一台服务器的文件", "unreadable": "看不出是谁的记录", "unknown_person": "记录人没有账号",
    "not_ready": "手机还没有准备好", "not_empty": "数据库不是空的", "not_printed": "没有打印成", "busy": "服务器正忙",
}  # fmt: skip


def verb_name(verb: str) -> str:
    """One that a later version wrote keeps its code."""
    return VERBS.get(verb, verb)


def verbs_by_name() -> list[tuple[str, str]]:
    """(verb, name) for a choice, each name once: what was renamed is found with what it is called today."""
    return sorted({name: (verb, name) for verb, name in VERBS.items()}.values(), key=lambda one: one[1])


def of_today(verb: str) -> str:
    """The verb that the choice offers for this one's name; itself where it has none."""
    return {name: verb for verb, name in VERBS.items()}.get(verb_name(verb), verb)


def same_name(verb: str) -> list[str]:
    """All verbs that bear this one's name."""
    return [one for one, name in VERBS.items() if name == verb_name(verb)] or [verb]


def detail_name(key: str) -> str:
    return DETAILS.get(key, key)


def detail_words(key: str, value: Any, verb: str = "") -> str:
    """A value of a line's detail for people. `verb`: the line's; what a code means depends on it."""
    if key == "query" and isinstance(value, dict):
        return "；".join(f"{ASKED.get(name, name)} {_asked(name, one)}" for name, one in value.items()) or "没有筛选"
    if key == "code":
        return (FIGURES if verb.startswith("gap.") else CODES).get(value, str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if key in ("roles", "before", "after") and isinstance(value, list):
        return "、".join(ROLES.get(role, str(role)) for role in value)
    if key in ("since", "made_at") and isinstance(value, int):
        return clock.spoken(value)
    if isinstance(value, dict):
        return "；".join(f"{detail_name(name)} {detail_words(name, one)}" for name, one in value.items())
    if isinstance(value, list):
        return "；".join(str(one) for one in value) or "无"
    table = {"size": SIZES, "method": METHODS}.get(key, {})
    return table.get(str(value), str(value))


def _asked(name: str, value: str) -> str:
    return verb_name(value) if name == "verb" else RESULTS.get(value, value) if name == "success" else str(value)
