"""What an answer says: every fixed phrase around its quotes."""

from assistant.messages.admin import PINNED, PINNED_NOTE
from assistant.statuses import Respect, Status

# what is not stated: fills {what} of NOT_STATED and NOT_FOUND
RULES_OF = "{place}的规定"
RULES_HERE = "本地的规定"
FIGURE_OF = "{what}的这一数字"
FIGURE_OF_YEAR = "{year}年的这一数字"
DATE_OF_YEAR = "{year}年的这一日期"

OUTCOME_OF = "{what}的实际数字"
OUTCOME = "这一目标的实际完成情况"
AIM = "这一数字的目标"
# how a stated figure is called: by its status, of a plan or another document, and by its time
PLANNED_FIGURE = "规划目标（{when}）："
AIMED_FIGURE = "目标（{when}）："
REACHED_FIGURE = "现状（{when}）："
PARTIAL_FIGURE = "文件写的是"

QUOTED = "原文摘录"
GENERATED = "人工智能生成"
LABEL_NOTES = {
    PINNED: PINNED_NOTE,
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
# in place of the title of the status, by what was said beside the subject
ASIDE_TITLES = {"greeting": "您好", "about": "我能做什么", "thanks": "不客气", "human": "联系工作人员"}
EMPTY = "请输入问题，例如某项补贴给谁、多少，或者某一条的原文。"
NO_WORDS = "没有读到文字，只有标点或符号。请用一句话写下您的问题。"
TOO_LONG = "问题有 {size} 个字，超过 {limit} 字。请只留下要问的那几句再发送。"
FAILED = "系统出错，未能回答（编号 {id}）。请稍后再试；仍不行时请把编号告诉管理员。"
YES = "是。原文："
ORIGINAL = "原文是："
BY_CONDITIONS = "能不能，要看是否符合下面写的条件，这里不代为判断。"
AT_FIRST = "原文的施行条款写的是最初施行的日期："
NO = "不是。原文："
NO_BUT = "不是。原文写的是“{differs}”，全句："
CLAIM_NOT_STATED = "文件没有这样写。"
CLAIM_NEAREST = "最接近的原文："
CLAIM_NOWHERE = "没有找到写到这件事的原文，不能据此说是或不是，请向主管部门核实。"
GOAL = "文件没有这样写：载明的是目标，没有载明是否达到。原文："
GOAL_NO_RESULT = "不是这样写的：文件载明的是目标，没有载明是否达到。原文："
UNSURE_LEAD = "最接近的原文（不能确定写的就是所问的）："
ALSO_LEAD = "另外，下面的原文也可能与所问有关："
PARTIAL_LEAD = "最接近的原文（没有写到所问的这一点）："
ELSEWHERE = "别处"
ELSEWHERE_LEAD = "{region}的规定，只在当地适用，供参考："
AND = "、"
OLD_EDITION = "旧版"
AND_QUOTED = "”、“"
COMMA = "，"
PART = "{words}："
DETAILS = "您问的这一点"
ASKED = "您问的“{words}”"
CALLED = "“{words}”这一说法"
NOT_STATED = "收录的文件未载明{what}，请向主管部门核实。"
NOT_SURE = "收录的文件里没有找到写明{what}的原文，也可能写在别处或换了说法，请向主管部门核实。"
NOT_FOUND = "收录的文件未载明{what}，不能据此回答。"
NOT_FOUND_HINT = "可以换个说法再问，或向主管部门咨询。"
NO_SUCH_PLACE = "{document}没有{place}。"
WHICH_DOCUMENT = "请写明是哪一份文件的{place}，例如“某某条例第四十二条”。收录的文件可在“查条款”中选择。"
THERE_ARE = "{whole}共有{count}{unit}。"
NOT_DIVIDED = "{whole}没有分{unit}。"
THIS_DOCUMENT = "该文件"
COMPUTED = "据以上原文计算：{target}−{reached}＝{difference}{unit}（计算所得，非原文）。"
OCCURRENCES = "“{phrase}”在文件中出现在以下{count}处："
MORE_OCCURRENCES = "另有{count}处，可在“查条款”中查看。"
PARTS = "{document}“{title}”共{count}{unit}："
REST_OF_CLAUSE = "（以下从略，可点开引用查看全文。）"
REST_OF_ITEMS = "（以上为前{shown}项，共{count}项，其余可点开引用查看。）"
REST_OF_PLACES = "另有{count}处从略：{names}。可按编号再问。"
REST_OF_PARTS = "另有{count}{unit}未列出，可按编号再问。"
# facts of documents and of what is held
RESPECTS = {
    Respect.NUMBER: "发文字号", Respect.ADOPTED: "通过情况", Respect.APPROVED: "批准情况", Respect.AMENDED: "修订情况",
    Respect.REPEALS: "同时废止的文件", Respect.PUBLISHED: "印发（公布）日期", Respect.EFFECTIVE: "施行日期",
    Respect.EXPIRES: "有效期截止", Respect.PERIOD: "起止时间", Respect.REPLACED: "替代情况", Respect.VALIDITY: "效力",
    Respect.REGION: "适用地区", Respect.ISSUER: "发文机关", Respect.COUNT: "数目", Respect.OUTLINE: "目录",
    Respect.HEADING: "标题", Respect.TITLE: "名称与文号", Respect.CLASS: "文件类别", Respect.OTHER: DETAILS,
}  # fmt: skip
FACT = "《{title}》{respect}：{line}（据登记信息）。"
OUTLINED, LEADS_ON, FULL_STOP = "《{title}》{line}", "：", "。"
IN_TEXT = "《{title}》{respect}，原文写明："
NOT_REGISTERED = "《{title}》未载明{respect}，登记信息中也没有，请向主管部门核实。"
RECORD = "登记信息：《{title}》{respect} {record}。"
SINCE, UNTIL, STATUS, NO_RECORD = "自{day}起", "至{day}止", "登记状态为“{status}”", "未登记"
PLANNED, PLANNED_UNTIL = "规划期", "未载明有效期，规划期至{day}止"
ARTICLES, IN_ARTICLES = "{first}至{last}", "{place}共{number}（{articles}）"
UNCOUNTED = "《{title}》收录文本的编号不全或没有这一部分，不能据此回答{respect}，请查看原文。"
NOT_REPLACED = "登记信息中没有被替代的记录"
STANDING_TO_COME = "在{day}尚未施行"
STANDING_IN_FORCE = "在{day}有效"
STANDING_UNKNOWN = "登记信息中没有失效、废止的记录，是否仍然有效请向主管部门核实"
STANDING_REPLACED = "已被新版本替代，不再有效"
STANDING_PLANNED = "规划期已结束，之后是否仍有效力未登记，请向主管部门核实"
STANDING_OVER = "有效期已届满"
STANDING_ENDED = "已失效"
REPLACED_BY = "已被《{title}》（{day}）替代"
VERSION_HELD = "收录的是{day}公布的文本"
REPLACES = "替代了《{title}》（{day}）"
COUNTED = "{place}共{number}"
STANDING, AS_OF = "（{standing}）", "效力按{day}的登记信息判断。"
TWO = "两"
HEADINGS_MISSING = "（收录文本中没有第{numbers}{unit}的标题）"
NO_UNIT = "没有以“{unit}”编号的层次"
NO_LABEL = "没有标为“{label}”的部分"
NO_HEADINGS = "正文没有分级标题"
OUTLINE, HEADING = "目录", "该部分的标题"
HELD = "已收录："
NOT_HELD = "没有收录名为“{name}”的文件，不能据此回答。"
MENTIONED = "收录的文件提到了它，原文："
REPEALED = "《{name}》已被《{title}》废止，没有收录它的全文。原文："
NONE_HELD = "收录的文件中没有符合条件的。"
NEAREST = "名称相近的有："
LISTED = "收录的文件中，符合条件的共{count}份："
LISTED_BUT_FOR_WORDS = "没有名称带“{words}”的；不看这几个字，符合条件的共{count}份："
SHELF = "共收录{count}份文件：{kinds}。"
COUNT_OF_KIND = "{kind}{count}份"
TITLE_LINE = "题名"
NO_KIND = "未登记类别"
# to questions in English; the quotes are what the documents say
ENGLISH_LEAD = "Original text (Chinese):"
ENGLISH_PARTIAL = "The documents do not state exactly this. Nearest original text (Chinese):"
ENGLISH_NOT_FOUND = "The documents held here do not state this; please ask the competent authority."
ENGLISH_OUT_OF_SCOPE = "This question is outside my scope, or I could not understand it. I answer from the policy documents held here with quotes from the Chinese texts; asking in Chinese works best."
GREETING = "您好！我可以查{documents}，每个回答都附原文出处。{examples}"
EXAMPLES = "例如您可以问：{questions}"
ABOUT = "我是{office}政策文件问答助手：按您的问题查找{documents}的条款，摘录原文并注明出处；文件没有写的，会直接告诉您未载明。您可以问{subject}，也可以接着追问。"
OF_OFFICE = "{name}的"
ANY_SUBJECT = "文件里写明的内容"
OF_SUBJECT = "：{subject}"
ONE_DOCUMENT = "《{title}》"
SEVERAL_DOCUMENTS = "{titles}等 {count} 份收录文件"
EXAMPLE = "“{question}”"
# what documents can be asked for
WHAT_IS = "什么是{what}？"
HOW_MUCH_BY = "到{year}年{what}的目标是多少？"
HOW_MUCH_IN = "{year}年{what}是多少？"
WHICH = "{before}哪些{what}？"
WHAT_RULES = "关于{what}有哪些规定？"
THANKS = "不客气。有问题随时再问。"
HUMAN = "这里没有人工坐席，请直接联系咨询单位，由工作人员答复。"
OUT_OF_SCOPE = "这个问题不在我的范围内。我只回答{documents}里写了的内容{of_subject}。别的事项请向主管部门咨询。"
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
OTHER_PLACE = "《{title}》是{region}的规定，只在{region}适用。"
PART_BESIDE = "“{question}”：以上原文不一定写到这一问，下面的可能写到："
PART_LEFT_OUT = "“{question}”：以上原文不一定写到这一问，可以单独再问。"
MENDED = "已按“{text}”查找。"
VERSION_OF = "《{title}》{year}年的版本"
# what stands in place of personal data
MASKED_EMAIL = "〔邮箱〕"
MASKED_ID_CARD = "〔身份证号〕"
MASKED_PAPER = "〔证件号〕"
MASKED_BANK_CARD = "〔银行卡号〕"
MASKED_MOBILE = "〔手机号〕"
MASKED_PHONE = "〔电话〕"
REPLIES = {
    "greeting": GREETING,
    "about": ABOUT,
    "thanks": THANKS,
    "human": HUMAN,
    "blocked": BLOCKED,
}  # to what is no policy question

# what a place is followed by where its file has pages, or was read by text recognition
PAGE = "第{page}页"
RECOGNISED = "识别文字"
IN_FILE = "（{known}）"
LIST_COMMA = "，"
INSTRUCTING_NOTE = "注意：所引《{title}》的原文含有下指令或引导操作的文字，不是政策内容，请勿照办，也不要打开其中的网址。"
RECOGNISED_NOTE = "《{title}》的文字由文字识别得到，可能有误，请以原件为准。"
