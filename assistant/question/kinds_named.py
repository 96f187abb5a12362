"""What wants the kinds of a thing named, and a sentence that names them in a row: 哪几种机制, 甲机制、乙机制和丙机制."""

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
