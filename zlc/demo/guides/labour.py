"""人社: insurance, retirement, unemployment."""

from zlc.demo.guides.guide import AT_ONCE, IDENTITY, LICENCE, Guide, working_days

LABOUR_HALL = "市政务服务中心一楼社保综合窗口"

LABOUR = {
    "enrolment": Guide(
        "labour", "灵活就业人员参保登记", "YL-RS-001", (IDENTITY,), 2, 1, working_days(1), AT_ONCE,
        aliases=("灵活就业参保", "个人参保登记"), frequent=True, wait_minutes=10, place=LABOUR_HALL,
    ),
    "retirement": Guide(
        "labour", "企业职工退休申请", "YL-RS-002",
        (IDENTITY, ("退休申请表", 2, True), ("档案借阅函", 1, True), ("档案协查函", 1, True)),
        5, 2, working_days(20), working_days(15),
        aliases=("退休审批",), frequent=True, wait_minutes=10, place=LABOUR_HALL,
    ),
    "pension": Guide(
        "labour", "养老保险待遇核定", "YL-RS-003", (IDENTITY, ("待遇申领表", 1, True)),
        3, 1, working_days(15), working_days(5), aliases=("养老金核定",), wait_minutes=10, place=LABOUR_HALL,
    ),
    "transfer": Guide(
        "labour", "单位社保跨区迁移", "YL-RS-004",
        (LICENCE, ("单位社保迁移申请表", 2, True), ("转出地参保证明", 1, True)),
        4, 1, working_days(15), working_days(5), channels=("hall",),
        aliases=("社保迁移", "单位参保地变更"), blocked=True, wait_minutes=10, place=LABOUR_HALL,
    ),
    "unemployment": Guide(
        "labour", "失业保险金申领", "YL-RS-005", (IDENTITY, ("终止劳动关系证明", 1, False)),
        3, 0, working_days(10), working_days(3), aliases=("失业金",), frequent=True, place=LABOUR_HALL,
    ),
}  # fmt: skip
