"""Texts by id: a clause's neighbours, what is unknown, what a hit is about."""

import pytest

from assistant.pipeline import Assistant


def test_an_unknown_document_and_clause_are_key_errors(plan_assistant: Assistant) -> None:
    for ask in (plan_assistant.parsed, plan_assistant.clause, plan_assistant.neighbours):
        with pytest.raises(KeyError):
            ask("none")


def test_neighbours_stop_at_the_ends_of_a_document(reference_assistant: Assistant) -> None:
    first, *_, last = [clause for clause in reference_assistant.units.clauses if clause.doc == "patent_law_2020"]
    assert reference_assistant.neighbours(first.id)[0] is None
    assert reference_assistant.neighbours(last.id)[1] is None


def test_what_a_hit_is_about_begins_with_its_document_and_ends_with_its_clause(reference_assistant: Assistant) -> None:
    hit = reference_assistant.search("外观设计专利权的期限", doc="patent_law_2020")[0]
    about = reference_assistant.texts.about(hit)
    assert about.startswith("全国 全国 中华人民共和国专利法 2020-10-17")
    assert about.endswith(reference_assistant.clause(hit.clause).text)
