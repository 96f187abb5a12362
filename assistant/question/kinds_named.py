"""What a question wants named, and what names it: kinds in a row (哪几种机制), or the items of a list (哪些情形, 下列情形)."""

import re
from dataclasses import dataclass

from corpus.numerals import chinese_to_int
from index.segment import default_segmenter

FEW = 2  # of which there must be, where it is not said how many
NOUNS = 2  # words behind the measure that may be the thing: 哪三股保护力量
_ASKED = re.compile(
    r"哪(?P<count>[几两三四五六七八九十])(?:个?方面|[个种类项股条套样门款大])(?:的)?(?P<thing>[^,，。;；?？]{2,10})"
)
_STRETCH = re.compile(r"[^,，。;；：:“”\"《》]+")
_WHICH = r"(?:哪(?:些|几|[一二三四五六七八九十](?![天日年月号]))?|什么样?|啥样?|几)(?:种|类|个|条|份|样|方面的?)?的?"
_DENIES = r"(?:不(?:能|可以|得|给|让|许|准|予|批|受|授予)|(?:申请|注册|办|报|拿|领|登记)不(?:了|到|下来)|没法|无法)"
_NOT = "(?:不|无需|无须|免予?|免于|毋须)(?:用|必|需要?|应当?|应该|会|能|可以?|得|予|再)?"
# What the items of a list are: how a question asks for it, and how the lead of one announces it (应当提交下列材料：).
_ITEMS = {
    "papers": (
        rf"{_WHICH}(?:申报|申请|证明)?(?:材料|文件|资料|证件|信息|东西)"
        rf"|(?:准备好?|备齐|提交|提供|递交?|交|带|附上?)(?:点|些)?(?:什么|啥|哪些)(?!样)|拿(?:点|些)?(?:什么|啥|哪些)去|(?:材料|资料)(?:清单|有哪些|要(?:什么|啥|哪些))",
        "材料|文件|资料|证件|信息|内容",
    ),
    "conditions": (rf"{_WHICH}(?:条件|门槛|资格|资质)|(?:条件|门槛|资格)(?:有哪些|是(?:什么|啥))", "条件|要求"),
    "ways": (
        rf"{_WHICH}(?:方式|方法|途径|渠道|路子|路|法子)|(?:方式|途径|渠道|路子)(?:有|都有)?(?:哪|几|什么|啥)",
        "方式|方法|途径|渠道",
    ),
    "cases": (rf"{_WHICH}(?:情形|情况|状态|行为|事由|场合|时候|事情?(?!项|业|务))", "情形|情况|行为|事由"),
    "uses": (r"(?:花|用)(?:在|到|于|来)?(?:哪|什么|啥|干(?:什么|啥|嘛))|用途", "用于"),
    "denied": (rf"{_WHICH}[^,，。;；?？]{{0,12}}?{_DENIES}", "不授予|不得|不予|不作为|禁止|不适用|不受"),
}
_ITEMS_ASKED, _ITEMS_ANNOUNCED = ({kind: re.compile(both[side]) for kind, both in _ITEMS.items()} for side in (0, 1))
MANNER = "manner"
_HOW = re.compile(r"(?:怎么|怎样|如何|咋)(?![准交提弄办申报])")
_BESIDES = re.compile(r"除了?([^,，。;；?？]{2,20}?)(?:以外|之外|外|还|另|[,，])")
_ANNOUNCED = re.compile("[下以如][列下]([^，,。；;：:]{0,12})")
_HANDS_IN = "(?<!不)(?:提交|递交|提供|出具|出示|附具|附送|报送|携带)"
_GIVES = re.compile(
    rf"{_HANDS_IN}(?:[：:]|[^，。；：,;:]{{0,40}}?"
    r"(?:书|表|证|材料|文件|资料|证据|照片|图片|图样|样[本品]|副本|文本|清单|担保))"
)
_DUE = re.compile(r"(?:应当?|须|必须|需要)[^，。；：,;:]{0,20}$")
_COLON, _LEADS_ON = re.compile("[：:]"), re.compile(f"(?:用于|包括|包含|(?P<papers>{_HANDS_IN}))$")
_OWN_CASE = re.compile("(?<!之一)(?<![情形行为况])的[，,]")
_SUBJECT = re.compile("(?:(?!有?[下以如][列下]|应当|可以|不得|采用|适?用于|属于)[^：:]){2,40}")
# whom it is about tells not what: 被告有下列情形
_NO_SUBJECT = re.compile(
    "本(?:法|条例|办法|规定|细则)|此外|其中|[对于有还须需不，,]|[^，,]{0,12}(?:[人者告方]|部门|单位|机构|企业)$"
)
_BETWEEN = re.compile(r"、|以及|及|和|与|等")


@dataclass(frozen=True, slots=True)
class KindsNamed:
    """How many kinds are wanted, ``FEW`` where that is not said, and the words that may be the thing."""

    count: int
    nouns: tuple[str, ...]

    def are_in(self, text: str) -> bool:
        """Return whether a stretch of a text names so many in a row: each ends in the same word, or in its last character."""
        return any(self._are_named([item.strip() for item in _BETWEEN.split(stretch)]) for stretch in _STRETCH.findall(text))

    def _are_named(self, items: list[str]) -> bool:
        ends = [(len(noun), end) for noun in self.nouns for end in (noun, noun[-1])]
        return any(sum(len(item) > size and item.endswith(end) for item in items) >= self.count for size, end in ends)


def kinds_named(question: str) -> KindsNamed | None:
    """Return what kinds a question wants named, None where it wants none."""
    asked = _ASKED.search(question)
    if asked is None:
        return None
    count = FEW if asked["count"] == "几" else chinese_to_int(asked["count"]) or FEW
    words = [word for word in default_segmenter().cut(asked["thing"]) if len(word) > 1]
    return KindsNamed(count, tuple(words[:NOUNS])) if words else None


@dataclass(frozen=True, slots=True)
class ItemsAsked:
    """What the items of a list are that is asked for, empty where the question does not say, and the question."""

    kinds: frozenset[str]
    question: str

    def are_in(self, text: str) -> bool:
        """Return whether the lead that a text begins with announces them, of what the question names.

        Where it is asked what is denied (哪些不能……), the lead denies; where it is asked when something need not be done (什么情
        况下不用承担), it does not say when it must. One with a condition of its own (提出异议的，应当提交下列材料) is for that.
        """
        lead, *rest = _COLON.split(text, 1)
        announced = items_announced(lead) if rest else frozenset()
        fits = "denied" in announced if "denied" in self.kinds else not announced.isdisjoint(self.kinds)
        told = fits and _OWN_CASE.search(lead) is None and self._names(_SUBJECT.match(lead))
        return told and not _says_the_opposite(lead, self.question)

    def _names(self, subject: re.Match[str] | None) -> bool:
        """Return whether the question has a word of what a lead is about, or that is about nothing in particular."""
        pieces = set(default_segmenter().bigrams(_NO_SUBJECT.sub(" ", subject[0]))) if subject else set[str]()
        return not pieces or any(piece in self.question for piece in pieces)


def _says_the_opposite(text: str, question: str) -> bool:
    """Return whether a text only denies a word that a question does not, or the other way round: 不用承担 and 由学校承担."""
    for word in default_segmenter().cut(question):
        if len(word) > 1 and word in text:
            ours, theirs = _denied(word, question), _denied(word, text)
            if (ours == question.count(word) and not theirs) or (not ours and theirs == text.count(word)):
                return True
    return False


def _denied(word: str, text: str) -> int:
    """Return how often a word stands in a text behind what denies it: 不用承担, 无须承担, 不应当承担."""
    return len(re.findall(rf"(?:{_NOT}){re.escape(word)}", text))


def items_asked(question: str) -> ItemsAsked:
    """Return what the items of a list are that a question wants named.

    Those that it wants beside others (除了基本信息，还要交什么) are not in the list of them. How something is done is no list;
    where that is asked as well (怎么描述、提交什么), what is handed in is not all.
    """
    besides = " ".join(_BESIDES.findall(question))
    asked = (kind for kind, words in _ITEMS_ASKED.items() if words.search(question))
    kinds = {kind for kind in asked if not _ITEMS_ANNOUNCED[kind].search(besides)}
    return ItemsAsked(frozenset(kinds | {MANNER} if kinds and _HOW.search(question) else kinds), question)


def items_announced(lead: str) -> frozenset[str]:
    """Return what the lead of a list says its items are: of 有下列情形之一的，不得…… cases, and denied."""
    announced, leads_on = _ANNOUNCED.search(lead), _LEADS_ON.search(lead)
    if not (announced or leads_on):
        return frozenset()
    if leads_on and leads_on["papers"]:  # 应当提交：
        return frozenset({"papers"})
    said = {"denied": lead, "uses": lead}  # what the lead says of its items; the others are what it calls them
    called = announced[1] if announced else ""
    return frozenset(kind for kind, words in _ITEMS_ANNOUNCED.items() if words.search(said.get(kind, called)))


def hands_in(text: str) -> bool:
    """Return whether a text speaks of something on paper that is handed in."""
    return _GIVES.search(text) is not None


def has_to_be_handed_in(text: str) -> bool:
    """Return whether a text says what has to be handed in: 应当提交请求书和有关证据."""
    return any(_DUE.search(text[: found.start()]) for found in _GIVES.finditer(text))
