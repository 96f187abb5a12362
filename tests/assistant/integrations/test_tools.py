"""The three functions that tool protocols offer."""

import json
from inspect import signature
from typing import Any, get_type_hints

import pytest

from assistant.integrations.tools import make_tools

CLAUSE = "xiangyang_ip_145#三.(三).3"


@pytest.fixture
def tools(fake_assistant: Any) -> dict[str, Any]:
    return {tool.__name__: tool for tool in make_tools(fake_assistant)}


def test_each_is_typed_and_documented(tools: dict[str, Any]) -> None:
    assert list(tools) == ["ask_policy", "search_clauses", "get_clause"]
    for tool in tools.values():
        assert set(signature(tool).parameters) <= set(get_type_hints(tool))
        assert all(f"{name}:" in tool.__doc__ for name in signature(tool).parameters)


def test_an_answer_carries_its_proof_as_json(tools: dict[str, Any]) -> None:
    answer = tools["ask_policy"]("知识产权质押融资有什么支持？")
    assert json.loads(json.dumps(answer)) == answer
    assert answer["citations"][0]["quote"] in answer["answer"]
    assert answer["label"] == "原文摘录"


def test_search_and_clause_fit_together(tools: dict[str, Any], fake_assistant: Any) -> None:
    hits = tools["search_clauses"]("质押融资", 2)
    assert len(hits) == 2
    clause = tools["get_clause"](hits[0]["clause"])
    assert hits[0]["text"] in clause["text"]
    assert clause["next"] == fake_assistant.neighbours(clause["id"])[1].id
    assert len(tools["search_clauses"]("知识产权", 999)) <= 20


@pytest.mark.parametrize(
    ("name", "argument"), [("ask_policy", ""), ("ask_policy", "？？"), ("search_clauses", " "), ("get_clause", "x#九")]
)
def test_bad_input_is_said_in_chinese(tools: dict[str, Any], name: str, argument: str) -> None:
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        tools[name](argument)


def test_a_clause_is_found_by_its_citation(tools: dict[str, Any]) -> None:
    assert tools["get_clause"](CLAUSE)["label"] == "三、(三)3."
