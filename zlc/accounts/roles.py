"""The roles, and which of them one person may hold together."""

from collections.abc import Collection

from zlc.errors import NotNow, Refusal

ROLES = {
    "recorder": "记录员",
    "head": "主要负责人",
    "clerk": "窗口人员",
    "coordinator": "单位联络员",
    "office": "营商办",
    "supervisor": "督导",
    "admin": "系统管理员",
    "auditor": "审计员",
}
# 等保二级 asks that who sets accounts and who reads the log are never the same person. Neither holds any other role:
# an admin gives no verdicts, an auditor changes nothing.
NEVER_TOGETHER = {"admin", "auditor"}


class RolesClash(Refusal):
    status, code = 422, "roles_clash"


class LastAdmin(NotNow):
    code = "last_admin"

    def __init__(self) -> None:
        super().__init__("这是最后一位系统管理员，没有改动。请先添加或恢复另一位系统管理员，再来改。")


def check_roles(roles: Collection[str]) -> None:
    """Raises RolesClash unless one person may hold all of these together."""
    if not roles or not set(roles) <= set(ROLES):
        raise RolesClash("没有写角色，或没有这个角色，没有改动。可选：" + "、".join(ROLES.values()) + "。")
    if set(roles) >= NEVER_TOGETHER:
        raise RolesClash("系统管理员和审计员不能是同一个人。请分给两个人。")
    if NEVER_TOGETHER.intersection(roles) and len(set(roles)) > 1:
        raise RolesClash("系统管理员、审计员不兼别的角色：管账号、看日志的人不记录、不作结论。请另开一个账号。")
