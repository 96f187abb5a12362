"""What the pages say beside their templates, and the files that they export."""

TAB_CHAT = "问答"
TAB_CLAUSES = "查条款"
TAB_FIGURES = "目标指标"
TAB_MATCH = "政策匹配"
TAB_DOCUMENTS = "收录文件"

# 问答
COPY_LABEL = "（{label}；以政策原文为准）"
COPY_NO_LABEL = "（以政策原文为准）"
CONTACT = "咨询：{contact}"
PLACE_OF = "《{title}》{number}{place}"
STANDING_OF = "《{title}》现在的效力：{standing}。"
READ_AFTER = "接着“{before}”来理解。"
READ_AS = "接着上文，按“{resolved}”理解。"
NOT_HELD_NOW = "已不在收录文件中"
NOT_READABLE = "这一轮没有可以显示的回答。"
CONVERSATION = "对话记录"
EXPORTED_QUESTION = "{number}. 问：{question}"
EXPORTED_ABOUT = "{site}。导出时间：{now:%Y-%m-%d %H:%M}。回答摘录自当时收录的文件，{disclaimer}"
BAD_CONVERSATION_EXPORT = "对话只能导出为 docx 或 md。"

# the fields of the forms
ALL = "全部"
ANY = "不限"
DOCUMENT = "文件"
REGION = "地区"
KIND = "类别"
IN_FORCE_ON = "某日有效"
NATIONWIDE = "全国"
CHOICE = "{title}（{more}）"

# 查条款
QUOTED_TERM = "“{term}”"
FIND_WITHOUT = "{wanted}，不含{unwanted}"
FIND_NO_ARTICLE = "《{title}》没有{name}：它共有 {count} 条。"
FIND_NO_PLACE = "《{title}》没有{name}：它不分条，按章节编号。"
FIND_UNHELD = "收录的文件里没有《{title}》，所以没有列出{name}。"
FOUND_WAYS = {
    "all": "同时含有所列词语", "any": "没有一条同时含有全部词语，以下各条含有其中之一", "reference": "按编号找到",
    "meaning": "没有条款含有这些词语，以下按意思相近列出",
}  # fmt: skip
FOUND = "{way}：{count} 条"
FOUND_OCCURRENCES = "，共出现 {count} 处"
BODY_SECTION = "正文"  # of a document that has no sections

# 目标指标
AND_SPACE = "　"
TITLED = "《{title}》"
FIGURES_SHEET = "目标指标"
FIGURES_COLUMNS = ("文件", "指标", "数值", "折合数", "单位", "时间", "类别", "原文增幅", "出处", "完成情况")
FIGURES_ABOUT = "由程序从条款中识别，名称与数值为原文用词。{disclaimer}文件：{titles}。导出时间：{now:%Y-%m-%d %H:%M}。"
FIGURES_NOTE = "实心为现状，空心为目标；每个指标有自己的刻度。{disclaimer}{now:%Y-%m-%d}制图。"
RATE = "{result} ÷ {target} × 100% = {rate}%"
NO_RATE = "这个指标越少越好或没有数值目标，不算完成率。"
RESULT_OF = "{result}（{day}，{source}）；{rate}"
FIGURE_ORIGINS = {"句": "本句", "段": "本段", "节": "本节开头"}
YEAR = "{year}年"
YEAR_NOT_STATED = "年份未载明"

# 政策匹配
SIZE = "规模"
TYPE = "类型"
INDUSTRY = "行业"
HOLDS = "持有的权利"
NEEDS = "需要"
MATCH_PARTS = {
    "here": "适用于本地的措施",
    "elsewhere": "其他地区的措施（不适用于本地）",
    "gone": "已届满、已失效或尚未生效的措施",
}
MATCH_CHIPS = {"here": "适用于本地", "elsewhere": "其他地区", "gone": "已届满或失效"}
MATCH_SHEET = "相符的措施"
NOT_HERE = "不适用于本地"
FIELD_UNSAID = "未载明"
MATCH_UNSAID = "以下各条均未载明{fields}，请询：{contact}。"
MATCH_ISSUERS = "各文件的发文机关"
MATCH_ABOUT = (
    "{label}。{disclaimer}{part}，共 {count} 条。所选：{chosen}。{unsaid}咨询：{contact}。导出时间：{now:%Y-%m-%d %H:%M}。"
)
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
MEETS_NEEDS = "符合需要：{needs}"
NAMES_YOURS = "点名{group}：{name}"
CONCERNS_HELD = "涉及您持有的：{kinds}"

# what the pages fetch
DOCUMENT_GONE = "没有这份文件，可能已被移除。"
BAD_EXPORT = "只能导出 docx 或 xlsx。"
EXPORT_NO_QUERY = "没有写要查什么，或者超过了 {most} 个字。请先在“查条款”里查到，再导出。"

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
