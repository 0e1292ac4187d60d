"""Land, buildings, roads and what stands beside them."""

from zlc.demo.guides.guide import AT_ONCE, IDENTITY, LICENCE, Guide, working_days

LAND_HALL = "市政务服务中心二楼不动产登记窗口"
FOREST_HALL = "市政务服务中心二楼林业窗口"
BUILDING_HALL = "市政务服务中心三楼工程建设综合窗口"
ROAD_HALL = "市政务服务中心一楼交通运输窗口"

BUILDING = {
    "mortgage": Guide(
        "land", "商品房抵押登记", "YL-ZR-001",
        (
            ("不动产登记申请书", 1, True), IDENTITY, ("不动产权证书", 1, True), ("主债权合同", 1, True),
            ("抵押合同", 1, True), ("抵押权人营业执照", 1, False), ("授权委托书", 1, True),
        ),
        4, 1, working_days(30), working_days(2), place=LAND_HALL,
        aliases=("房屋抵押", "不动产抵押登记"), fee="住宅 80 元/件", frequent=True, wait_minutes=15,
    ),
    "seed_permit": Guide(
        "land", "林草种子生产经营许可证延续", "YL-ZR-002",
        (("延续申请表", 1, True), LICENCE, ("原许可证", 1, True)),
        5, 1, working_days(20), working_days(5), place=FOREST_HALL,
        aliases=("林木种子许可证延续",),
    ),
    "felling": Guide(
        "land", "林木采伐许可证核发", "YL-ZR-003",
        (("采伐许可申请表", 1, True), IDENTITY, ("林木权属证明", 1, False), ("采伐作业设计", 1, True)),
        5, 1, working_days(20), working_days(7), place=FOREST_HALL,
        aliases=("采伐证",), blocked=True,
        further=(
            ("power", "行政许可"), ("case_kind", "承诺件"), ("review_kind", "前审后批"), ("serves", "自然人、法人"),
            ("on_site_reason", ""), ("result_name", "林木采伐许可证"), ("result_kind", "出证办结"),
        ),
    ),
    "planning": Guide(
        "land", "建设工程规划许可证核发", "YL-ZR-004",
        (
            ("申请表", 1, True), LICENCE, ("土地使用证明", 1, False), ("建设工程设计方案", 2, True),
            ("修建性详细规划", 1, False),
        ),
        5, 1, working_days(20), working_days(10), place="市政务服务中心二楼规划窗口",
        aliases=("规划许可",),
    ),
    "deed": Guide(
        "land", "房屋所有权转移登记（房产过户）", "YL-ZR-005",
        (("不动产登记申请书", 1, True), IDENTITY, ("不动产权证书", 1, True), ("买卖合同", 1, True)),
        4, 1, working_days(30), working_days(3), place=LAND_HALL, aliases=("房产过户", "二手房过户"),
        fee="住宅 80 元/件", frequent=True, wait_minutes=15,
    ),
    "start": Guide(
        "housing", "建设项目开工“一件事”", "YL-ZJ-001", (("联合申报表", 1, True), LICENCE, ("施工图审查意见", 1, False)),
        6, 0, working_days(20), working_days(7), channels=("online",),
        aliases=("开工一件事", "施工许可、消防审查等 6 项集成"), blocked=True,
    ),
    "construction": Guide(
        "housing", "建筑工程施工许可证核发", "YL-ZJ-002",
        (
            ("施工许可申请表", 1, True), ("建设用地批准手续", 1, False), ("规划许可证", 1, False),
            ("施工合同", 1, False), ("质量安全措施文件", 1, True),
        ),
        4, 2, working_days(7), working_days(1), place=BUILDING_HALL, aliases=("施工许可",), frequent=True,
    ),
    "annual": Guide(
        "transport", "道路运输证年审", "YL-JT-001", (("道路运输证", 1, True), ("机动车检测报告", 1, False)),
        2, 1, working_days(5), AT_ONCE, place=ROAD_HALL, aliases=("营运证年审",), frequent=True, wait_minutes=20,
        further=(("case_kind", "承诺件"), ("review_kind", "即审即办"), ("on_site_reason", "车辆须到场查验")),
    ),
    "oversize": Guide(
        "transport", "大件运输“一件事”", "YL-JT-002", (("超限运输申请表", 1, True), LICENCE, ("护送方案", 1, False)),
        6, 1, working_days(20), working_days(10), place=ROAD_HALL, aliases=("超限运输许可",), blocked=True,
    ),
    "billboard": Guide(
        "urban", "设置户外广告审批", "YL-CG-001",
        (("申请表", 1, True), LICENCE, ("效果图", 2, False), ("场地使用证明", 1, False), ("安全承诺书", 1, True)),
        4, 1, working_days(20), working_days(5), place="市政务服务中心三楼法人综合受理窗口", aliases=("店招审批",),
    ),
    "waste": Guide(
        "urban", "城市建筑垃圾处置核准", "YL-CG-002", (("处置申请表", 1, True), ("运输合同", 1, False)),
        4, 1, working_days(20), working_days(5), place=BUILDING_HALL, aliases=("渣土核准",),
    ),
}  # fmt: skip
