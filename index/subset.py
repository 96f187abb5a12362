"""Indexes put together: without the documents that were withdrawn, and with those that came later."""

from collections.abc import Collection

import numpy as np

from index.build import SearchArrays
from index.embedded import Embedded
from index.units import Chosen, Joined, Units


def without(units: Units, arrays: SearchArrays, withdrawn: Collection[str]) -> tuple[Units, SearchArrays]:
    """Return the index without the documents with these ids: neither their texts nor their words are left in it."""
    document = np.array([held.id not in withdrawn for held in units.documents], bool)
    clause = document[units.clause_document]
    sentence = clause[units.sentence_clause]
    question = sentence[units.question_sentence]
    passage = np.zeros(int(units.clause_passage[-1]) + 1, bool)
    passage[units.clause_passage[clause]] = True
    new_document, new_clause, new_sentence, new_passage = (
        np.cumsum(kept).astype(np.int32) - 1 for kept in (document, clause, sentence, passage)
    )
    left = Units(
        documents=tuple(held for held in units.documents if held.id not in withdrawn),
        clauses=Chosen(units.clauses, np.flatnonzero(clause)),
        sentence_clause=new_clause[units.sentence_clause[sentence]], sentence_number=units.sentence_number[sentence],
        sentence_length=units.sentence_length[sentence], clause_document=new_document[units.clause_document[clause]],
        clause_passage=new_passage[units.clause_passage[clause]], clause_beside=units.clause_beside[clause],
        questions=tuple(units.questions[number] for number in np.flatnonzero(question)),
        question_sentence=new_sentence[units.question_sentence[question]],
        texts=Chosen(units.texts, np.flatnonzero(document)),
    )  # fmt: skip
    backend = arrays.backend.only({"sentence": sentence, "clause": passage}, left.unit_documents())
    questions = arrays.questions_dense.only(question), arrays.questions_sparse.only(question)
    return left, SearchArrays(arrays.background, backend, *questions)


def together(units: Units, arrays: SearchArrays, more: Units, further: SearchArrays) -> tuple[Units, SearchArrays]:
    """Return one index of two, the units of the second counted on; both are of one encoder."""
    documents, clauses, sentences = len(units.documents), len(units.clauses), len(units.sentence_clause)
    passages = int(units.clause_passage[-1]) + 1 if clauses else 0
    both = Units(
        documents=units.documents + more.documents, clauses=Joined(units.clauses, more.clauses),
        sentence_clause=np.concatenate([units.sentence_clause, more.sentence_clause + clauses]),
        sentence_number=np.concatenate([units.sentence_number, more.sentence_number]),
        sentence_length=np.concatenate([units.sentence_length, more.sentence_length]),
        clause_document=np.concatenate([units.clause_document, more.clause_document + documents]),
        clause_passage=np.concatenate([units.clause_passage, more.clause_passage + passages]),
        clause_beside=np.concatenate([units.clause_beside, more.clause_beside]),
        questions=units.questions + more.questions,
        question_sentence=np.concatenate([units.question_sentence, more.question_sentence + sentences]),
        texts=Joined(units.texts, more.texts),
    )  # fmt: skip
    assert isinstance(arrays.backend, Embedded) and isinstance(further.backend, Embedded)
    return both, SearchArrays(
        arrays.background, arrays.backend.with_more(further.backend, both.unit_documents()),
        arrays.questions_dense.with_more(further.questions_dense),
        arrays.questions_sparse.with_more(further.questions_sparse),
    )  # fmt: skip
