"""Questions become self-contained queries: follow-ups, references, phrases, expected kind of answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.question.facets import asked_facets
from assistant.question.references import Reference, parse_references
from assistant.records import Turn
from corpus.numerals import chinese_to_int

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")
_TAG = re.compile(r"<[^<>]{0,200}>")
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{2,60})[”\"」』]")
_PUNCTUATION = re.compile(r"[\W_]+")

_CHINESE_YEAR = re.compile(r"([一二][零〇○0九][零〇○一二三四五六七八九]{2})年")
_GRANT = re.compile(r"补贴|贴息|补助|奖励|资助|奖金|扶持资金")
_LIST = re.compile(
    r"哪(?:几|些|六|五|四|三|两)|几(?:个|条|项|类|种|方面|大|处|样|点)(?!钱|百|万)|分别|列(?:一下|出|举)|都有(?:啥|什么|谁)|有啥|清单|全(?:部|文各处)|各处|所有|一共(?:点|有)|盘点|汇总|(?:怎么|如何)(?:合作|分工)|都(?:叫|是)(?:什么|啥)|主要(?:包括|有)|那?[三四五六七八]个(?:分别|都|是)"
)
_YES_NO = re.compile(
    r"(?:吗|么|不|没|没有|对吧|是吧|对不对|是不是|行不行|嘛|吧)[?？。!！\s]*$|是不是|是否|有没有|能不能|可不可以|会不会|算不算|要不要|让不让|对吗|是真的|属实|难道"
)
_WH = re.compile(r"多少|几|哪|什么|啥|咋|怎么|如何|谁|分别|何(?!况)")
_ASKS_FACT = re.compile(r"是不是|是否|对吗|对吧|是吧|对不对|属实|算不算|难道|(?:吗|么|嘛)[?？。!！\s]*$|可以这么(?:写|说)")
_LOOKUP = re.compile(
    r"最后一?(?:条|点|段|项|节)|原文|全文|圆文|原话|出自|哪(?:一|几)?(?:条|款|段|章|节|处|部分|点)|第几(?:条|部分|章|节|段|点)|在哪(?:里|儿|一)?(?:写|提|规定)?|出处|怎么(?:写|表述)的|完整(?:原文|内容)|发我|念一?下|内容是什么|讲的?(?:什么|啥)|说的?(?:什么|啥)|规定(?:了)?(?:什么|啥)|写的?(?:什么|啥)"
)
_OCCURRENCES = re.compile(
    r"哪几处|凡是?.{0,8}(?:写|提|讲|说)到?|(?:写|提|讲|说)(?:到|过)(?:了)?(?:几|多少)(?:次|处|遍)|(?:几|多少)(?:次|处)(?:写|提|讲|出现)|哪(?:些|几个)?地方.{0,4}(?:写|提|讲|说|出现)|几处|各处|每一处|所有(?:出现|表述|提到)|(?:表述|提法|提到|相关)(?:的)?(?:内容|地方|数字和要求)?(?:都)?有哪些|全(?:文|部)(?:各处|提到|出现)|一共(?:提到|出现)|都列出来"
)
_COMPARE = re.compile(
    r"区别|不同|差(?:别|异|多少|几|距)|相比|对比|比较|(?<!最)多多少|(?<!最)少多少|(?<!最)高多少|(?<!最)低多少|增加(?:了)?多少|还(?:差|要增|要涨|得(?:涨|增))|compare|是不是(?:一回事|同一个)"
)
_FOLLOW_CUE = re.compile(
    r"^(?:那|还(?:有|要|需|能|得|是)|其中|具体|再|另外|然后|所以|这|它|他|她|除了|详细|展开|上面|前面|刚才|较|比|和|跟|为什么|为啥|咋|怎么|靠|下一|上一|接着|继续|OK|ok|好的|嗯)"
    r"|呢[?？。!！\s]*$|咧[?？]?$|(?:它|他们|她们|它们|这个|那个|这些|那些|上述|该项|此项|这条|那条|这里|其中|刚才|上面|前者|后者|二者|两者)"
)  # fmt: skip
_SUBSTITUTE = re.compile(
    r"^(?:那|那么|那要是|换成|如果是|要是|还有)?(?P<what>[^，,。?？!！]{1,16}?)(?:的)?(?:那边|那块|这块|方面)?(?:呢|咧|呐|哩|又如何|怎么样|咋样)[?？!！。\s]*$"
)
_ITEM = re.compile(r"第([一二三四五六七八九十0-9]+)(?:点|条|个|项|款)")
_MORE = re.compile(r"^(?:还有|其他|别的|另外|再(?:多)?(?:来|说)?).{0,6}(?:吗|么|呢|哪些|没有?|不|几条|点)?[?？。!！\s]*$")
_WHERE = re.compile(r"^(?:这个?|那个?|以上)?.{0,3}(?:原文|出处|依据|原话).{0,6}(?:哪|什么|呢|给我|发我|看看)?.{0,4}$")
_NEXT = re.compile(r"(下|上|前|后)(?:一|面一)?(?:点|条|段|节|款|项)")
# what may replace what in 那商标呢
_CLASSES: tuple[tuple[str, ...], ...] = (
    (
        "发明专利",
        "实用新型",
        "外观设计",
        "专利",
        "注册商标",
        "商标",
        "地理标志",
        "版权",
        "著作权",
        "植物新品种",
        "集成电路布图设计",
        "商业秘密",
    ),
    ("大学", "高校", "科研院所", "中小企业", "小微企业", "大企业", "上市企业", "高新技术企业", "个人"),
    ("民事", "刑事", "行政", "司法", "法院"),
    ("授权", "申请", "注册", "登记"),
    ("全省", "全国", "全市"),
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the later stages read it.

    ``text`` is self-contained and is what search and answer use; ``context`` is what it was completed with.
    """

    question: str
    text: str
    context: str = ""
    asked: str = ""  # as it was written, where typos were mended
    references: tuple[Reference, ...] = ()
    phrases: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    wants_list: bool = False
    wants_yes_no: bool = False
    wants_lookup: bool = False
    wants_occurrences: bool = False
    wants_comparison: bool = False
    wants_more: bool = False
    step: int = 0  # 1: the clause after the one asked for before, -1: the one before it
    seen: str = ""  # the answer before, where more of the same is wanted


def clean(question: str) -> str:
    """Return the question without control characters, hidden Unicode and markup."""
    return re.sub(r"\s+", " ", _TAG.sub(" ", _INVISIBLE.sub("", question))).strip()


def has_words(question: str) -> bool:
    """Return whether anything but punctuation is there."""
    return _PUNCTUATION.sub("", question) != ""


def _digits(text: str) -> str:
    """Return the text with years in digits: 二〇二〇年 is 2020年."""
    return _CHINESE_YEAR.sub(lambda match: f"{chinese_to_int(match.group(1))}年", text)


def understand(question: str, history: Sequence[Turn] = (), mend: Callable[[str], str] = str) -> Understood:
    """Return the query that ``question`` makes after ``history``; the question must have been cleaned.

    Args:
        question: the question.
        history: earlier turns, oldest first.
        mend: mends typos.
    """
    completed = _complete(question, history) if history else _Completed(question)
    text = completed.text
    text, question = _digits(text), _digits(question)
    asked, question = question, mend(question)
    text = question if text == asked else mend(text)
    references = tuple(parse_references(text))
    return Understood(
        question=question, text=text, context=completed.context, asked=asked, references=references,
        phrases=tuple(dict.fromkeys(p.strip() for p in _QUOTED.findall(question or text))),
        facets=_facets(question, completed.context), wants_list=_LIST.search(question) is not None,
        wants_yes_no=_asks_yes_no(question), wants_lookup=bool(references) or _LOOKUP.search(question) is not None,
        wants_occurrences=_OCCURRENCES.search(question) is not None, wants_comparison=_COMPARE.search(question) is not None,
        wants_more=completed.wants_more, step=completed.step, seen=completed.seen,
    )  # fmt: skip


def understand_leaning(question: str, history: Sequence[Turn], mend: Callable[[str], str] = str) -> Understood:
    """Return the query of a question completed with the one before it, whether it says that it leans on it or not."""
    before = _topic(history) or ""
    alone = understand(question, (), mend)
    return replace(alone, text=mend(f"{before} {alone.question}"), context=before)


def _facets(question: str, context: str) -> tuple[str, ...]:
    """Return what is asked for; a rate or a cap asked after a subsidy is that of the subsidy."""
    found = asked_facets(question)
    if "entitlement" not in found and _GRANT.search(context) and set(found) & {"rate", "cap", "amount"}:
        return ("entitlement", *found)
    return found


def _asks_yes_no(question: str) -> bool:
    """Return whether yes or no is an answer: 是不是, 对吗 and the like, and nothing else is asked for."""
    last = re.split(r"[,，。;；]", question.rstrip("?？。!！ "))[-1]
    return (
        _YES_NO.search(question) is not None
        and _ASKS_FACT.search(question) is not None
        and _WH.search(last.replace("什么", "", 0)) is None
    )


@dataclass(frozen=True, slots=True)
class _Completed:
    """A self-contained question, what completed it, and what else the words before it say."""

    text: str
    context: str = ""
    wants_more: bool = False
    step: int = 0
    seen: str = ""


def _complete(question: str, history: Sequence[Turn]) -> _Completed:
    """Return the question completed with the turns before it, where it leans on them."""
    before = _topic(history)
    if before is None:
        return _Completed(question)
    if _MORE.match(question):
        return _Completed(before, before, wants_more=True, seen=history[-1].answer)
    if _WHERE.match(question) and len(question) <= 14:
        return _Completed(f"{before} 原文", before)
    step = _NEXT.search(question)
    if step and len(question) <= 14 and parse_references(before):
        return _Completed(before, before, step=1 if step.group(1) in "下后" else -1)
    item = _ITEM.search(question)
    if item and not parse_references(question) and len(question) <= 20:
        line = _line_of(history[-1].answer, chinese_to_int(item.group(1)) or 0)
        if line:
            return _Completed(line, before)
    found = _SUBSTITUTE.match(question)
    if found:
        swapped = _swap(before, found.group("what"))
        if swapped:
            return _Completed(swapped, before)
    if leans(question) and not parse_references(question):
        return _Completed(f"{before} {question}", before)
    return _Completed(question)


def leans(question: str) -> bool:
    """Return whether the question says that it goes on from the one before: 那…呢, 它, 其中."""
    return _FOLLOW_CUE.search(question) is not None


def is_follow_up(question: str) -> bool:
    """Return whether the question may lean on the one before: it says so, or it is too short to be sure that it does not."""
    return leans(question) or (len(_PUNCTUATION.sub("", question)) <= 9 and not parse_references(question))


def _topic(history: Sequence[Turn]) -> str | None:
    """Return the earlier question, completed with the one before it where it leans on that."""
    texts: list[str] = []
    for turn in reversed(history[-4:]):
        texts.insert(0, clean(turn.question))
        if not is_follow_up(texts[0]):
            break
    return " ".join(texts) or None


def _swap(before: str, what: str) -> str:
    """Return ``before`` with the word of the same class replaced by ``what``, or an empty text."""
    for words in _CLASSES:
        new = next((word for word in words if word in what), None)
        if new is None:
            continue
        old = next((word for word in words if word in before and word not in what), None)
        if old is not None:
            return before.replace(old, new)
    return ""


def _line_of(answer: str, number: int) -> str:
    """Return the ``number``-th point of an answer, without its marks."""
    lines = [line for line in answer.splitlines() if re.match(r"\s*(?:\d+[.、)]|[（(]?[一二三四五六七八九十]+[、)）])", line)]
    if not lines:
        lines = [line for line in answer.splitlines() if re.search(r"\[\d+\]", line)]
    if not 0 < number <= len(lines):
        return ""
    return re.sub(r"\[\d+\]|^\s*\d+[.、)]\s*", "", lines[number - 1]).strip("“” ")[:120]
