"""What else a published guide says of a matter (实施清单要素): kept as it is written, read only by the checks of rules.py.

The names are those of real lists; the others are what portals and counties call the same thing.
"""

FURTHER: dict[str, tuple[str, ...]] = {
    "power": ("事项类型", "权力类型", "行政权力类型", "职权类型", "事项类别"),
    "basis": ("设定依据", "实施依据", "法律依据", "设定和实施依据", "政策依据"),
    "level": ("行使层级", "实施层级"),
    "power_source": ("权力来源",),
    "unit_kind": ("实施主体性质",),
    "unit_code": ("实施主体编码", "统一社会信用代码"),
    "delegated_by": ("委托部门",),
    "joint": ("联办机构", "联合办理部门"),
    "serves": ("服务对象", "面向对象", "申请对象", "办理对象"),
    "theme_natural": ("面向自然人事项主题分类", "面向自然人主题分类", "自然人主题分类", "个人主题分类"),
    "theme_legal": ("面向法人事项主题分类", "面向法人主题分类", "法人主题分类"),
    "case_kind": ("办件类型",),
    "review_kind": ("审查类型",),
    "conditions": ("受理条件", "申请条件", "办理条件"),
    "flow": ("办理流程", "办事流程", "流程说明"),
    "special": ("特别程序",),
    "quantity": ("数量限制",),
    "range": ("通办范围", "通办区域"),
    "range_form": ("通办形式", "通办类型"),
    "in_hall": ("是否进驻政务大厅", "进驻大厅"),
    "online": ("是否网办", "是否支持网上办理", "能否网办", "是否可网办"),
    "online_depth": ("网上办理深度", "网办深度"),
    "url": ("网办地址", "计算机端在线办理跳转地址", "在线办理地址", "网上办理地址"),
    "url_mobile": ("移动端办理地址",),
    "on_site_reason": ("必须现场办理原因说明", "必须现场办理原因", "到现场原因"),
    "charges": ("是否收费",),
    "fee_item": ("收费项目名称", "收费项目"),
    "fee_basis": ("收费依据",),
    "online_payment": ("是否支持网上支付", "网上支付", "是否网上支付"),
    "delivery": ("是否支持物流快递", "物流快递", "是否支持邮寄"),
    "appointment": ("是否支持预约办理", "预约办理"),
    "self_service": ("是否支持终端办理", "是否支持自助终端办理", "自助终端办理"),
    "hours": ("办理时间", "办公时间", "办理时段"),
    "phone_enquiry": ("咨询电话", "咨询方式", "联系电话", "咨询渠道"),
    "phone_complaint": ("投诉电话", "监督投诉方式", "监督电话", "监督投诉电话", "投诉方式"),
    "result_name": ("审批结果名称", "结果名称", "办理结果名称"),
    "result_kind": ("办结方式", "审批结果类型", "结果类型"),
    "result_sample": ("审批结果样本", "结果样本"),
    "intermediary": ("中介服务", "涉及中介服务"),
    "material_count": ("材料数量", "要件数量", "申请材料数", "材料数", "材料份数"),
    "faq": ("常见问题", "常见问题解答"),
    "remarks": ("备注", "说明"),
}


def further_name(code: str) -> str:
    """One that a later version knew keeps its code."""
    return FURTHER[code][0] if code in FURTHER else code
