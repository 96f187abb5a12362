"""The optional language model as an answerer: what it is sent, and what of its output counts as text at all."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant import messages
from assistant.generation.chat_model import LlmUnusable, is_configured, stream_chat
from assistant.generation.line import line_to
from assistant.privacy import mask
from assistant.records import Citation, Turn
from assistant.settings import Settings

PROMPTS = Path(__file__).parent / "prompts"
TURNS = 3  # earlier turns that are sent; older ones no longer say what 那 and 它 mean
TURN_CHARS = 300
LEAST_HAN = 0.5  # share of letters; a Chinese answer with PCT and URLs in it has more
_NO_TEXT = ("Cc", "Co", "Cn", "Cs")  # control, private, unassigned and surrogate characters
LOOP = re.compile(r"(.{2,40}?)\1{5,}", re.DOTALL)  # six times the same in a row is no answer


def prompt(name: str) -> str:
    """Return the prompt of that name, from ``prompts/``."""
    return (PROMPTS / f"{name}.md").read_text(encoding="utf-8")


def fault(text: str) -> str:
    """Return why a whole text is no answer (Chinese, for the log), or empty."""
    if not re.search(r"\w", text):
        return messages.LLM_EMPTY
    if any(_is_garbage(char) for char in text):
        return messages.LLM_GARBAGE
    if LOOP.search(re.sub(r"\s+", "", text)):
        return messages.LLM_REPEATS
    letters = [char for char in text if char.isalpha()]
    if not letters or sum("\u4e00" <= char <= "\u9fff" for char in letters) < LEAST_HAN * len(letters):
        return messages.LLM_FOREIGN
    return ""


def _is_garbage(char: str) -> bool:
    return char == "\ufffd" or (unicodedata.category(char) in _NO_TEXT and char not in "\n\t\r")


class LlmAnswerer:
    """Answers from clauses with a language model. Its text is unchecked: only ``llm_answer`` shows it to readers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @property
    def configured(self) -> bool:
        """Whether a model may be called at all."""
        return is_configured(self.settings)

    def stream(
        self, question: str, history: Sequence[Turn], citations: Sequence[Citation], validity: Mapping[str, str] | None = None
    ) -> Iterator[str]:
        """Yield the answer with ``[n]`` marks, piece by piece.

        Personal data in the question and in earlier turns is masked before anything is sent.

        Args:
            question: self-contained.
            history: earlier turns, oldest first.
            citations: the clauses that may be used.
            validity: what is known of the time of a document, by document id (``规划期 2021—2025 年，已结束``).

        Raises:
            LlmError: any failure, and a whole text that is empty, endless, foreign or garbage.
        """
        known = validity or {}
        user = {
            "question": mask(question),
            # Masked before they are cut: half a number is no longer known as one.
            "history": [
                {"q": mask(turn.question)[:TURN_CHARS], "a": mask(turn.answer)[:TURN_CHARS]} for turn in history[-TURNS:]
            ],
            "clauses": [
                {
                    "n": c.n,
                    "document": c.doc_title,
                    "path": f"{c.path} {c.title}".strip(),
                    "validity": known.get(c.doc, ""),
                    "quote": c.quote,
                }
                for c in citations
            ],
        }
        text = ""
        with line_to(self.settings).call():
            # JSON is the fence: no quote or question can close its own string and speak as the instruction.
            for piece in stream_chat(self.settings, prompt("answer"), json.dumps(user, ensure_ascii=False)):
                text += piece
                yield piece
            if why := fault(text):
                raise LlmUnusable(why)
