"""残疾人辅助器具申请, 换位体验 in a community (C15). Its steps are named, their lengths are not."""

from zlc.demo import pictures
from zlc.demo.town import Town
from zlc.demo.walks.outset import end, set_out


def walk(town: Town) -> str:
    phone = set_out(
        town, "qingxi.recorder", 34, "09:30", "self", "aids", place="青溪街道彭山社区", window="社区窗口"
    )
    phone.stage("acceptance", "window", 1, how="later")
    repeated = phone.problem("materials", "材料重复提交，有残疾证仍要户口本", stage="acceptance", severity=2)
    phone.photo(pictures.form(501), "有了残疾证还要填户口本上的各项", of=repeated)
    phone.check("proof_need", "problem", "重复证明：有残疾证仍要户口本")
    stamp = phone.problem("strange_proof", "诊断证明需医院盖章，行动不便者额外奔波", check="proof_obtaining", severity=3)
    phone.photo(pictures.sheet(402), "要医院盖章的诊断证明", of=stamp)
    phone.stage("form", "form", 1, how="later")
    phone.problem("form", "材料要求不够清晰、老年人填表困难", stage="form", check="guide", severity=2)
    phone.note("线上提交。")
    phone.problem("system", "线上系统偶尔卡顿", stage="form", severity=1)
    phone.stage("result", "wait", 1, how="later")
    phone.note("街道审核。")
    phone.problem("unpredictable", "街道审核周期不固定，无法预估等待时间", stage="result", severity=2)
    phone.stage("result", "result", 1, how="later")
    phone.note("社区反馈。各步用了多久没有记。")
    phone.need("public", "精简材料、优化系统、明确办理时限")
    return end(phone, town, summary="换位体验残疾人辅助器具申请，到社区一趟，记下五个问题。")
