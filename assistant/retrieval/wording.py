"""The signals that need the words of question and sentence: what kind of thing a sentence states, of which year, what is done."""

from functools import lru_cache
from pathlib import Path

from assistant.grounding.others import of_others
from assistant.question.cues import Cue
from assistant.question.facets import asking_part, states
from assistant.question.times import REACHED
from assistant.question.understand import Understood
from assistant.question.years import stated_years
from assistant.retrieval.signals import NAMES
from assistant.wordings import patterns
from index.segment import normalize

_FACET, _YEAR, _MEASURE, _PHRASE = (NAMES.index(name) for name in ("facet", "year", "measure", "phrase"))
_PATTERNS = patterns(Path(__file__).with_name("wording.tsv"))
ANY_QUANTITY = 0.5  # of a figure of the kind that is asked for: any figure, where a question does not tell of which kind it is


class Wording:
    """What the words of a question look for in a sentence."""

    def __init__(self, understood: Understood) -> None:
        self.facets, self.years, self.time = understood.facets, understood.years, understood.time
        self.phrases = [normalize(phrase) for phrase in understood.phrases]
        self.support = not understood.facets and Cue.SUPPORT in understood.cues
        asking = asking_part(understood.text)
        self.quantity = not understood.facets and _PATTERNS["quantity.asked"].search(asking) is not None
        self.text = normalize(understood.text)

    def signals(self, sentence: str, clause: str, plan: tuple[int, int] | None = None) -> dict[int, float]:
        """Return the signals of a sentence by their column, each in [-1, 1], higher is better.

        Args:
            sentence: its text.
            clause: the text of its clause.
            plan: first and last year that its document plans for, if it is a plan.
        """
        found: dict[int, float] = {}
        if self.support:
            found[_MEASURE] = _is_measure(sentence)
        if self.facets:
            found[_FACET] = sum(states(sentence, facet) for facet in self.facets) / len(self.facets)
        elif self.quantity:
            found[_FACET] = ANY_QUANTITY * (_PATTERNS["quantity.stated"].search(sentence) is not None)
        if years := self._meant(plan):
            stated = _years(sentence) or _years(clause)
            found[_YEAR] = (1.0 if years & stated else -1.0) if stated else 0.0
        if (others := of_others(sentence, self.text)) or self.phrases:
            found[_PHRASE] = others or self._quoted(sentence)
        return found

    def _quoted(self, sentence: str) -> float:
        """Return the share of the quoted phrases that a sentence holds."""
        plain = normalize(sentence) if self.phrases else ""
        return sum(phrase in plain for phrase in self.phrases) / max(1, len(self.phrases))

    def _meant(self, plan: tuple[int, int] | None) -> frozenset[int]:
        """Return the years asked about, named or, in a plan, meant by what was reached before it or is aimed at."""
        if self.years or plan is None or not (self.time.plans or self.time.status):
            return self.years
        if self.time.plans:
            return self.time.plan_years(plan)
        return frozenset({plan[0] - 1 if self.time.status == REACHED else plan[1]})


def _is_measure(sentence: str) -> float:
    """Return -1 for a sentence on what was reached, 1 for one on what is done, 0 for any other."""
    return -1.0 if _PATTERNS["reached"].search(sentence) else float(_PATTERNS["does"].search(sentence) is not None)


@lru_cache(maxsize=20_000)
def _years(text: str) -> frozenset[int]:
    """Return the years that a text names; cached, because the same sentences come up again and again."""
    return stated_years(text)
