"""Families, health and help; what towns and streets do for those who live there."""

from zlc.demo.guides.guide import AT_ONCE, IDENTITY, Guide, working_days

HOUSEHOLD = ("居民户口簿", 1, True)
DISABLED = ("残疾人证", 1, True)

CARE = {
    "allowance": Guide(
        "civil", "最低生活保障申请", "YL-MZ-001",
        (
            ("申请书", 1, True), IDENTITY, HOUSEHOLD, ("家庭经济状况核对授权书", 1, True), ("收入证明", 1, True),
            ("财产状况声明", 1, True), ("近期照片", 2, False),
        ),
        5, 1, working_days(30), working_days(22), aliases=("低保",), frequent=True, blocked=True,
    ),
    "society": Guide(
        "civil", "社会团体成立登记", "YL-MZ-002", (("成立登记申请书", 1, True), ("章程草案", 1, True), ("验资报告", 1, False)),
        5, 0, working_days(60), working_days(20), channels=("online",), aliases=("社会组织成立登记",),
    ),
    "outpatient": Guide(
        "medical", "门诊统筹购药", "YL-YB-001", (("医保电子凭证", 1, False),), None, 1, None, AT_ONCE,
        channels=("hall",), aliases=("医保购药",), frequent=True,
    ),
    "remote": Guide(
        "medical", "异地就医备案", "YL-YB-002", (("医保电子凭证", 1, False),), 2, 0, working_days(1), AT_ONCE,
        aliases=("异地医保",), frequent=True,
    ),
    "newborn": Guide(
        "health", "新生儿出生“一件事”", "YL-WJ-001", (IDENTITY, HOUSEHOLD), 3, 1, None, working_days(5),
        aliases=("出生一件事",), place="市妇幼保健院一楼综合窗口", frequent=True,
    ),
    "household": Guide(
        "police", "户口迁移", "YL-GA-001", (IDENTITY, HOUSEHOLD, ("迁移申请表", 1, True)), 3, 1, working_days(10), AT_ONCE,
        aliases=("迁户口",), frequent=True,
    ),
    "aids": Guide(
        "qingxi", "残疾人辅助器具申请", "YL-QX-001", (IDENTITY, DISABLED, HOUSEHOLD, ("诊断证明", 1, True)), 4, 1,
        None, None, aliases=("辅具申请",), place="青溪街道彭山社区窗口",
    ),
    "rent_tax": Guide(
        "chengnan", "房屋出租税款代征", "YL-CN-001", (IDENTITY, ("租赁合同", 1, False)), 3, 1, None, AT_ONCE,
        channels=("hall",), aliases=("房产税", "出租屋开票"), place="城南街道政务服务大厅", frequent=True,
    ),
    "subsidy": Guide(
        "shiqiao", "残疾人两项补贴申请", "YL-SQ-001", (IDENTITY, DISABLED, ("银行卡", 1, False)), 5, 1, working_days(30),
        working_days(20), aliases=("残疾人补贴",), place="石桥镇便民服务中心",
    ),
    "medical_insurance": Guide(
        "shiqiao", "城乡居民医保参保登记", "YL-SQ-002", (IDENTITY, HOUSEHOLD), 2, 1, None, AT_ONCE, aliases=("居民医保",),
        place="石桥镇便民服务中心", frequent=True,
    ),
}  # fmt: skip
