"""设置: what there is to set, within which bounds, and what it is called. Only what something reads stands here: a setting that
nothing reads would be a lie. Who adds one adds its field, its row, and what reads it (docs/decisions/0034).
"""

from dataclasses import dataclass, fields
from typing import NamedTuple

from zlc.errors import Refusal
from zlc.texts import clean_text

Value = int | str
LONGEST = 9  # digits that are looked at


@dataclass(frozen=True)
class Settings:
    """What is in force. The values given here are those of edition 0; an edition that says nothing of one leaves it so."""

    difficulty_a: int = 5  # working days
    difficulty_b: int = 15  # working days
    difficulty_c: int = 1  # months
    soon_days: int = 3  # working days
    calm: str = "green"  # the tint of a light that has time
    hand_over_days: int = 2  # working days
    sign_days: int = 1  # working days
    effect_days: int = 60  # of the calendar
    verify_light: str = "unit"  # who verifies: the unit or the office
    verify_middle: str = "unit"
    verify_heavy: str = "office"
    verify_passed: str = "office"
    verify_task: str = "office"
    verify_must: str = "office"


class Setting(NamedTuple):
    """One of them on the page: a whole number of `unit` from `least` to `most`, or one of `choices` (value → words)."""

    name: str
    label: str
    about: str
    unit: str = ""
    least: int = 0
    most: int = 0
    choices: dict[str, str] | None = None

    def said(self, value: Value) -> str:
        """「5 个工作日」"""
        return self.choices.get(str(value), str(value)) if self.choices else f"{value} {self.unit}"

    @property
    def bounds(self) -> str:
        return f"{self.least} 到 {self.most} {self.unit}"

    def read(self, typed: str) -> Value:
        """Raises Refusal (422) that says what may be written."""
        typed = clean_text(typed).strip()
        if self.choices:
            if typed not in self.choices:
                raise Refusal(f"{self.label}：请选「{'」或「'.join(self.choices.values())}」。", status=422, field=self.name)
            return typed
        number = int(typed) if typed.isdecimal() and len(typed) <= LONGEST else -1
        if not self.least <= number <= self.most:
            said = f"现在填的是「{typed[:20]}」" if typed else "现在空着"
            raise Refusal(f"{self.label}：请写 {self.least} 到 {self.most} 之间的整数，{said}。", status=422, field=self.name)
        return number


LIGHTS = {"green": "绿 黄 红", "blue": "蓝 黄 红"}
BY_OFFICE = "office"
VERIFIERS = {"unit": "本单位另一个人", BY_OFFICE: "营商办"}
GROUPS = {
    "立项时拟的时限": (
        Setting("difficulty_a", "难度 A", "当天不算，从下一个工作日数起。", "个工作日", 1, 30),
        Setting("difficulty_b", "难度 B", "同样数，不能比难度 A 短。", "个工作日", 1, 90),
        Setting("difficulty_c", "难度 C", "到那个月的同一天，没有这一天的到月末；遇休息日顺延到下一个工作日。", "个月", 1, 6),
    ),
    "亮灯": (
        Setting("soon_days", "黄灯", "到期前还剩这么多个工作日就亮；写 0，到期当天才亮。", "个工作日", 0, 20),
        Setting("calm", "灯的颜色", "还有时间、快到期、逾期各是什么颜色，旁边总有字。", choices=LIGHTS),
    ),
    "移交": (
        Setting("hand_over_days", "接收期限", "从原单位同意移交的下一个工作日数起，过了还没有接收的亮红灯。", "个工作日", 1, 20),
    ),
    "交办": (
        Setting("sign_days", "签收期限", "从营商办交办的下一个工作日数起，过了还没有签收的亮红灯。", "个工作日", 1, 20),
    ),
    "成效复核": (
        Setting("effect_days", "复核时间", "销号以后过这么多个自然日，遇休息日顺延到下一个工作日，请人再看有效还是反弹。", "天", 30, 90),
    ),
    "整改由谁核验": (
        Setting("verify_light", "影响轻的", "没有定影响的也按轻。", choices=VERIFIERS),
        Setting("verify_middle", "影响中的", "本单位：主要负责人、别的联络员或发现问题的人；没有这样的人就归营商办。", choices=VERIFIERS),
        Setting("verify_heavy", "影响重的", "占了几样的，有一样归营商办就归营商办。", choices=VERIFIERS),
        Setting("verify_passed", "移交来的", "营商办裁定归属的也算。", choices=VERIFIERS),
        Setting("verify_task", "交办的", "营商办交给本单位办的。", choices=VERIFIERS),
        Setting("verify_must", "必须改的", "不管归谁，责任人、派出的、经手的和报完成的人都不能核验。", choices=VERIFIERS),
    ),
}  # fmt: skip
SETTINGS = {one.name: one for group in GROUPS.values() for one in group}
GIVEN = Settings()


def values_of(settings: Settings) -> dict[str, Value]:
    return {one.name: getattr(settings, one.name) for one in fields(settings)}


def read(typed: dict[str, str]) -> Settings:
    """What was written into the page's fields. Raises Refusal (422, with the field)."""
    found = Settings(**{name: one.read(typed.get(name, "")) for name, one in SETTINGS.items()})  # type: ignore[arg-type]
    if found.difficulty_b < found.difficulty_a:
        said = f"难度 B 写了 {found.difficulty_b} 个工作日，比难度 A 的 {found.difficulty_a} 个还短。请改一处。"
        raise Refusal(said, status=422, field="difficulty_b")
    return found


def changes(before: Settings, after: Settings) -> list[str]:
    """「难度 A：5 个工作日 → 7 个工作日」, of those that differ."""
    old, new = values_of(before), values_of(after)
    return [f"{one.label}：{one.said(old[name])} → {one.said(new[name])}" for name, one in SETTINGS.items() if old[name] != new[name]]
