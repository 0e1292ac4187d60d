"""Shops, firms and what they need permission for."""

from zlc.demo.guides.guide import AT_ONCE, IDENTITY, LICENCE, Guide, working_days

FIRMS_HALL = "市政务服务中心二楼企业开办专区"

TRADE = {
    "food": Guide(
        "market", "食品经营许可（网络经营）", "YL-SC-001",
        (LICENCE, IDENTITY, ("经营场所平面图", 1, False), ("食品安全管理制度", 1, False)),
        5, 0, working_days(20), working_days(7), channels=("online",),
        aliases=("网店食品许可", "网络食品经营"), frequent=True, blocked=True,
        further=(
            ("power", "行政许可"), ("case_kind", "承诺件"), ("review_kind", "前审后批"), ("online_depth", "全程网办（Ⅳ级）"),
            ("on_site_reason", "无"), ("result_name", "食品经营许可证"), ("result_kind", "出证办结"),
        ),
    ),
    "company": Guide(
        "market", "企业设立登记（营业执照）", "YL-SC-002", (("设立登记申请书", 1, True), IDENTITY, ("住所使用证明", 1, False)),
        3, 1, working_days(3), AT_ONCE, place=FIRMS_HALL, aliases=("企业开办", "企业注册", "办执照"), frequent=True,
        wait_minutes=15,
    ),
    "catering": Guide(
        "market", "小餐饮经营许可", "YL-SC-003", (("申请表", 1, True), LICENCE, IDENTITY, ("健康证明", 1, False)),
        4, 1, working_days(10), working_days(5), place=FIRMS_HALL, aliases=("小餐饮证",), frequent=True,
    ),
    "reissue": Guide(
        "market", "营业执照补领、换发", "YL-SC-004", (("补领申请书", 1, True), IDENTITY), 2, 1, working_days(3), AT_ONCE,
        place=FIRMS_HALL, aliases=("换执照",),
    ),
    "franchise": Guide(
        "development", "特许经营项目报批", "YL-FG-001", (("特许经营方案", 1, True), ("可行性论证报告", 1, True)),
        None, None, None, None, place="市政务服务中心三楼投资项目窗口", aliases=("PPP 项目报批",), blocked=True,
    ),
    "environment": Guide(
        "ecology", "生态环境审批事项", "YL-HB-001", (("申请书", 1, True), ("环境影响报告", 1, True)), 5, 1,
        working_days(60), working_days(15), place="市政务服务中心三楼生态环境窗口", aliases=("环评审批",),
    ),
}  # fmt: skip
