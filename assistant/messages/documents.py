"""Chinese wording of the documents' pages: list, document, comparison, feed, reader, and what is known of the validity."""

# what is known of the validity of a document (see finder/validity.py)
VALIDITIES = {
    "in_force": "现行有效", "amended": "已修改", "ended": "已失效", "over": "已届满", "to_come": "尚未生效",
    "unstated": "效力未载明",
}  # fmt: skip
REASON_STATUS = "登记的状态为“{status}”"
REASON_REPLACED = "已收录新版本《{title}》"
REASON_REPLACED_ON = "已收录新版本《{title}》，新版本自{day}起施行"
REASON_REPLACED_ELSEWHERE = "登记为已有新版本，新版本未收录"
REASON_PLAN_OVER = "规划期为{begins}至{ends}，已经结束；之后是否仍有效力没有登记"
REASON_PAST = "有效期至{ends}，已过"
REASON_PLAN_TO_COME = "规划期自{begins}起"
REASON_TO_COME = "将自{begins}起施行"
REASON_WITHIN = "有效期至{ends}"
REASON_WITHIN_PLAN = "规划期为{begins}至{ends}"
REASON_BEGUN = "自{begins}起施行"
REASON_SUCCESSOR_TO_COME = "新版本《{title}》自{day}起施行"
REASON_UNSTATED = "登记信息没有写明现在是否有效，请向主管部门核实"
PLAN_PERIOD = "规划期 {begins}—{ends}"
BEGINS = "{begins} 起"
PERIOD = "{begins} 至 {ends}"
ENDS = "至 {ends}"

# 收录文件
FACETS = {"validity": "效力", "region": "地区", "kind": "类别", "year": "年份", "issuer": "机关"}
FACT_NOT_STATED = "未载明"
DOCUMENT_FACTS = {
    "issuer": "发文机关", "doc_no": "文号", "published": "公布日期", "valid_from": "施行日期", "plan": "规划期", "valid_to": "有效期至",
    "region": "适用地区", "kind": "类别", "source": "登记来源", "registered": "登记时间", "changed": "登记信息更新", "note": "备注",
}  # fmt: skip
PUBLISHED_ON = "{day}公布"
EFFECTIVE_ON = "{day}起施行"
RECOGNISED_TEXT = "文字由图片识别得到，可能有误，请以原件为准"
PLAN_YEARS = "{begins}至{ends}"
ORDERS = {"": "默认", "new": "新的在前", "old": "旧的在前", "title": "按名称"}
VERSION = "{year}年版"

# 版本对照
COMPARED = {"changed": "改写", "new": "新增", "gone": "删去", "moved": "只改条号", "marks": "只改全半角或空格", "same": "相同"}
COMPARED_COUNT = "{name} {count} 条"
COMPARE_TITLE = "《{old}》与《{new}》对照"
COMPARE_FONT = "宋体"
COMPARE_FILE = "版本对照.docx"
COMPARE_CHOICE = "{title}（{more}）"
COMPARE_COLUMNS = ("变动", "旧：{name}", "新：{name}")
COMPARE_LEGEND = "删去的字加删除线，增加的字加粗并加下划线。"
COMPARE_ABOUT = "{counts}。按条款内容由程序逐条对应，以政策原文为准。{address}　{day}"
COMPARE_NONE_OLD = "（旧版本没有这一条）"
COMPARE_NONE_NEW = "（新版本没有这一条）"

# 文件变动（Atom）
FEED_TITLES = {
    "added": "新收录《{title}》", "replaced": "更换正文：《{title}》", "described": "登记信息更新：《{title}》", "removed": "移除《{title}》",
    "ended": "到期或失效：《{title}》",
}  # fmt: skip
FEED_STANDING = "{name}：{reason}。"
