"""Words of the questions that people ask: ``python -m assistant.fitting.asked`` writes them beside the banks.

To be run again when a shipped bank, the questions without an answer, or the lexicon's terms change; a test tells when.
"""

from collections import Counter

from assistant.retrieval import vocabulary
from corpus.questions import read_unanswerable, shipped_questions
from index.segment import Segmenter, default_segmenter

KINDS = ("near_miss", "wrong_region", "vague")  # of the questions without an answer, those that are about the documents
OFTEN = 2  # questions that use a word; one alone may be a coincidence: 娃儿明年高考


def asked_words(segmenter: Segmenter) -> list[str]:
    """Return the words that several questions about such documents use, sorted."""
    questions = [*shipped_questions(), *(question for kind, question in read_unanswerable() if kind in KINDS)]
    counted = Counter(word for question in questions for word in set(segmenter.words(question)))
    return sorted(word for word, count in counted.items() if count >= OFTEN)


if __name__ == "__main__":
    vocabulary.ASKED.write_text("\n".join(asked_words(default_segmenter())) + "\n", encoding="utf-8")
