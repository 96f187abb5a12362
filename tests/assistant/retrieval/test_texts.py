"""Texts by id: a clause's neighbours, what is unknown, what a hit is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.texts import Texts
from corpus.errors import RegistryError
from corpus.records import Document
from corpus.registry import Original, Registry


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


@pytest.mark.parametrize(
    ("clause", "before", "after"),
    [
        ("home#第一条", None, "home#第二条"),  # the first one of all
        ("home#第二条", "home#第一条", "home#第三条"),
        ("home#第三条", "home#第二条", None),  # the next one is of another document
        ("away#第一条", None, "away#第二条"),
        ("nation#第三条", "nation#第二条", None),  # the last one of all
    ],
)
def test_a_neighbour_is_of_the_same_document(
    retriever: Retriever, tmp_path: Path, clause: str, before: str | None, after: str | None
) -> None:
    texts = Texts(Registry(tmp_path), retriever)
    assert tuple(near and near.id for near in texts.neighbours(clause)) == (before, after)
    assert texts.clause(clause).id == clause
    assert texts.parsed(texts.clause(clause).doc).text[: len("襄阳")] in ("襄阳", "广州", "专利")
    with pytest.raises(KeyError):
        texts.clause(clause.partition("#")[0] + "#第九条")


def test_a_file_is_that_of_the_text_that_is_indexed(make_retriever: Callable[..., Retriever], tmp_path: Path) -> None:
    registry, document = Registry(tmp_path), Document("rule", "质押办法")
    registry.add([(document, "质押办法\n第一条 给予补贴。\n")], builtin=False, originals={"rule": Original("rule.txt", b"1")})
    texts = Texts(registry, make_retriever([registry.get("rule")]))
    assert texts.original("rule") == Original("rule.txt", b"1")
    with pytest.raises(RegistryError):
        texts.original("none")
    for other in "不少几先再另":
        registry.remove("rule")
        registry.add([(document, f"质押办法\n第一条 {other}给补贴。\n")], originals={"rule": Original("rule.txt", b"2")})
        with pytest.raises(RegistryError, match="rule"):
            texts.original("rule")  # what is answered from is another text
    registry.add([(Document("new", "新办法"), "新办法\n第一条 给予补贴。\n")], originals={"new": Original("new.txt", b"3")})
    with pytest.raises(RegistryError, match="new"):
        texts.original("new")  # registered since


def test_the_only_document_begins_with_no_neighbour(make_retriever: Callable[..., Retriever], tmp_path: Path) -> None:
    only = make_retriever([(Document("rule", "质押办法"), "质押办法\n第一条 给予补贴。\n第二条 期限三年。\n")])
    texts = Texts(Registry(tmp_path), only)
    first, last = (texts.clause(f"rule#{path}") for path in ("第一条", "第二条"))
    assert (texts.neighbours(first.id), texts.neighbours(last.id)) == ((None, last), (first, None))
