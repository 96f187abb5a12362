"""The assistant as three plain functions, for tool protocols such as MCP."""

from collections.abc import Callable
from typing import Any, Protocol

from assistant import messages
from assistant.errors import QuestionError
from assistant.records import Answer, Hit
from corpus.records import Clause

_MOST_HITS = 20  # a model's context is not a place for more


class _Asking(Protocol):
    def ask(self, question: str) -> Answer: ...
    def search(self, query: str, top_k: int = 10) -> list[Hit]: ...
    def clause(self, clause_id: str) -> Clause: ...
    def neighbours(self, clause_id: str) -> tuple[Clause | None, Clause | None]: ...


def make_tools(assistant: _Asking) -> list[Callable[..., Any]]:
    """Return ``ask_policy``, ``search_clauses`` and ``get_clause``; bad input raises ``ValueError`` with a Chinese message."""

    def ask_policy(question: str) -> dict[str, Any]:
        """Answer a question about the registered Chinese policy documents, with verbatim quotes and their clauses.

        The status says whether the documents state it: answered, partial, not_found, out_of_scope, blocked, clarify or error.

        Args:
            question: One question in Chinese, for example 小微企业有什么支持？
        """
        return _answer_row(assistant, question)

    def search_clauses(query: str, top_k: int = 5) -> list[dict[str, Any]]:
        """Find the sentences of the policy documents that fit a query best, best first.

        Args:
            query: Keywords or a question in Chinese.
            top_k: How many sentences to return, 1 to 20.
        """
        return _hit_rows(assistant, query, top_k)

    def get_clause(clause_id: str) -> dict[str, Any]:
        """Return the full text of one clause with its headings and the ids of the clauses before and after it.

        Args:
            clause_id: The id as citations give it, for example xiangyang_ip_145#三.(三).3
        """
        return _clause_row(assistant, clause_id)

    return [ask_policy, search_clauses, get_clause]


def _text(value: object, field: str) -> str:
    """Return what a caller gave as a text; protocols promise one and do not hold the caller to it."""
    if not isinstance(value, str):
        raise ValueError(messages.FIELD_NO_TEXT.format(field=field))
    return value


def _answer_row(assistant: _Asking, question: str) -> dict[str, Any]:
    try:
        answer = assistant.ask(_text(question, "question"))
    except QuestionError as error:
        raise ValueError(str(error)) from error
    row = answer.to_dict()
    return {
        name: row[name] for name in ("id", "status", "answer", "citations", "notices", "label", "contact", "resolved", "pinned")
    }


def _hit_rows(assistant: _Asking, query: str, top_k: int) -> list[dict[str, Any]]:
    if not _text(query, "query").strip():
        raise ValueError(messages.NO_QUERY)
    if not isinstance(top_k, int | float) or not -1e9 < top_k < 1e9:
        raise ValueError(messages.FIELD_NO_INTEGER.format(field="top_k"))
    hits = assistant.search(query, top_k=min(max(int(top_k), 1), _MOST_HITS))
    kept = ("clause", "path", "title", "text", "score")
    return [{name: row[name] for name in kept} for row in (hit.to_dict() for hit in hits)]


def _clause_row(assistant: _Asking, clause_id: str) -> dict[str, Any]:
    try:
        clause = assistant.clause(_text(clause_id, "clause_id"))
    except KeyError as error:
        raise ValueError(messages.NO_CITED_CLAUSE.format(id=clause_id)) from error
    before, after = assistant.neighbours(clause_id)
    return {
        "id": clause.id, "label": clause.label, "title": clause.title, "headings": list(clause.headings), "text": clause.text,
        "prev": before.id if before else None, "next": after.id if after else None,
    }  # fmt: skip
