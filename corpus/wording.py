"""What the lines of official texts look like: titles, dates, signatures, closing sentences."""

import re

from corpus.numerals import CHINESE

LONGEST_HEADING = 60  # characters; the longest numbered heading seen in the 62 reference texts has 43
LONGEST_LABEL = 10  # characters; texts without numbers are headed by short words on a line of their own (申报条件)
STOP = re.compile(r"[。；;！!？?]")
ENDED = re.compile(r"[。；;！!？?，,、：:][”’\"』」》）)]*$")
TEXT_ENDS = ("。", "；", ";", "：", ":", "，", ",")  # no title ends so; one that asks or exclaims may
DIGITS = f"0-9{CHINESE}"
DATE = re.compile(
    rf"[（(]?\s{{0,3}}[{DIGITS}]{{4}}\s{{0,3}}年\s{{0,3}}[{DIGITS}]{{1,3}}\s{{0,3}}月\s{{0,3}}[{DIGITS}]{{1,3}}\s{{0,3}}日"
)
DOC_NO = re.compile(
    # 穗府办规〔2024〕13号
    r"[\u4e00-\u9fff]{1,14}[〔\[［（(【]\s*(?:19|20)\d{2}\s*(?:年\s*)?[〕\]］）)】]\s*(?:第\s*)?\d{1,5}\s*号"
    # 财政部 税务总局公告2020年第9号
    r"|(?:[\u4e00-\u9fff]{1,12}[部委局署会院行办]\s+){0,4}[\u4e00-\u9fff]{2,20}公告\s*(?:19|20)\d{2}\s*年\s*第\s*\d{1,5}\s*号"
    rf"|(?:[\u4e00-\u9fff]{{2,20}}令\s*)?[（(]?第\s*[{DIGITS}百]{{1,7}}\s*号[）)]?(?:令)?"  # 中华人民共和国国务院令 第722号
)
_ACT = re.compile(
    r"(办法|规定|条例|细则|方案|规划|意见|决定|规则|制度|指南|章程|纲要|计划|措施|标准|清单|准则|规程|规范|解释|批复|公告|通知|通告|决议|法|指引|须知|要点|政策)"
    r"[”》]?\s*(?:[（(][^）)]{1,16}[）)])?$"
)  # fmt: skip
_ORGAN = re.compile(
    r"(?:局|厅|委|会|政府|办公室|办公厅|部|院|署|中心|公司|集团|大学|处|办|司|小组|银行|协会|联合会|法庭|总队|支队|大队|馆|所)$"
)
_OFFICE = re.compile(r"(?:总理|主席|委员长|省长|市长|县长|区长|州长|局长|部长|主任|院长|检察长)[\s\u3000]")  # 总理　某某
_NOTE = re.compile(
    r"[（(][^）)]{1,40}[）)]$|(?:抄送|抄报|主题词|公开方式|公开属性|公开类别|信息公开|政务公开|联系人|联系电话|分送|校对|打字|共印)|.{2,30}印发$"
)
_CLOSING = re.compile(
    r"本[\u4e00-\u9fff]{2,8}?(?:自|从|由|有效|试行|执行|施行|实施|印发|发布|公布|所称|的有效期|的解释)[^：:]*(?:施行|实施|执行|有效|废止|失效|解释|生效|试行)[^：:]*$"
    r"|特此[\u4e00-\u9fff]{2,4}。?$|(?:此复|此令|此告|现予公布|现予公告)。?$"
)  # fmt: skip
_SECTION = re.compile(r"(?:#+\s*)?(?:(?:总|分|附)[\s\u3000]*则|(?:序|引)[\s\u3000]*言)$")

_CONTENTS = re.compile(r"(?:#+\s*)?目[\s\u3000]*[录次]")


def is_date(text: str) -> bool:
    """Return whether a line is a date and nothing else."""
    return DATE.fullmatch(text.strip("（()） \u3000")) is not None


def is_doc_no(text: str) -> bool:
    """Return whether a line is a document number and nothing else."""
    return DOC_NO.fullmatch(re.sub(r"\s", "", text)) is not None


def is_name(text: str) -> bool:
    """Return whether a line may be a title or a part of one: short, and nothing that text ends with."""
    return 0 < len(text) <= LONGEST_HEADING and not STOP.search(text) and not ENDED.search(text) and not is_date(text)


def names_act(text: str) -> bool:
    """Return whether a title is that of an act: 某市专利资助办法（试行）."""
    return _ACT.search(squeeze(text)) is not None


def kind_of(title: str) -> str | None:
    """Return the kind of act that a title names: 办法 of 某市专利资助办法（试行）."""
    found = _ACT.search(squeeze(title))
    return found.group(1) if found else None


def is_organ(text: str) -> bool:
    """Return whether a line is the name of an organ."""
    return len(text) <= LONGEST_HEADING and not ENDED.search(text) and _ORGAN.search(text) is not None and not _OFFICE.match(text)


def signs(text: str) -> bool:
    """Return whether a line may be the signature above a date: an organ, or an office with a name."""
    return is_organ(text) or (len(text) <= LONGEST_HEADING and not ENDED.search(text) and _OFFICE.match(text) is not None)


def is_note(text: str) -> bool:
    """Return whether a line below the date belongs to it: （此件公开发布）, 抄送：…, …印发."""
    return len(text) <= 3 * LONGEST_HEADING and _NOTE.match(text) is not None


def closes(text: str) -> bool:
    """Return whether an unnumbered paragraph speaks of the whole document: 本通知自…施行, 特此通知。"""
    return _CLOSING.match(text) is not None


def is_section(text: str) -> bool:
    """Return whether a line is one of the headings that need no number: 总则, 附　则, 序言."""
    return _SECTION.fullmatch(text) is not None


def is_contents(text: str) -> bool:
    """Return whether a line heads a table of contents."""
    return _CONTENTS.fullmatch(text) is not None


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return re.sub(r"[\s\u3000]", "", text)
