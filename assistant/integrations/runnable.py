"""The assistant as a LangChain runnable, so that chains of one's own can ask it."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig, run_in_executor
from langsmith import tracing_context

from assistant import messages
from assistant.batch import turns_of
from assistant.errors import QuestionError
from assistant.integrations.filters import check_day
from assistant.pipeline import Assistant
from assistant.records import Turn

AnswerRow = dict[str, Any]  # as Answer.to_dict gives it: id, status, answer, citations …
Question = str | Mapping[str, Any]  # the question alone, or with the keys of FIELDS
FIELDS = ("question", "history", "as_of")


class PolicyAssistant(Runnable[Question, AnswerRow]):
    """Answers a question with ``Answer.to_dict()``.

    The input is the question, or ``{"question", "history", "as_of"}``: the turns before it as ``{"q", "a"}``, oldest
    first, and the day (2024-06-01) for which validity is judged; both may be left out.

    ``stream`` yields the answer as it grows: every chunk is the whole answer so far, and the last one is complete.
    ``batch`` and ``abatch`` answer side by side, at most ``max_concurrency`` of the config at once; the ``a…`` methods work
    in threads. Callbacks, tags and metadata of the config are respected; no tracing service that only an
    environment variable names is told anything.

    Every method raises ``QuestionError`` (empty, too long, without words, not in this form) or ``FilterError`` (no
    date), with a Chinese message.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def invoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> AnswerRow:
        """Return the answer."""
        with tracing_context(enabled=False):
            return self._call_with_config(self._answer, input, config, **kwargs)

    def stream(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any | None) -> Iterator[AnswerRow]:
        """Yield the answer as it grows."""
        growing = self._transform_stream_with_config(iter([input]), self._grow, config, **kwargs)
        while True:
            with tracing_context(enabled=False):  # round each step: between two of them the caller's own settings hold
                row = next(growing, None)
            if row is None:
                return
            yield row

    async def astream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> AsyncIterator[AnswerRow]:
        """Yield the answer as it grows; each step is made in a thread."""
        growing = self._atransform_stream_with_config(_only(input), self._agrow, config, **kwargs)
        while True:
            with tracing_context(enabled=False):
                row = await anext(growing, None)
            if row is None:
                return
            yield row

    def _answer(self, given: Question) -> AnswerRow:
        return self.assistant.ask(*_asked(given)).to_dict()

    def _grow(self, inputs: Iterator[Question]) -> Iterator[AnswerRow]:
        for given in inputs:
            for answer in self.assistant.stream(*_asked(given)):
                yield answer.to_dict()

    async def _agrow(self, inputs: AsyncIterator[Question]) -> AsyncIterator[AnswerRow]:
        async for given in inputs:
            growing = self._grow(iter([given]))
            while (row := await run_in_executor(None, lambda: next(growing, None))) is not None:  # noqa: B023
                yield row


async def _only(given: Question) -> AsyncIterator[Question]:
    yield given


def _asked(given: object) -> tuple[str, tuple[Turn, ...], str | None]:
    """Return question, earlier turns and day of an input.

    Raises:
        QuestionError: it is neither a string nor a row of this form.
        FilterError: the day is none.
    """
    if isinstance(given, str):
        return given, (), None
    if not isinstance(given, Mapping) or not isinstance(given.get("question"), str):
        raise QuestionError(messages.NO_QUESTION_GIVEN)
    if unknown := sorted(str(name) for name in given if name not in FIELDS):
        raise QuestionError(messages.UNKNOWN_INPUT.format(unknown=messages.AND.join(unknown)))
    try:
        history = turns_of(dict(given))
    except (KeyError, TypeError, AttributeError) as error:
        raise QuestionError(messages.BAD_HISTORY) from error
    return given["question"], history, check_day(given.get("as_of"))
