"""What a cell of an imported guide means. Each reader takes the text and returns the value, or raises BadValue."""

import re
import unicodedata

from zlc.catalogue.models import Limit

LONGEST_NAME, LONGEST_CODE, LONGEST_TEXT, LONGEST_FURTHER = 200, 60, 500, 4000
MOST_MATERIALS, GREATEST = 200, 9999
UNPUBLISHED = ("未公布", "未公示", "未明确", "暂无")
YES = {"是", "有", "y", "yes", "true", "1", "√", "✓", "支持", "高频", "堵点", "在用", "有效", "启用", "正常"}
NO = {"否", "无", "n", "no", "false", "0", "×", "x", "不支持", "非高频", "停用", "停办", "无效", "取消", "暂停", "已取消", "废止"}
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
AT_ONCE = re.compile(r"即时?办(结|理)?|当场(办结|办理|办)?|即办(件)?|马上办|立等可取|现场办结")
CHANNELS = (
    ("hall", ("窗口", "现场", "大厅", "线下", "柜台")),
    ("online", ("网上", "网办", "在线", "线上", "互联网", "全程网办")),
)


class BadValue(Exception):
    """Says in Chinese what is wrong with a cell and how to write it."""


def narrow(text: str) -> str:
    """For numbers and codes: full-width to half-width, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def one_line(text: str) -> str:
    """A name as one line: a break inside a cell is no space between two Chinese characters."""
    text = " ".join(text.split())
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", text)


def limited(text: str, most: int) -> str:
    if len(text) > most:
        raise BadValue(f"太长，有 {len(text)} 字，请不超过 {most} 字。")
    return text


def code(text: str) -> str:
    text = narrow(text)
    if re.fullmatch(r"\d(\.\d+)?e\+\d+", text, re.I):
        raise BadValue(f"「{text}」是 Excel 改写过的长编码，后几位已丢失。请把这一列设为文本，重新填写编码。")
    return limited(text, LONGEST_CODE)


def number(text: str, unit: str) -> int:
    """A count from 0 to 9999, in digits or Chinese numerals, with or without its unit (「1次」, 「至多一次」)."""
    plain = re.sub(rf"^(至多|最多|不超过|约|共)|(个)?({unit})$", "", narrow(text))
    value = _count(plain)
    # 「①②」 would be read as 12.
    if value is None or sum(unicodedata.category(c) == "No" for c in text) > 1:
        raise BadValue(f"「{_short(text)}」不是数，请写成 0、1、2 这样的数字。")
    return value


def _count(text: str) -> int | None:
    if re.fullmatch(r"\d+(\.0+)?", text):
        value = int(text.partition(".")[0])
        return value if value <= GREATEST else None
    if re.fullmatch(r"[零〇一二两三四五六七八九十百]{1,5}", text):
        return _chinese(text)
    return None


def _chinese(text: str) -> int | None:
    """零 … 九百九十九; None for what is no number so written."""
    form = re.fullmatch(r"(?:(.)百)?零?(?:(.)?(十))?(.)?", text)
    if not form or any(one and one not in DIGITS for one in (form[1], form[2], form[4])):
        return None
    tens = (DIGITS[form[2]] if form[2] else 1) * 10 if form[3] else 0
    return (DIGITS[form[1]] * 100 if form[1] else 0) + tens + (DIGITS[form[4]] if form[4] else 0)


def limit(text: str, unit: str | None) -> Limit:
    """「20个工作日」, 「30天」, 「即办」; a bare number takes `unit`, told by the heading or a column of its own."""
    plain = narrow(text)
    if AT_ONCE.fullmatch(plain):
        return Limit(0, "at_once")
    form = re.fullmatch(r"([\d.]+|[零〇一二两三四五六七八九十百]+)\(?(个?工作日|个?自然日|个?日历日|天|日)?\)?(内|以内|内办结)?", plain)
    count = _count(form[1]) if form else None
    if form is None or count is None:
        raise BadValue(f"「{_short(text)}」看不出是多久，请写成「5个工作日」「30天」或「即办」。")
    if form[2]:
        unit = "working_day" if "工作日" in form[2] else "day"
    if unit is None:
        raise BadValue(f"「{_short(text)}」没有写明是工作日还是天，请写成「{count}个工作日」或「{count}天」。")
    return Limit(0, "at_once") if unit == "at_once" else Limit(count, unit)


def limit_unit(text: str) -> str:
    plain = narrow(text)
    if "工作日" in plain:
        return "working_day"
    if plain in ("天", "日", "自然日", "日历日", "个自然日"):
        return "day"
    if AT_ONCE.fullmatch(plain):
        return "at_once"
    raise BadValue(f"「{_short(text)}」不是时限的单位，请写「工作日」或「天」。")


def yes_or_no(text: str) -> bool:
    plain = narrow(text).lower()
    if plain in YES or plain in NO:
        return plain in YES
    raise BadValue(f"「{_short(text)}」看不出是还是否，请写「是」或「否」。")


def listed(text: str) -> list[str]:
    """The items of one cell, by line or by 、；; and the numbers before them taken off."""
    items = (re.sub(r"^\s*[(（]?\d{1,2}\s*[.．、)）]\s*(?!\d)", "", item) for item in re.split(r"[\n;；、|]", text))
    return [clean for item in items if (clean := one_line(item))]


def channels(text: str) -> tuple[list[str], list[str]]:
    """(hall and online of what is said, the other ways named)."""
    found: list[str] = []
    others: list[str] = []
    for way in re.split(r"[\n;；、|,，/]", text):
        kinds = [kind for kind, words in CHANNELS if any(word in way for word in words)]
        found += [kind for kind in kinds if kind not in found]
        if not kinds and way.strip():
            others.append(way.strip())
    if not found and not others:
        raise BadValue("没有写办理形式，请写「窗口办理」「网上办理」。")
    return [kind for kind, _ in CHANNELS if kind in found], others


def materials(text: str) -> list[tuple[str, int, bool]]:
    """(name, copies, original) of each material: by line or ；, and by 、 where nothing else divides them.
    「身份证（原件1份）」, 「申请表×2」."""
    divided = re.sub(r"[;；|]", "\n", text)
    if "\n" not in divided.strip():
        divided = _outside_brackets(divided)
    found = []
    for line in divided.split("\n"):
        if name := one_line(re.sub(r"^\s*[(（]?\d{1,2}\s*[.．、)）]\s*(?!\d)", "", line)):
            found.append(_material(name))
    if len(found) > MOST_MATERIALS:
        raise BadValue(f"有 {len(found)} 份材料，请不超过 {MOST_MATERIALS} 份；请核对是否粘错了列。")
    return found


def _outside_brackets(text: str) -> str:
    """、 divides materials, but not inside brackets: 「证明（结婚证、户口本之一）」 is one."""
    depth, shown = 0, []
    for c in text:
        depth += (c in "(（") - (c in ")）" and depth > 0)
        shown.append("\n" if c == "、" and not depth else c)
    return "".join(shown)


def _material(text: str) -> tuple[str, int, bool]:
    copies, original = 1, False
    if tail := re.search(r"\s*[(（]([^()（）]{1,30})[)）]$|\s*[×xX*]\s*(\d{1,2})$|\s+(\d{1,2})份$", text):
        inside = tail[1] or f"{tail[2] or tail[3]}份"
        count = re.search(r"([\d０-９]{1,2}|[一二两三四五六七八九十])\s*份", inside)
        said = re.sub(r"[\d０-９]{1,2}\s*份|[一二两三四五六七八九十]份|原件|复印件|各|[,，、;；及和与]|\s", "", inside)
        if not said and (count or "原件" in inside or "复印件" in inside):
            copies = (_count(narrow(count[1])) or 1) if count else 1
            original = "原件" in inside
            text = text[: tail.start()]
    return limited(text.strip(), LONGEST_NAME), copies, original


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= 30 else f"{text[:30]}…"
