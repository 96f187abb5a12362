"""An index without some of its documents: what is withdrawn is gone at once, before the index is built anew."""

from collections.abc import Collection

import numpy as np

from index.build import SearchArrays, Units


def without(units: Units, arrays: SearchArrays, withdrawn: Collection[str]) -> tuple[Units, SearchArrays]:
    """Return the index without the documents with these ids: neither their texts nor their words are left in it."""
    document = np.array([held.id not in withdrawn for held in units.documents])
    clause = document[units.clause_document]
    sentence = clause[units.sentence_clause]
    question = sentence[units.question_sentence]
    passage = np.zeros(int(units.clause_passage()[-1]) + 1, bool)
    passage[units.clause_passage()[clause]] = True
    new_document, new_clause, new_sentence = (np.cumsum(kept).astype(np.int32) - 1 for kept in (document, clause, sentence))
    left = Units(
        tuple(held for held in units.documents if held.id not in withdrawn),
        tuple(units.clauses[number] for number in np.flatnonzero(clause)),
        new_clause[units.sentence_clause[sentence]], units.sentence_number[sentence],
        new_document[units.clause_document[clause]],
        tuple(units.questions[number] for number in np.flatnonzero(question)), new_sentence[units.question_sentence[question]],
        tuple(text for text, kept in zip(units.texts, document, strict=True) if kept),
    )  # fmt: skip
    backend = arrays.backend.only({"sentence": sentence, "clause": passage}, left.unit_documents())
    questions = arrays.questions_sparse.only(question)
    return left, SearchArrays(arrays.background, backend, arrays.question_vectors[question], questions)
