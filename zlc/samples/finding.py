"""抽查意见: what was found about one line. A later one stands beside the first."""

from zlc import clock
from zlc.accounts.models import Person
from zlc.errors import Forbidden, Refusal
from zlc.samples.models import SampleFinding, SampleLine
from zlc.texts import LONGEST_REASON, clean_text
from zlc.versions import done_by, overtaken

VERDICTS = {"stands": "属实", "false": "不属实"}
WHAT = "不属实的，请写看到了什么。"


def find(line: SampleLine, by: Person, verdict: str, text: str) -> SampleFinding:
    """Raises Forbidden and Refusal (422, with the field)."""
    if not by.samples:
        raise Forbidden("抽查意见由营商办和督导写。没有改动任何内容。")
    text = clean_text(text).strip()
    if verdict not in VERDICTS:
        raise Refusal("请按「属实」或「不属实」。", status=422, field="verdict")
    if verdict == "false" and not text:
        raise Refusal(WHAT, status=422, field="text")
    if len(text) > LONGEST_REASON:
        raise Refusal(f"抽查意见请不超过 {LONGEST_REASON} 字，现在有 {len(text)} 字。", status=422, field="text")
    found = SampleFinding(n=len(line.findings) + 1, stands=verdict == "stands", text=text, by=by.id, at=clock.now_ms())
    line.findings.append(found)
    return found


def check_seen(line: SampleLine, seen: str) -> None:
    """`seen`: the version that the form was made from. Raises Overtaken with who and when."""
    if seen == line.version:
        return
    last = line.latest
    raise overtaken(f"{done_by(last.person.name, last.at, '写过这一条的抽查意见')}。" if last else "这一条的抽查意见已经不一样了。")
