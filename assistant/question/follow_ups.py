"""Follow-ups: what a turn keeps of the turns before it, and what it replaces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import messages
from assistant.field import NEUTRAL, Field
from assistant.question.cleaning import clean, words_only
from assistant.question.cues import PATTERNS, Cue
from assistant.question.facets import asks_something
from assistant.question.guard import judge
from assistant.question.moves import NEXT, counted_on, moved, names_no_document, stepped
from assistant.question.numbering import ordinals_in
from assistant.question.references import parse_references
from assistant.question.slots import beside_slots, filled_anew, in_full, of_the_same_head, slots_of, with_subject
from assistant.records import Turn
from assistant.wordings import patterns, read_wordings
from corpus.numerals import chinese_to_int

LOOKED_BACK = 4  # turns; what stands farther back is no longer meant by 它
BRIEF = 14  # characters up to which 下一条 is a question about the answer before
BRIEF_ITEM = 20  # … and 第三点具体怎么说, 出自哪里, 一句话说
OF_WHAT = frozenset({"kind"})  # slot that tells what is compared; the others tell the sides
SHORT = 9  # characters up to which a question may lean on the one before without saying so
LINE = 120  # characters of a line of the answer that are asked about, and of what tells which document it is from
SLOT = 4  # characters up to which it only fills a slot anew
WORD = 8  # characters up to which what a correction puts right is a word, not a question
MOST_SAID = 3  # quotes of an answer whose places are told
TELLING = 10  # characters of a stretch of an answer that tell which document it is from
_STRETCH = re.compile(r"[“”。；;\n]|\[\d+\]|……")
_ACTS = patterns(Path(__file__).with_suffix(".tsv"))
_ALL_SUPPORT = read_wordings(Path(__file__).with_suffix(".tsv"))["all_support"][0]
_CORRECTIONS = ("rather", "takes_back", "puts_right", "means")
_ITEM = re.compile(r"第([一二三四五六七八九十0-9]+)(?:点|条|个|项|款|种|类|档|步)")
_NUMBERED = re.compile(r"\s*“?(?:\d+[.、)]|[（(]\d+[)）]|[（(]?[一二三四五六七八九十]+[、)）])")
_IN_ROW = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]|[①②③④⑤⑥⑦⑧⑨⑩]")  # a list within a line
_ROW = re.compile(r"[^，,。；;：:“”、]{2,30}(?:、[^，,。；;：:“”、]{2,30}){2,}")  # … and one within a sentence: 甲、乙、丙
_SOURCE = re.compile(r"（《(?:[^\n（）]|（[^\n（）]*）)*）(?=\s|$)")  # titles have parentheses of their own
_ONLY_ASKS = re.compile("那|呢|是|有|多久|多长|几年|多少年|[?？ ]")
_TITLED = re.compile(r"《[^\n《》]{2,60}》")
_MARK = re.compile(r"\[\d+\]")
_MARK_OR_NUMBER = re.compile(r"\[\d+\]|^\s*\d+[.、)]\s*")
_SAID = re.compile(r"“([^\n]{6,400}?)”(?=\[\d+\]|……|$|\n)")
_NO_TOPIC = tuple(  # how answers begin to what had nothing to do with any document
    text.partition("{")[0] for text in (messages.OUT_OF_SCOPE, *messages.REPLIES.values())
)


@dataclass(frozen=True, slots=True)
class Completed:
    """A self-contained question, what completed it, and what else the words before it say.

    ``step`` is 1 for the place after the one asked for before, -1 for the one before it; ``seen`` are the answers before,
    where more of the same is wanted; ``said`` are the quotes of the answer before whose places are wanted; ``brief`` where
    one line is; ``turn`` is what the question says itself, where it is not that of the reader: of a correction what is
    right; ``anew`` where nothing of the turns before it is meant; ``answered`` is what the answer before says, in stretches,
    where the question goes on from it; ``quoted`` says that the text is a point of it, which claims nothing.
    """

    text: str
    context: str = ""
    step: int = 0
    seen: str = ""
    said: tuple[str, ...] = ()
    brief: bool = False
    turn: str = ""
    anew: bool = False
    answered: tuple[str, ...] = ()
    quoted: bool = False


def complete(question: str, history: Sequence[Turn], field: Field = NEUTRAL, topic: str | None = None) -> Completed:
    """Return the question completed with the turns before it, where it says that it leans on them.

    Args:
        question: cleaned.
        history: oldest turn first.
        field: of the office.
        topic: what ``topic_before`` says of the history, where it is known.
    """
    question, turns = _gone_back(question, history)
    before = _topic(turns, field, topic if turns is history else None)
    step = _own_step(question)
    if step:
        return _next_place(_with_document(question[: step.start()], before), step)
    anew = _ACTS["anew"].match(question)
    if anew or not before:
        return Completed(question[anew.end() :] if anew else question, anew=anew is not None)
    about = _about_the_answer(question, before, turns, field)
    if about:
        return about
    return _corrected(question, _put_right(question, before, turns), before, field)


def _corrected(question: str, put: str, before: str, field: Field) -> Completed:
    """Return what a turn means that may put right what was asked before (``put``), or fills its slots anew."""
    turn, mended = corrected(question, put)
    if mended != before and turn in mended:
        return Completed(mended, before, turn=mended)
    if turn == question:
        return _filled(turn, mended, field)
    filled = _filled(_at_the_place(turn, mended, field), mended, field)
    if filled.context or asks_something(turn) or _is_put_anew(question):
        return filled if filled.context else replace(filled, turn=filled.text)
    told = _told_of(turn, mended)
    return Completed(told, mended, turn=told)


def _told_of(told: str, before: str) -> str:
    """Return the question before, asked of what a correction tells (是外资企业): in place of what ends alike, else before it."""
    first, *others = told.split("，")
    asked = of_the_same_head(before, first)
    return "，".join([*others, asked] if asked else [told, before])


def _put_right(question: str, before: str, history: Sequence[Turn]) -> str:
    """Return what a correction puts right: the topic without the last of the questions that are joined in it."""
    if not _correction(question):
        return before
    last = clean(history[-1].question)
    return before.removesuffix(last).strip() or before


def _topic(history: Sequence[Turn], field: Field, known: str | None) -> str:
    """Return what ``topic_before`` says of the history, where that is not ``known``."""
    return topic_before(history, field) if known is None else known


def _gone_back(question: str, history: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """Return a question without the words that go back, and the turns that it goes back to: 回到第一个问题, 回到刚才."""
    first = _ACTS["to_the_first"].match(question)
    if first and len(history) > 1:
        return question[first.end() :] or history[0].question, history[:1]
    back = _ACTS["back"].match(question)
    return (question[back.end() :] if back else "") or question, history


def _own_step(question: str) -> re.Match[str] | None:
    """Return the step that a brief question takes from a place that it names itself: 第九条的上一条."""
    step = NEXT.search(question)
    return step if step and len(question) <= BRIEF_ITEM and parse_references(question[: step.start()]) else None


def _with_document(place: str, before: str) -> str:
    """Return a place with the document of the question before, where it names none itself: 第九条 after 某法第八条."""
    if not names_no_document(place):
        return place
    found = parse_references(before)
    return f"{before.partition(found[0].text)[0] if found else before}{place}"


def _filled(question: str, before: str, field: Field) -> Completed:
    """Return the question before with the slots filled that the turn names, followed by what else it says."""
    before = _counted_anew(before, question)
    if parse_references(question):  # 第一条呢 after 保障措施有几条; 那商标法第六条呢 names its own place
        leans_on = names_no_document(question) and not parse_references(before)
        return Completed(f"{before} {question}", before) if leans_on else Completed(question)
    if PATTERNS[Cue.COMPARES].search(question) and is_follow_up(question):  # 和2019年的区别: both sides are meant
        before = filled_anew(before, question, field.kinds, OF_WHAT)
        whole = f"{before} {question}"
        return Completed(whole, before, turn=whole)
    question = in_full(question, field.kinds)
    context = filled_anew(before, question, field.kinds)
    if context != before and all(piece in before for piece in beside_slots(question, field.kinds)):
        return Completed(context, before, turn=context)
    swapped = with_subject(before, question, field.kinds) if asks_instead(question) else ""
    return Completed(swapped, before, turn=swapped) if swapped else Completed(question)


def _counted_anew(before: str, question: str) -> str:
    """Return the question before without what it counts, where the turn counts anew: 第一条呢, then 最后一条呢."""
    counts, (counted, under) = ordinals_in(question)[0], ordinals_in(before)
    return under if counts and counted and under else before


def leaning_on(question: str, before: str, answer: str = "", field: Field = NEUTRAL) -> Completed:
    """Return the question as it reads if it leans on the one before and its answer, whether it says so or not."""
    context = filled_anew(_counted_anew(before, question), question, field.kinds)
    stretches = (stretch.strip() for stretch in _STRETCH.split(answer))
    said = sorted((stretch for stretch in stretches if len(stretch) >= TELLING), key=len, reverse=True)[:MOST_SAID]
    same = context == before  # what is asked of another kind of right is not in the same document
    named = [match.group() for match in _TITLED.finditer(answer)][:1]
    return Completed(
        f"{context} {question}", context, answered=tuple(stretch[:LINE] for stretch in (*named, *said)) if same else ()
    )


def answer_before(history: Sequence[Turn]) -> str:
    """Return the answer that a turn may go on from: the last one, or where that quotes nothing the one it goes on from itself."""
    for turn in reversed(history):
        if _MARK.search(turn.answer):
            return turn.answer.partition(messages.ALSO_LEAD)[0]  # what may have to do with it was not spoken of
        if not is_follow_up(clean(turn.question)):
            break
    return history[-1].answer


def is_correction(question: str) -> bool:
    """Return whether a turn puts something right: it then goes on from what was asked before, whatever it is about."""
    return _correction(question) is not None


def _correction(question: str) -> re.Match[str] | None:
    return next(filter(None, (_ACTS[key].search(question) for key in _CORRECTIONS)), None)


def _is_put_anew(question: str) -> bool:
    """Return whether a correction says what it asks instead (我问的是…), not of what the question before is asked (是…)."""
    found = _correction(question)
    return found is not None and _ACTS["asked_for"].search(question, 0, found.start("yes")) is not None


def corrected(question: str, before: str) -> tuple[str, str]:
    """Return what a correction asks instead, and the question before with what it puts right: 不是专利，我问的是商标."""
    found = _correction(question)
    if found is None or not before:
        return question, before
    said = found.groupdict()
    right, wrong = said["yes"].strip(" ,，。!！?？"), (said.get("no") or "").strip()
    wrong = wrong if wrong in before else wrong.removesuffix("的")
    return right, before.replace(wrong, right if len(right) <= WORD else " ") if wrong else before


def _at_the_place(turn: str, before: str, field: Field) -> str:
    """Return what a correction asks with the place of the question before, where it names none: 我问的是商标 of a place."""
    places = [slot for slot in slots_of(before, field.kinds) if slot.kind == "place"]
    named = any(slot.kind in ("place", "document") for slot in slots_of(turn, field.kinds))
    return turn if named or not places or len(turn) <= SLOT else before[places[0].start : places[0].end] + turn


def _about_the_answer(question: str, before: str, history: Sequence[Turn], field: Field) -> Completed | None:
    """Return what a question means that asks about the answer before: its source, more, a point of it, in short; or None."""
    answer = history[-1].answer
    step = NEXT.search(question)
    if step and len(question) <= BRIEF and parse_references(before):
        return _next_place(before, step)
    place = moved(before, question)
    if place:
        return Completed(place, before)
    act = _act(question)
    said = tuple(_SAID.findall(answer)[:MOST_SAID])
    if act == "more":
        seen = "\n".join(turn.answer for turn in history[-LOOKED_BACK:])
        return Completed(before, before, seen=seen, turn=before)
    if act == "brief":
        return Completed(before, before, brief=True, said=said[:1], turn=before)
    if act:
        return Completed(f"{before} 原文" if said else f"{before} {answer[:LINE]}", before, said=said)
    line = "" if parse_references(before) else _point(question, history, field)
    if not line:
        return None
    line = _at_the_place(line, before, field)
    return Completed(line, before, turn=line, quoted=True)


def _act(question: str) -> str:
    """Return what a brief question does with the answer before, as ``follow_ups.tsv`` calls it, or an empty text."""
    acts = (act for act in ("more", "brief", "source", "sure") if _ACTS[act].search(question))
    return next(acts, "") if len(question) <= BRIEF_ITEM else ""


def _point(question: str, history: Sequence[Turn], field: Field) -> str:
    """Return the point that a brief question names, of the last answer that has one: 第三点, 最后一个; empty for none."""
    named = _ITEM.search(question) or _ACTS["last"].search(question)
    if named is None or len(question) > BRIEF_ITEM or slots_of(question, field.kinds):  # a place of a law: 商标法第二条
        return ""
    return _point_of(history, (chinese_to_int(named.group(1)) or 0) if named.re is _ITEM else -1)


def _point_of(history: Sequence[Turn], number: int) -> str:
    """Return the point of that number (-1 for the last) of the last answer that has one, empty for none."""
    answers = (_points(turn.answer) for turn in reversed(history[-LOOKED_BACK:]))
    points = next((points for points in answers if len(points) >= max(number, 1)), [])
    return points[max(number, 0) - 1] if points and number else ""


def _points(answer: str) -> list[str]:
    """Return the points of an answer, without numbers and marks: its numbered lines, the items of a list, or lines that quote.

    Of one sentence alone they are what stands in a row in it.
    """
    answer = _SOURCE.sub("", answer)  # 三、(二)3. in it numbers no point
    lines = list(filter(_NUMBERED.match, answer.splitlines()))
    lines = lines or list(filter(str.strip, _IN_ROW.split(answer)[1:]))
    lines = lines or list(filter(_MARK.search, answer.splitlines()))
    # of a sentence that is shown in parts, ““十三五”期间”……“出台了意见”, the longest tells what it says
    said = [max(_SAID.findall(line), key=len, default="") or _MARK_OR_NUMBER.sub("", line) for line in lines]
    row = max((match.group() for text in said for match in _ROW.finditer(text)), key=len, default="") if len(said) == 1 else ""
    return [text.strip("“” ；;")[:LINE] for text in (row.split("、") if row else said)]


def _next_place(before: str, step: re.Match[str]) -> Completed:
    """Return what the place next to the one before is: by its number, or by the steps from the one that was named."""
    by_number = stepped(before, _direction(step), step.group("unit"))
    if by_number:
        return Completed(by_number, before)
    return Completed(before, before, step=_direction(step) + sum(map(_direction, NEXT.finditer(before))))


def _direction(step: re.Match[str]) -> int:
    return 1 if step.group("on") else -1


def asks_instead(question: str) -> bool:
    """Return whether a turn only names what the question before is to be asked of instead: 个人呢, 换成北京."""
    return _ACTS["instead"].search(question) is not None


def leans(question: str) -> bool:
    """Return whether the question goes on from the one before: it says so (那…呢, 它, 其中), or leaves unsaid what it asks of.

    今年还能申请吗 asks of what was spoken of.
    """
    said = PATTERNS["leans"].search(question) or _ACTS["leaves_unsaid"].search(question)
    return said is not None or asks_on(question) or asks_of_another(question)


def asks_on(question: str) -> bool:
    """Return whether a question asks for a particular of what was spoken of, and not of what: 要什么条件, 怎么申请."""
    return _ACTS["asks_on"].search(question) is not None


def particular_named(question: str) -> str:
    """Return a turn without the words that only ask: 有效期 of 有效期呢, 有效期是几年."""
    return _ONLY_ASKS.sub("", question)


def asks_of_another(question: str) -> bool:
    """Return whether a question only names what that is asked of which was asked before: 文科的行吗."""
    return _ACTS["of_another"].search(question) is not None


def is_follow_up(question: str) -> bool:
    """Return whether the question may lean on the one before: it says so, or it is too short to be sure that it does not."""
    if leans(question) or names_no_document(question):
        return True
    return len(words_only(question)) <= SHORT and not parse_references(question)


def topic_before(history: Sequence[Turn], field: Field = NEUTRAL) -> str:
    """Return the earlier question as it read after the turns before it; empty where there is none that a document answers."""
    topic = ""
    for number, turn in enumerate(history[-LOOKED_BACK:]):
        if turn.answer.startswith(_NO_TOPIC) or judge(turn.question, field).kind:
            continue
        topic = _continued(clean(turn.question), topic, history[-LOOKED_BACK:][:number], field)
    return topic


def _followed(before: str, follow_up: str) -> str:
    """Return the place that a follow-up by numbers went to; empty where it was none."""
    step = NEXT.search(follow_up)
    if step is None:
        return moved(before, follow_up)
    by_number = stepped(before, _direction(step), step.group("unit"))
    return by_number or (counted_on(before, _direction(step)) if step.group("unit") == "条" else "")


def _continued(question: str, topic: str, history: Sequence[Turn], field: Field) -> str:
    """Return the topic after one more question."""
    if not topic:
        return question
    if (completed := _ACTS["anew"].match(question)) is not None:
        return question[completed.end() :]
    if len(question) <= BRIEF and NEXT.search(question) and parse_references(topic):
        return _followed(topic, question) or f"{topic} {question}"
    about = _about_the_answer(question, topic, history, field)
    if about:
        return topic if about.text.startswith(topic) else about.text
    return _refilled(question, topic, field)


def _refilled(question: str, topic: str, field: Field) -> str:
    """Return the topic as a correction puts it right, or with its slots filled anew."""
    question, mended = corrected(question, topic)
    if mended != topic and question in mended:
        return mended
    filled = _filled(question, mended, field)
    if filled.context or not is_follow_up(question) or parse_references(question):
        return filled.text
    return leaning_on(question, mended, field=field).text


def open_request(turn: str, told: str) -> str:
    """Return which support there is for a turn that only says that something is to be got (我能拿到啥); else the turn.

    ``told`` is what the asker said of himself; without it that is no question.
    """
    return _ALL_SUPPORT if told and _ACTS["gets_what"].match(turn) else turn


def with_profile(told: str, before: str) -> str:
    """Return the question before with what the asker said of himself, where it does not say that already."""
    return f"{told} {before}" if told and told not in before else before


def about_self(question: str, history: Sequence[Turn]) -> str:
    """Return what the asker said of himself in earlier turns, where the question is about him: 我们是小微企业 … 我能拿到什么."""
    if not _ACTS["self"].search(question):
        return ""
    told = dict.fromkeys(match.group() for turn in history for match in _ACTS["profile"].finditer(clean(turn.question)))
    return " ".join(text for text in told if text not in question)
