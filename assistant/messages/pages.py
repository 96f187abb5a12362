"""What the pages say beside their templates, and the files that they export."""

TAB_CHAT = "问答"
TAB_CLAUSES = "查条款"
TAB_FIGURES = "目标指标"
TAB_MATCH_PARTS = {"here": "适用于本地的措施", "elsewhere": "其他地区的措施（不适用于本地）", "gone": "已届满、已失效或尚未生效的措施"}
MATCH_SHEET = "相符的措施"
NOT_HERE = "不适用于本地"
FIELD_UNSAID = "未载明"
MATCH_UNSAID = "以下各条均未载明{fields}，请询：{contact}。"
MATCH_ABOUT = "{label}。{disclaimer}{part}，共 {count} 条。所选：{chosen}。{unsaid}咨询：{contact}。导出时间：{now:%Y-%m-%d %H:%M}。"
MATCH_COLUMNS = (
    "序号", "需要", "原文", "措辞", "惠及对象", "申报条件", "支持金额", "申报时间", "兑现时限", "受理地址", "咨询电话", "文件", "文号", "位置",
    "地区", "现行情况",
)  # fmt: skip
STRENGTHS = {
    "给予": "写明给予（奖励、补贴、资金等）",
    "支持": "写明支持或扶持，没有写明给什么",
    "鼓励": "鼓励或引导，不是承诺",
    "探索推动": "探索或推动中的工作",
}
DOCUMENT_LACKS = "文件未载明"
PLAN_LACKS = "规划未载明"
MEETS_NEEDS = "符合需要：{needs}"
NAMES_YOURS = "点名{group}：{name}"
CONCERNS_HELD = "涉及您持有的：{kinds}"

# what the pages fetch
DOCUMENT_GONE = "没有这份文件，可能已被移除。"
BAD_EXPORT = "只能导出 docx 或 xlsx。"

# exported files
EXPORT_TITLE = "条款检索结果"
EXPORT_TITLE_OF = "条款检索结果：{query}"
EXPORT_SHEET = "检索结果"
EXPORT_DISCLAIMER = "以政策原文为准。"
EXPORT_WAYS = {
    "all": "同时含有所列词语的条款", "any": "含有所列词语之一的条款", "reference": "按条款编号",
    "meaning": "没有出现所列词语，按语义相近", "none": "没有结果",
}  # fmt: skip
EXPORT_COLUMNS = ("序号", "文件", "文号", "位置", "标题", "原文", "出现次数", "现行情况", "条款编号")
EXPORT_ABOUT = (
    "{label}。{disclaimer}检索词：{query}；{way}；共 {count} 条。{filters}文件：{titles}。导出时间：{now:%Y-%m-%d %H:%M}。"
)
EXPORT_FILTER = "{name}：{value}"
EXPORT_NO_DOCUMENTS = "无"
EXPORT_KEYWORDS = "{label}；{disclaimer}"
EXPORT_HEADING = "{number}. 《{title}》{label}　{heading}"
EXPORT_STANDING = "（{label}；{validity}）"
QUOTATION = "《{title}》{number}{label} “{quote}” ({mark})"
