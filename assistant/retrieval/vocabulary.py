"""The words that the documents hold, or people use who ask about them."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, partial
from math import log

from assistant.question.lexicon import shared_lexicon
from assistant.question.places import places_in
from assistant.question.wording import core
from corpus.questions import FOLDER
from index.segment import Segmenter, normalize

ASKED = FOLDER / "asked.txt"  # one word a line, written by assistant.fitting.asked
WORDS = 60_000_000  # in the texts that the dictionary was counted in
RARE = 50  # a word that was seen less often is as rare as one that was never seen
_COUNTS = re.compile(r"[几多两\d]")  # 几天, 多久, 2020: whatever they count, they say nothing of the subject


class Vocabulary:
    """Tells words of the field from others. Thread-safe: nothing changes but what is made at the first use.

    Args:
        held: the terms of the documents.
        segmenter: cuts questions.
        synonyms: everyday wording → official terms; those that every office has where it is None.
    """

    def __init__(
        self, held: Collection[str], segmenter: Segmenter, synonyms: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self._held, self._segmenter = held, segmenter
        self._synonyms = shared_lexicon().synonyms if synonyms is None else synonyms

    @cached_property
    def asked(self) -> frozenset[str]:
        """Words of questions that people ask about such documents, wherever the index comes from."""
        everyday = (wording for wording, terms in self._synonyms.items() if all(term in self._held for term in terms))
        often = ASKED.read_text(encoding="utf-8").split()
        return frozenset(often) | {word for wording in everyday for word in self._segmenter.words(wording)}

    def uses(self, word: str) -> bool:
        """Return whether the documents use a word."""
        return word in self._held

    def may_hold(self, phrase: str) -> bool:
        """Return whether the documents hold the pairs of neighbouring characters of a phrase: if not, they do not hold it.

        Of several pairs one may be missing: 双随机一公开 is written 双随机、一公开.
        """
        pairs = self._segmenter.bigrams(normalize(phrase))
        return sum(pair not in self._held for pair in pairs) < max(1, min(2, len(pairs)))

    def sorted_out(self, question: str) -> tuple[list[str], list[str]]:
        """Return the words of a question, without those that only ask, that are known and those that are not."""
        words = self._words(question)
        known = [word for word in words if self._knows(word)]
        return known, [word for word in words if word not in known]

    def known_share(self, question: str) -> float:
        """Return the share, in [0, 1], of a question that is known, without the words that only ask.

        Each word has the weight of the square of its information, so that 红烧肉 counts and 做 hardly does.
        """
        return self._share(self._words(question), self._known_part)

    def share_in(self, question: str, text: str) -> float:
        """Return the share, in [0, 1], of a question that stands in a text, weighed in the same way.

        Of a word that does not stand in it whole, the share of its characters that stand in pairs there: 卫健委 in 卫生健委.
        """
        within = normalize(text)
        return self._share([word for word in self._words(question) if any(map(str.isalnum, word))], partial(_part_in, within))

    def _share(self, words: Iterable[str], part: Callable[[str], float]) -> float:
        weights = {word: log(WORDS / (self._segmenter.frequency(word) + RARE)) ** 2 for word in words}
        return sum(weight * part(word) for word, weight in weights.items()) / (sum(weights.values()) or 1.0)

    def _known_part(self, word: str) -> float:
        """Return 1 for a known word; of another the share of its characters that stand in known words: 黑中介, 咨询电话."""
        if self._knows(word):
            return 1.0
        inside = (part for part in self._segmenter.words(word) if 1 < len(part) < len(word) and self._knows(part))
        covered = {at + offset for part in inside for offset in range(len(part)) if (at := word.find(part)) >= 0}
        return len(covered) / len(word)

    def _words(self, question: str) -> list[str]:
        return [word for piece in core(question) for word in self._segmenter.cut(piece) if word.strip()]

    def _knows(self, word: str) -> bool:
        if word in self._held or word in self.asked or _COUNTS.match(word):
            return True
        return bool(places_in(word)) or not any(char.isalnum() for char in word)


def _part_in(text: str, word: str) -> float:
    """Return the share of the characters of a word that stand in a text, where not all of it does in pairs of neighbours."""
    word = normalize(word)
    if word in text:
        return 1.0
    pairs = [at for at in range(len(word) - 1) if word[at : at + 2] in text] if len(word) > 2 else []
    return len({at + offset for at in pairs for offset in (0, 1)}) / len(word)
