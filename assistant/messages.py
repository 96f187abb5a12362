"""Every fixed phrase that a reader sees, in one place."""

from assistant.records import Status

# what is not stated: fills {what} of NOT_STATED and NOT_FOUND
TEXT_OF = "《{title}》的文本"
RULES_OF = "{place}的规定"
FIGURE_OF = "{what}的这一数字"
FIGURE_OF_YEAR = "{year}年的这一数字"

QUOTED = "原文摘录"
GENERATED = "人工智能生成"
LABEL_NOTES = {
    QUOTED: "以下为文件原文摘录，以政策原文为准。",
    GENERATED: "以下内容由人工智能根据所列条款生成，以政策原文为准。",
}
STATUS_TITLES: dict[Status, str] = {
    Status.ANSWERED: "文件中有明确表述",
    Status.PARTIAL: "文件只载明一部分",
    Status.NOT_FOUND: "收录的文件未载明",
    Status.OUT_OF_SCOPE: "不属于政策文件问答范围",
    Status.BLOCKED: "无法处理这类请求",
    Status.CLARIFY: "需要再说具体一点",
    Status.ERROR: "系统出错",
}
EMPTY = "请输入问题。例如：知识产权质押融资有什么支持？"
NO_WORDS = "没有读到文字，只有标点或符号。请用一句话写下您的问题。"
TOO_LONG = "问题有 {size} 个字，超过 {limit} 字。请只留下要问的那几句再发送。"
FAILED = "系统出错，未能回答（编号 {id}）。请稍后再试；仍不行时请把编号告诉管理员。"
YES = "是。原文："
ORIGINAL = "原文是："
NO = "否。原文："
NOT_AS_SAID = "与原文不符。原文是："
PARTIAL_LEAD = "文件载明的是："
AND = "、"
DETAILS = "您问的这一点"
NOT_STATED = "收录的文件未载明{what}，请向主管部门核实。"
NOT_FOUND = "收录的文件未载明{what}，不能据此回答。"
NOT_FOUND_HINT = "可以换个说法再问，或向主管部门咨询。"
NO_SUCH_PLACE = "{document}没有{place}。"
HIGHEST = "该文件共有{count}条。"
COMPUTED = "据以上原文计算：{target}−{reached}＝{difference}{unit}（计算所得，非原文）。"
OCCURRENCES = "“{phrase}”在文件中出现在以下{count}处："
MORE_OCCURRENCES = "另有{count}处，可在“查条款”中查看。"
PARTS = "“{title}”共{count}项："
REST_OF_CLAUSE = "（以下从略，可点开引用查看全文。）"
GREETING = "您好！我可以查《襄阳市知识产权“十四五”规划》和收录的有关法律、政策，每个回答都附原文出处。例如您可以问：“专利质押贷款有补贴吗？”“三(三)3 全文”“到2025年有效地理标志要达到多少件？”"
ABOUT = "我是政策文件问答助手：按您的问题查找《襄阳市知识产权“十四五”规划》等收录文件的条款，摘录原文并注明出处；文件没有写的，会直接告诉您未载明。您可以问支持措施、发展目标、某一条的原文，也可以接着追问。"
THANKS = "不客气。有问题随时再问。"
OUT_OF_SCOPE = "这个问题不在我的范围内。我只回答《襄阳市知识产权“十四五”规划》等收录的知识产权政策、法律文件中的内容，例如融资支持、专利奖励、维权保护、发展目标和条款原文。"
BLOCKED = "这类请求无法处理。我只摘录收录文件的原文，不代表任何机关作出承诺或决定。如需咨询政策，请直接提出问题。"
CLARIFY = "您的问题比较简短，可以说得更具体一些吗？您是不是想问："
ENDED = "《{title}》的规划期为{start}—{end}年，现已结束；现行办法请向主管部门核实。"
EXPIRED = "《{title}》的有效期至{end}，现已届满。"
SUPERSEDED = "《{title}》已被新版本替代，以下是旧版内容。"
STATUS_NOTE = "《{title}》：{note}。"
NOT_YET = "《{title}》自{start}起施行，在所问的日期尚未生效。"
NO_LONGER = "《{title}》{status}，以下内容不再适用。"
BAD_DATE = "日期 {date} 不对，应写作 2024、2024-06 或 2024-06-01。"
UNKNOWN_REGION = "没有地区“{region}”。收录文件的地区有：{known}。"
OTHER_PLACE = "《{title}》是{region}的规定，不适用于襄阳。"
# to questions in English; the quotes are what the documents say
ENGLISH_LEAD = "Original text (Chinese):"
ENGLISH_PARTIAL = "The documents do not state exactly this. Nearest original text (Chinese):"
ENGLISH_NOT_FOUND = "The documents held here do not state this; please ask the competent authority."
ENGLISH_OUT_OF_SCOPE = "This question is outside my scope, or I could not understand it. I answer questions about intellectual property policies and laws with quotes from the Chinese texts; asking in Chinese works best."
MENDED = "已按“{text}”查找。"
REPLIES = {"greeting": GREETING, "about": ABOUT, "thanks": THANKS, "blocked": BLOCKED}  # to what is no policy question
