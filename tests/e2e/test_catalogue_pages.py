"""The catalogue and its import on the desk: a real import from file to confirmation, every page looked at on the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.catalogue.lists import workbook
from tests.e2e.inspection import Inspection
from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD

HEADINGS = ["责任单位", "事项名称", "实施编码", "承诺办结时限", "到办事现场次数", "申请材料", "业务科室", "事项类型", "办理环节"]
LONG = "关于进一步优化灵活就业人员参加企业职工基本养老保险有关业务经办流程的登记（含跨省转移接续）"
ROWS = [
    ["市自然资源局", "林木采伐许可证核发", "YL-ZR-003", "5个工作日", 2, "申请表（原件1份）；身份证", "资源股", "行政许可", 3],
    ["市民政局", LONG, "11441800MB2C9000XX4440111001000", "即办", 0, "身份证；照片2张；户口簿；承诺书", "", "公共服务", ""],
    ["市自然资源局", "商品房抵押登记", "YL-ZR-001", "很快", "几次", "", "", "", ""],
    ["没有的局", "甲事项", "", "", "", "", "", "", ""],
]


def more(_book, sheet):
    sheet.append(["一、公共服务"])
    sheet.merge_cells("A6:I6")
    for number in range(130):
        sheet.append(["市民政局", f"社会组织变更登记第{number}类", f"MZ-{number}", "20个工作日", 1, "申请书", "", "", ""])


def look(inspection: Inspection, name: str) -> None:
    """With everything unfolded."""
    inspection.page.wait_for_load_state()  # a link that was pressed leads to a page that still comes in
    inspection.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    inspection.look_in_both_sizes(name)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_an_office_imports_a_list_and_every_page_of_it_can_be_used(width: int, new_phone: Callable[..., Phone]) -> None:
    desk = new_phone(width=width)
    page = desk.log_in("office", PASSWORD, "/matters")
    inspection = Inspection(page)
    look(inspection, "matters")
    desk.go("/matters?q=没有这样的事项")
    look(inspection, "no matter found")
    page.get_by_role("link", name="看全部事项").click()
    page.locator("a.title").first.click()
    page.get_by_role("heading", name="公布的内容").wait_for()
    look(inspection, "matter")

    desk.go("/imports")
    look(inspection, "imports")
    page.get_by_label("粘贴办事指南的文字").fill("今天天气不错")
    press(page, "识别并预览")
    page.get_by_role("alert").filter(has_text="没有认出任何一项").wait_for()
    look(inspection, "imports refused")

    data = workbook(HEADINGS, *ROWS, prepare=more)
    page.get_by_label("Excel 或 CSV 文件").set_input_files(
        {"name": "云岭市政务服务事项目录.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    press(page, "上传并预览")
    page.get_by_role("heading", name="对应列").wait_for()
    press(page, "按这样核对")
    page.get_by_role("alert").filter(has_text="还有 1 列没有决定").wait_for()
    look(inspection, "columns refused")
    page.get_by_label("没有选择的列都不导入").check()
    press(page, "按这样核对")
    page.get_by_role("heading", name="导入预览").wait_for()
    look(inspection, "preview of what is faulty")
    for kind in ("新增 131", "变更 1", "标题、表头 2", "自查有疑问 1"):
        page.get_by_role("link", name=kind).click()
        page.locator("a[aria-current]").filter(has_text=kind).wait_for()
        look(inspection, f"preview {kind}")
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载有误的 2 行").click()
    assert taken.value.suggested_filename == "有误的行-云岭市政务服务事项目录.xlsx"
    press(page, "确认导入 132 个事项")
    page.get_by_role("heading", name="已导入", exact=True).wait_for()
    look(inspection, "applied")
    applied = page.url

    desk.go("/matters")
    page.locator("a.title").first.click()
    correct_and_stop(page, inspection)

    page.goto(applied)
    page.locator("summary").filter(has_text="撤回这次导入").click()
    page.get_by_label("撤回的理由").fill("导错了表")
    press(page, "撤回")
    page.get_by_role("heading", name="这次导入已撤回").or_(page.get_by_role("alert").filter(has_text="不能撤回")).wait_for()
    look(inspection, "taken back")

    desk.go("/imports")
    look(inspection, "my imports")
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载样表").click()
    assert taken.value.suggested_filename == "事项样表.xlsx"
    page.get_by_label("粘贴办事指南的文字").fill("事项名称：居住证明\n实施主体：青溪街道\n某某：某某")
    press(page, "识别并预览")
    page.get_by_role("heading", name="对应列").wait_for()
    look(inspection, "columns of a text")
    press(page, "放弃这次导入")
    page.get_by_role("heading", name="这次导入已放弃").wait_for()
    look(inspection, "abandoned")
    desk.go("/matters?only=findings")
    look(inspection, "doubtful matters")
    page.locator("a.title").first.click()
    page.get_by_role("heading", name="处疑问").wait_for()
    look(inspection, "doubtful matter")
    inspection.assert_none()


def correct_and_stop(page: Page, inspection: Inspection) -> None:
    """The matter that is open."""
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_role("heading", name="更正事项").wait_for()
    look(inspection, "correction")
    page.get_by_label("跑动次数", exact=True).fill("很多次")
    press(page, "保存更正")
    page.get_by_role("alert").filter(has_text="没有填好").wait_for()
    look(inspection, "correction refused")
    page.get_by_label("跑动次数", exact=True).fill("9")
    page.get_by_label("理由（没有单独写的各项共用）").fill("窗口贴出来的是九趟")
    press(page, "保存更正")
    page.get_by_role("heading", name="经过").wait_for()
    look(inspection, "corrected")
    page.get_by_label("理由").fill("并入一件事")
    press(page, "停办")
    page.get_by_role("heading", name="恢复").wait_for()
    look(inspection, "stopped")


def test_progress_moves_by_itself_and_a_closed_page_goes_on(new_phone: Callable[..., Phone]) -> None:
    desk = new_phone(width=390)
    page = desk.log_in("office", PASSWORD, "/imports")
    inspection = Inspection(page)
    rows = [["市民政局", f"事项{number}", f"Y{number}"] for number in range(6000)]
    data = workbook(["责任单位", "事项名称", "实施编码"], *rows)
    # An answer without content leaves the page standing, so that it can be looked at.
    page.route("**/imports/*?go=*", lambda route: route.fulfill(status=204))
    page.get_by_label("Excel 或 CSV 文件").set_input_files(
        {"name": "大表.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    press(page, "上传并预览")
    page.get_by_text("已读 0 行，共 6001 行").wait_for()
    look(inspection, "progress")
    page.unroute("**/imports/*?go=*")
    desk.go("/imports")
    page.get_by_role("link", name="大表.xlsx").click()
    page.get_by_role("heading", name="导入预览").wait_for()
    page.get_by_role("button", name="确认导入 6000 个事项").wait_for()
    inspection.assert_none()
