"""What a question asks of one document, beside the words that name it: those say where to look, not for what.

All of a document is of what its title says. In 国务院支持自贸试验区深化改革的通知中，哪些机场获支持利用第五航权 most words are of
the title, and every clause that is of 自贸试验区 is found before the one on airports.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.question.understand import Understood
from assistant.question.wording import topic
from assistant.records import Hit
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from index.segment import Segmenter, normalize, plain

LOOKED_AT = 400  # first clauses of a document that are looked at for such words: a longer one costs no more
EVERYWHERE = 0.5  # share of the clauses of a document from which a word that they have tells none of them apart
# Both were chosen on 450 own questions that name no document, with the words of names wholly left out: with 0.6, 0.7 and 0.8
# 0.791, 0.798 and 0.802 were found first, of 53 that are only measured 0.717, 0.717 and 0.698; without any of this 0.782, 0.717.
MOST_LEFT = 0.7  # share of a question beside the names in it up to which they count less in the search
AGREEING = 2  # first hits that are of one document where the question is about that; with 3 0.793 were found first


def beside_the_name(understood: Understood, documents: Sequence[int], retriever: Retriever) -> Understood:
    """Return a question as it is searched in documents (numbers in the index): without what names them, where that is much of it.

    What is said of the home document often names it only as 规划, and its question bank knows the questions as they are asked.
    """
    if not documents or understood.context or retriever.scoper.home in documents:
        return understood
    titles = [retriever.scoper.documents[number].title for number in documents]
    clauses = [clause.text for number in documents for _, clause in retriever.clauses_of(number)[:LOOKED_AT]]
    rest = without_names(understood.own, titles, clauses, retriever.maker.segmenter)
    return replace(understood, own=rest, context=understood.text) if rest else understood


def within_the_one(understood: Understood, scope: Scope, hits: list[Hit], retriever: Retriever, depth: int) -> list[Hit]:
    """Return the hits, first those of the document that the best of them agree on, as they are found beside its name.

    Args:
        understood: the question; where it names a document it was searched so already.
        scope: where to look.
        hits: best first.
        retriever: of the index.
        depth: hits of that document.
    """
    if scope.named or len(hits) < AGREEING or len({hit.doc for hit in hits[:AGREEING]}) > 1:
        return hits
    document = retriever.scoper.by_id[hits[0].doc]
    searched = beside_the_name(understood, [document], retriever)
    if searched is understood:
        return hits
    weights = np.zeros_like(scope.weights)
    weights[document] = scope.weights[document]
    found, _ = retriever.retrieve(searched, replace(scope, weights=weights), depth)
    others = [hit for hit in hits if hit.doc != hits[0].doc]
    return sorted([*found, *others], key=lambda hit: -hit.score)


def without_names(text: str, names: Sequence[str], clauses: Sequence[str], segmenter: Segmenter) -> str:
    """Return a question without words that tell nothing apart; empty where too little is one, or nothing would be left.

    Args:
        text: the question.
        names: titles; their words are left out.
        clauses: texts; words that most of them have are left out.
        segmenter: cuts into words.
    """
    titles, texts = [normalize(name) for name in names], [plain(clause) for clause in clauses]

    def is_common(word: str) -> bool:
        return any(word in title for title in titles) or sum(word in text for text in texts) > EVERYWHERE * len(texts)

    rest = "".join(word for word in segmenter.cut(text) if len(word) < 2 or not is_common(normalize(word)))
    return rest if len(rest) <= MOST_LEFT * len(text) and topic(rest) else ""
