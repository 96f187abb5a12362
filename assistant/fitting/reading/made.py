"""Claims made from sentences of laws and news: in other words, or with one thing exchanged, or with one that is not there.

The twins that people wrote are few thousand; these teach the model to look at each figure, body, level and word of a claim.
``exchanges.tsv`` has the words: ``alike`` ones say the same, ``above`` and ``below`` are said of figures, ``before`` and
``after`` put a claim as people do, ``body`` is one to begin with, and any others say something else. A single character is
exchanged only where it is a word of its own: 由 is none in 自由.
"""

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.fitting.reading.pairs import Pair, read_gzip
from assistant.reading.passage import Passage
from corpus.numerals import chinese_to_int, int_to_chinese
from index.segment import default_segmenter

TABLE = Path(__file__).parent / "exchanges.tsv"
SUPPORTS, CONTRADICTS, NEITHER = 0, 1, 2
SHORTEST, LONGEST = 18, 170  # characters of a sentence that claims are made from
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_FIGURE = re.compile(r"\d+(?:\.\d+)?|(?<![一第])[二三四五六七八九十百千]{1,6}(?=[年个日天倍次万亿元名人件家项级周月岁])")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_REACHED = re.compile(r"(?:达到|达|为|共|计|有)(\d{2,7}(?:\.\d+)?)(?=[万亿元件家人个项%名台套次亩吨])")
_BODY = re.compile(
    r"(?:(?:市|县|区|省|国务院)?[\u4e00-\u9fff]{0,6}?)(?:主管部门|管理部门|行政部门|委员会|人民政府|人民法院|检察院|办公室|管理局|公安机关|协会)"
)
_LISTED = re.compile(r"、[^、，。；：]{2,9}(?=、)")
_STAMP = re.compile(r"\d\d:\d\d|正文：|来源|记者|图片")  # the heads of news items
_BOUND = re.compile(r"(?<=[，；,;])")
SAID = frozenset({"above", "below", "before", "after", "body"})
DENIALS = ("不", "非", "未", "没", "无")


@dataclass(frozen=True, slots=True)
class Twin:
    """Two claims that differ in one thing: what a sentence says, and what it does not."""

    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with its passage, and the sentences beside it."""

    passage: Passage
    beside: Sequence[str]


def texts(folder: Path, chance: random.Random) -> Iterator[Text]:
    """Yield sentences of laws and news in any order, without end only by the files' ends."""
    laws = list(read_gzip(folder / "laws.jsonl.gz"))
    news = list(itertools.islice(read_gzip(folder / "news.jsonl.gz"), 0, None, 2))
    chance.shuffle(laws)
    chance.shuffle(news)
    for law, item in itertools.zip_longest(laws, news):
        for row, title, place in ((law, "title", "article"), (item, "", "")):
            if row is None:
                continue
            sentences = [s.strip() for s in _SENTENCE.findall(row["text"])]
            fit = [s for s in sentences if SHORTEST <= len(s) <= LONGEST]
            for sentence in chance.sample(fit, min(2, len(fit))):
                if _STAMP.search(sentence):
                    continue
                passage = Passage(row.get(title, ""), row.get(place, ""), sentence)
                yield Text(passage, [s for s in sentences if s != sentence])


def made(folder: Path, count: int, chance: random.Random) -> list[Pair]:
    """Return claims with their sentences, about ``count``: as many supported as not."""
    maker = Maker(chance)
    pairs: list[Pair] = []
    for text in texts(folder, chance):
        pairs += maker.pairs(text)
        if len(pairs) >= count:
            break
    return pairs


class Maker:
    """Makes claims from a sentence, by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.alike: dict[str, list[str]] = defaultdict(list)
        self.others: dict[str, list[str]] = defaultdict(list)
        self.said: dict[str, list[str]] = defaultdict(list)
        for line in TABLE.read_text("utf-8").splitlines():
            kind, one, other = line.split("\t")
            if kind in SAID:
                self.said[kind].append(one)
            elif kind == "alike":
                self.alike[one].append(other)
            else:
                self.others[one].append(other)
                self.others[other].append(one)
        self.bodies = self.said["body"]

    def pairs(self, text: Text) -> Iterator[Pair]:
        """Yield a supported claim of a sentence and twins of it that are not."""
        sentence = text.passage.sentence
        stretch = self._stretch(sentence)
        changes = (self._exchanged, self._other_figure, self._other_body, self._bounded)
        found = [twin for twin in (change(stretch) for change in changes) if twin and twin.wrong not in sentence]
        if not found:
            return
        self._remember(sentence)
        for twin in self.chance.sample(found, min(2, len(found))):
            yield self._pair(twin.right, text.passage, SUPPORTS)
            yield self._pair(twin.wrong, text.passage, CONTRADICTS)
        if text.beside and self.chance.random() < 0.6:
            yield from self._unstated(text, stretch)

    def _unstated(self, text: Text, stretch: str) -> Iterator[Pair]:
        """Yield a claim that the sentence beside says, or half of which it says, and its supported twin."""
        other = self._stretch(self.chance.choice(text.beside))
        if len(other) < 8 or other in text.passage.sentence:
            return
        half = self.chance.random() < 0.5
        claim = stretch.rstrip("，；,;。") + "，" + other if half else other
        if len(claim) <= 90:
            yield self._pair(claim, text.passage, NEITHER)

    def _pair(self, claim: str, passage: Passage, label: int) -> Pair:
        said = self._in_other_words(claim.strip("，；,;。、 "))
        return Pair(self._put(said) if self.chance.random() < 0.5 else said, passage, True, label, "made")

    def _put(self, claim: str) -> str:
        """Return a claim as people put it, half of them without an opening, a fifth without an ending."""
        opening = self.chance.choice(self.said["before"]) if self.chance.random() < 0.6 else ""
        return opening + claim + (self.chance.choice(self.said["after"]) if self.chance.random() < 0.8 else "")

    def _stretch(self, sentence: str) -> str:
        """Return one or a few neighbouring parts of a sentence, without some items of its lists."""
        parts = _BOUND.split(sentence)
        size = self.chance.choice((1, 1, 2, 2, 3, len(parts)))
        at = self.chance.randrange(max(1, len(parts) - size + 1))
        stretch = "".join(parts[at : at + size])
        if len(stretch) < 10:
            stretch = sentence
        return _LISTED.sub(lambda found: "" if self.chance.random() < 0.5 else found[0], stretch)

    def _in_other_words(self, claim: str) -> str:
        """Return a claim with some words put in others that say the same, and some figures in the other numerals."""
        for word, others in self.alike.items():
            if (found := _places(word, claim)) and self.chance.random() < 0.5:
                claim = _with(claim, found[0], word, self.chance.choice(others))
        return _FIGURE.sub(lambda found: self._respelled(found[0]) if self.chance.random() < 0.35 else found[0], claim)

    def _respelled(self, figure: str) -> str:
        if figure.isdigit():
            value = int(figure)
            return int_to_chinese(value) if 1 < value < 100 else figure
        value_read = chinese_to_int(figure)
        return str(value_read) if value_read is not None else figure

    def _exchanged(self, claim: str) -> Twin | None:
        """Return a claim with one word exchanged for one that says something else."""
        found = {word: places for word in self.others if (places := _places(word, claim))}
        if not found:
            return None
        word = self.chance.choice([*found])
        at = self.chance.choice(found[word])
        before = claim[max(0, at - 2) : at]
        if before[-1:] in DENIALS or any(other.startswith(before[-1:] + word) for other in self.others[word] if before):
            return None  # 不得 holds 得, and 不需要 holds 需要: what is exchanged there is not this word
        return Twin(claim, _with(claim, at, word, self.chance.choice(self.others[word])))

    def _other_figure(self, claim: str) -> Twin | None:
        """Return a claim with one figure changed, or two exchanged."""
        found = [m for m in _FIGURE.finditer(claim) if not _is_number_of_article(claim, m)]
        if not found:
            return None
        one = self.chance.choice(found)
        others = [m[0] for m in found if m[0] != one[0] and len(m[0]) <= 6]
        if others and self.chance.random() < 0.35:
            new = self.chance.choice(others)
        elif _YEAR.match(claim, one.start()):
            new = str(int(one[0]) + self.chance.choice((-5, -3, -2, -1, 1, 2, 3, 5)))
        else:
            new = self._other_value(one[0])
        return Twin(claim, claim[: one.start()] + new + claim[one.end() :]) if new != one[0] else None

    def _other_value(self, figure: str) -> str:
        if not figure[0].isdigit():
            value = chinese_to_int(figure)
            if value is None:
                return figure
            changed = max(1, self.chance.choice((value * 2, value // 2, value + 1, value - 1, value + 5, value * 3)))
            return int_to_chinese(changed) if changed <= 9999 else figure
        number = Decimal(figure)
        changes: tuple[Callable[[Decimal], Decimal], ...] = (
            lambda x: x * 2, lambda x: x / 2, lambda x: x + 1, lambda x: x * Decimal("1.5"), lambda x: x * 10, lambda x: x + 5,
            lambda x: x * Decimal("0.8"), lambda x: x * Decimal("1.1"),
        )  # fmt: skip
        changed_number = self.chance.choice(changes)(number)
        decimals = len(figure.partition(".")[2])
        written = f"{changed_number:.{decimals}f}"
        return written if Decimal(written) != number else figure + "5"

    def _other_body(self, claim: str) -> Twin | None:
        found = list(_BODY.finditer(claim))
        if not found:
            return None
        one = self.chance.choice(found)
        new = self.chance.choice(self.bodies)
        return Twin(claim, claim[: one.start()] + new + claim[one.end() :]) if new not in claim and one[0] not in new else None

    def _bounded(self, claim: str) -> Twin | None:
        """Return claims that a figure is above or below a round number."""
        found = _REACHED.search(claim)
        if not found:
            return None
        number = Decimal(found[1])
        unit = Decimal(10) ** (number.adjusted() if self.chance.random() < 0.5 else max(0, number.adjusted() - 1))
        below, above = (number // unit) * unit, (number // unit + 1) * unit
        if below == number:
            return None
        over, under = self.chance.choice(self.said["above"]), self.chance.choice(self.said["below"])
        bounds = ((over, below, above), (under, above, below))  # a word, a bound of which it is true, one of which it is false
        right, wrong = self.chance.choice(bounds), self.chance.choice(bounds)
        head, tail = claim[: found.start()], claim[found.end() :]
        return Twin(f"{head}{right[0]}{right[1]:f}{tail}", f"{head}{wrong[0]}{wrong[2]:f}{tail}")

    def _remember(self, sentence: str) -> None:
        """Keep the bodies of the last sentences: another body is one that might have been meant."""
        self.bodies = [*self.bodies, *(m[0] for m in _BODY.finditer(sentence))][-40:]


def _places(word: str, claim: str) -> list[int]:
    """Return where a word stands in a claim; one of a single character only where it is a word of its own."""
    if word not in claim:
        return []
    if len(word) == 1:
        return [at for found, at in default_segmenter().spans(claim) if found == word]
    return [match.start() for match in re.finditer(re.escape(word), claim)]


def _with(claim: str, at: int, word: str, other: str) -> str:
    """Return a claim with another word in the place of one."""
    return claim[:at] + other + claim[at + len(word) :]


def _is_number_of_article(claim: str, found: re.Match[str]) -> bool:
    return claim[max(0, found.start() - 1) : found.start()] in ("第", "（", "(") and claim[found.end() : found.end() + 1] in (
        "条", "款", "项", "）", ")",
    )  # fmt: skip
