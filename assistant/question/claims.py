"""What a question asserts: its statement, without what only asks for confirmation and without who is said to have said it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.question.cues import PATTERNS
from assistant.wordings import alternatives, patterns, read_wordings
from index.segment import default_segmenter

_TABLE = Path(__file__).with_name("claims.tsv")
_WORDS, _PATTERNS = alternatives(_TABLE), patterns(_TABLE)
_TAG = re.compile(rf"{_WORDS['tag']}$")
_ASIDES = read_wordings(_TABLE)["aside"]
_PREDICATING = frozenset(read_wordings(_TABLE)["predicating"])  # without one of them 专利奖的评选办法。 only names something
_OPENS = re.compile(rf"{_WORDS['opens']}[,:、 ]?")
_FIGURE = re.compile(r"[\d二两三四五六七八九十百千万亿]")
_TELLER = re.compile(_WORDS["teller"])
_BREAK = re.compile(r"[,;:。!?\n—]+")
_A_NOT_A = re.compile(r"(可)不(?:可以|可)|(可以|[\u4e00-\u9fff])不\2")
_CHOICE = re.compile(r"([^是对\W])不\1")
_DID_OR_NOT = re.compile(r"(?![有还])([\u4e00-\u9fff])没\1(起来|[成好完到过住上掉出下]?)")
# 决定是否受理 asks nothing
_ABLE = re.compile(
    r"(?<!决定|确定|认定|判断|审查|核实|告知|说明|考虑|作出|无论|不论|不管)(能|可以?|是)否"
)  # 决定是否受理 asks nothing
# a statement in quotation marks that somebody put to paper: 稿子写“…”，对吗
_QUOTED = re.compile(
    r"[^“”\"]{0,12}[“\"](?P<said>[^“”\"]{8,})[”\"],?(?P<asks>[^“”\"]{0,12}(?:吗|吧|对不对|是不是|不|没|么))[?。!]?"
)
_RHETORICAL = re.compile(r"(?<!既)不是(?=[^,]*$)")  # 不是工业企业,能报吗: what stands before it is the case
_NO_HARM = re.compile(rf"{_WORDS['no_harm']}(?=[了吗吧么嘛呢啊呀哈?]*$)")
_DENIAL = re.compile(r"[不没未无]")
_KEYWORD_ENDS = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_PARTICLES = "吗吧么嘛呢啊呀哈 ?"
_TRAILS = "是呢啊呀哈哦呗"
_ASKS = ("吗", "嘛", "么")
ASIDE = 16  # characters of a stretch at the end that may only ask for confirmation
REPORT = 24  # characters of a stretch at the start that may only tell who said it
_TEXTS = ("法", "法典", "条例", "细则")  # how the names of laws and rules end
_BARE = ("", "吗", "么", "嘛", "呢", "啊", "不", "否")
TRAILING = 3  # characters behind the word that asks where the whole asks (期限是几年); farther ahead it asks inside a claim
LONGEST_TAG = 12  # words at the end that ask for confirmation, without a comma
ROW = 2  # blanks between words that make them a row of keywords
STATEMENT = 10  # characters that with a full stop behind them are a sentence
SHORTEST = 3  # characters; what is left of 对吗 asserts nothing


@dataclass(frozen=True, slots=True)
class Claim:
    """What a question asserts.

    ``text`` is the statement, empty where nothing is asserted; ``absent`` says that the documents are claimed to say nothing
    of it (没提到…); ``asserted`` that it is put for confirmation (…对吗, …没错吧), not asked openly (有没有…, 能…吗) nor
    just said; ``to_come`` that it is said of what is still to come about (要达到…); ``confirmed`` that it is said to be so
    (…对吗, 听说…), where 完成了没有 and 完成了吗 leave it open; ``asked`` that it is asked, and neither said nor put for
    confirmation (能…吗, …行不行).
    """

    text: str = ""
    absent: bool = False
    asserted: bool = False
    to_come: bool = False
    confirmed: bool = False
    asked: bool = False


def claim_of(question: str) -> Claim:
    """Return what a yes-or-no question or a statement asserts; its width must have been folded."""
    if _chooses(question) or _PATTERNS["names"].search(question):
        return Claim()
    put, aside, told = _put(question)
    bare = _without_tags(put)
    if _doubts(put, bare):
        return Claim()
    earnest = _earnest(bare, question)
    tail = put[len(bare) :].strip(" ,")
    confirmed = any((told, tail not in _BARE, aside, earnest))
    said = _without_opening(_cut(bare, earnest))
    absent = _absent(said)
    text = _PATTERNS["put_in"].sub("", _PATTERNS["contrast"].sub("", _cut(said, absent).strip(" ,“”\"'")))
    asked = _asks_whether(question)
    tagged = _is_tagged(tail, aside) and not _is_of_a_choice(tail, question)
    if _asks_what(text, tagged=tagged) or not (confirmed or asked or _states(text, question)):
        return Claim()
    asserted = confirmed or (asked and not _PATTERNS["open"].search(question))
    to_come = _PATTERNS["to_come"].search(text) is not None
    return Claim(text, bool(absent), asserted, to_come, confirmed, _asks_of_a_case(question, aside, asked and not confirmed))


def _asks_of_a_case(question: str, aside: str, openly: bool) -> bool:
    """Return whether it is asked how a case stands: ``openly``, and not if a text says so (条例是否这样要求), or for leave.

    卖给邻村，行不行 puts nothing for confirmation. 是由协会设立的吗 asks of no case: nothing in it may or must be done.
    """
    if _PATTERNS["asks_leave"].fullmatch(aside):
        return True
    of_text = _PATTERNS["asks_of_text"].search(question) is not None
    return openly and not of_text and _PATTERNS["of_a_case"].search(question) is not None


def _earnest(bare: str, question: str) -> re.Match[str] | None:
    """Return the word that asks in earnest (真的, 当真): it stands in the stretch that asks."""
    return _PATTERNS["earnest"].search(bare, bare.rfind(",") + 1) if question.endswith("?") else None


def _is_tagged(tail: str, aside: str) -> bool:
    """Return whether what stands behind a statement asks whether it is so: 对吗, and not just 吗, 呀 or 麻烦查一下."""
    return (tail not in _BARE and tail.strip(_TRAILS) != "") or _TAG.search(aside.rstrip(_PARTICLES)) is not None


def _is_of_a_choice(tail: str, question: str) -> bool:
    """Return whether what stands behind a statement is of what it asks: 这事 of 几天内告诉我管不管这事 confirms nothing."""
    return any(question[found.end() :].rstrip("?") == tail for found in _CHOICE.finditer(question))


def _absent(said: str) -> re.Match[str] | None:
    """Return the words that say that a text says nothing of it (规划没提到); 合同里没写权利归谁 tells of a case.

    They stand at the end, at the beginning of a stretch, or behind a text or what only points to one.
    """
    for found in _PATTERNS["absent"].finditer(said):
        before = said[: found.start()].rpartition(",")[2]
        if found.end() == len(said) or _PATTERNS["of_a_text"].search(before):
            return found
    return None


def _asks_whether(question: str) -> bool:
    return any(pattern.search(question) for pattern in (PATTERNS["yes_no"], PATTERNS["permission"], _ABLE, _DID_OR_NOT))


def _cut(text: str, found: re.Match[str] | None) -> str:
    return text[: found.start()] + text[found.end() :] if found else text


def _asks_what(text: str, *, tagged: bool) -> bool:
    """Return whether a text is too short to assert anything, or asks what, who or when.

    What is put for confirmation may ask inside: 落实得怎样由谁检查 is what 落实得怎样由政府检查,对吗 speaks of.
    """
    bare = _PATTERNS["no_wh"].sub("", text)
    asking = PATTERNS["wh"].search(bare, max(0, len(bare) - TRAILING - 1) if tagged else 0)
    return len(text) < SHORTEST or asking is not None


def _put(question: str) -> tuple[str, str, bool]:
    """Return a question without who is said to have said it, the stretch behind it that only asks, and whether it is told."""
    quoted = _QUOTED.fullmatch(question)
    if quoted and _only_asks(quoted["asks"]):  # “引入技术调查官”，只在八个试验区推，对吗 says more than what it quotes
        return quoted["said"].strip(",;。"), "", True
    stretches = [stretch.strip() for stretch in _BREAK.split(question.strip(" ,;:。!?~")) if stretch.strip()]
    aside = ""
    while len(stretches) > 1 and len(stretches[-1]) <= ASIDE and _only_asks(stretches[-1]):
        aside = stretches.pop()
        if _PATTERNS["asks_leave"].fullmatch(aside):
            stretches[-1] = f"可以{stretches[-1]}"  # 两份一块儿报，可以吗
    stretches, checked = _without_reports(stretches)
    told = stretches if _PATTERNS["open"].search(question) else _as_told(stretches)
    return _straight(_without_opening(",".join(told))), aside, checked or told is not stretches


def _without_reports(stretches: list[str]) -> tuple[list[str], bool]:
    """Return stretches without those before a statement that only tell who said it, and whether one of them asks to check it."""
    first = 0
    while first < len(stretches) - 1 and len(stretches[first]) <= REPORT and _only_reports(stretches[first]):
        first += 1
    return stretches[first:], any(_PATTERNS["checks"].fullmatch(stretch) for stretch in stretches[:first])


def _as_told(stretches: list[str]) -> list[str]:
    """Return what somebody is said to have said, without the story before it, unless that has figures: conditions."""
    for number in range(len(stretches) - 1, -1, -1):
        told = _TELLER.match(stretches[number])
        story = number == 0 or not _FIGURE.search("".join(stretches[:number]))
        if told and PATTERNS["wh"].search("".join(stretches[:number])):
            break  # 能管多久？听说各不一样 asks how long
        if told and story and len(stretches[number]) - told.end() >= SHORTEST:
            return [stretches[number][told.end() :], *stretches[number + 1 :]]
    return stretches


def _states(text: str, question: str) -> bool:
    """Return whether a text that asks nothing states something: it has a figure, a duty or a predicate, and requests nothing.

    A row of keywords (地理标志 单位和个人 禁止行为) states nothing.

    One with no more than a question mark (园区已经是国家级的?) or no mark at all does where it has a verb of its own, one with a
    full stop where it predicates; one with a quantity where it ends with that (答辩期十五日) or predicates (要培育10个……园区).
    """
    in_a_row = len(_KEYWORD_ENDS.findall(text)) >= ROW
    names = text.endswith("的") and (question.endswith("?") or "是" not in text)  # 由市政府设的; 是不收钱的 states
    if in_a_row or names or _PATTERNS["requests"].search(text):
        return False
    closed = question.endswith("。")
    plain = not _CHOICE.search(question)  # 半年不给钱，法律管不管: what stands before it is the case
    counted = plain and _PATTERNS["quantity"].search(text) is not None
    if _PATTERNS["states"].search(text) or (counted and (closed or _ends_or_predicates(text))):
        return True
    if closed:
        return len(text) >= STATEMENT or _predicates(text)
    may = (plain or question.endswith("?")) and not question.rstrip("?").endswith("呢")
    return may and not _PATTERNS["open"].search(text) and _PATTERNS["declares"].search(text) is not None


def _ends_or_predicates(text: str) -> bool:
    last = [*_PATTERNS["quantity"].finditer(text)][-1]
    return (last.start() > 0 and _PATTERNS["ends_so"].match(text, last.end()) is not None) or _predicates(text)


def _predicates(text: str) -> bool:
    return any(word in _PREDICATING for word, _ in default_segmenter().spans(text))


def _chooses(question: str) -> bool:
    """Return whether a question asks which of two things is so (A还是B); 无论A还是B is no choice, nor is A还是B，对吗."""
    found = _PATTERNS["alternative"].search(question)
    if found is None or _TAG.search(question.rstrip("?。! ")):
        return False
    return _PATTERNS["no_choice"].search(question[: found.start()]) is None


def _only_asks(stretch: str) -> bool:
    """Return whether a stretch is made of nothing but the words of one that asks for confirmation: 文件里是这么写的吗.

    One that denies asserts: 规划不支持 turns what stands before it round.
    """
    if _denies(stretch):
        return False
    may_name = any(end in stretch for end in _TEXTS)  # few do, and need to be cut into words
    names = [word for word in default_segmenter().cut(stretch) if _names_a_text(word)] if may_name else []
    ends = {0}
    for at, character in enumerate(stretch):
        if at in ends:
            asides = _asides_by_first().get(character, ())
            ends.update(at + len(word) for word in (*asides, *names) if stretch.startswith(word, at))
    return len(stretch) in ends


@lru_cache(maxsize=1)
def _asides_by_first() -> dict[str, tuple[str, ...]]:
    """Return the words that only ask by the character that they begin with."""
    return {first: tuple(word for word in _ASIDES if word[0] == first) for first in {word[0] for word in _ASIDES}}


def _names_a_text(word: str) -> bool:
    """Return whether a word names a law (专利法), where 合法 and 办法 name none: what stands in it is asked of it."""
    return len(word) > len("办法") and word.endswith(_TEXTS)


def _denies(stretch: str) -> bool:
    return _DENIAL.search(_PATTERNS["no_denial"].sub("", stretch.rstrip(_PARTICLES))) is not None


def _doubts(put: str, bare: str) -> bool:
    """Return whether what only asks denies what stands before it (这说法不对吧): that is then doubted, not asserted."""
    left = bare.rpartition(",")
    return _denies(put[len(bare) :]) or bool(left[1] and len(left[2]) < SHORTEST and _DENIAL.search(left[2]))


def _only_reports(stretch: str) -> bool:
    return bool(_PATTERNS["reports"].search(stretch) or _only_asks(stretch) or _OPENS.fullmatch(stretch))


def _straight(text: str) -> str:
    """Return a question as a statement: A不A is A, A没A is A了, a rhetorical 不是…吗 and a double negation affirm.

    What is said to do no harm, or not to be banned, is said to be allowed: 直接拿来卖没问题, 条例没禁止.
    """
    text = _DID_OR_NOT.sub(r"\1\2了", _allowed(text))
    text = _ABLE.sub(r"\1", _A_NOT_A.sub(_asserted, text.replace("可否", "可以否"))).replace("有没有", "有")
    text = _RHETORICAL.sub("", text, 1) if text.endswith(_ASKS) else text
    text = _PATTERNS["double_negation"].sub("", _PATTERNS["not_banned"].sub("允许", text))
    return _allowed(text)


def _allowed(text: str) -> str:
    """Return a text whose last stretch says at its end that something does no harm as one that says that it is allowed."""
    found = _NO_HARM.search(text)
    allowed = text[: found.start()].rstrip(",") if found else ""  # 加个“式”字印上去，就不算犯规: said of the stretch before
    if found is None or not allowed:
        return text
    begin = allowed.rfind(",") + 1
    return f"{allowed[:begin]}可以{allowed[begin:]}{text[found.end() :]}"


def _asserted(a_not_a: re.Match[str]) -> str:
    return "可以" if a_not_a[1] else a_not_a[2]


def _without_tags(text: str) -> str:
    for _ in range(LONGEST_TAG):
        found = _TAG.search(text, max(0, len(text) - 8))
        if found is None or found.start() == 0 or (len(found.group()) == 1 and _ends_a_word(text)):
            break
        # 还算数 is said of it, where 补贴三成,算数吗 asks whether it is so
        if _PATTERNS["goes_on"].search(text[: found.start()]):
            break
        text = text[: found.start()].rstrip(" ,")
    return text


def _ends_a_word(text: str) -> bool:
    """Return whether the last character is but the end of a word: 应对 does not end in 对."""
    return any(len(last) > 1 for last, _ in default_segmenter().spans(text)[-1:])


def _without_opening(text: str) -> str:
    for _ in range(3):
        found = _OPENS.match(text)
        if found is None or found.end() >= len(text) - SHORTEST:
            break
        text = text[found.end() :]
    return text
