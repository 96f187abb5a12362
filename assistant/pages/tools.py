"""The three functions that programs call over Gradio's API and MCP: logged and counted like every other channel."""

import functools
import secrets
import time
from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from assistant import messages
from assistant.api.errors import FAILED_TITLE, Problem
from assistant.api.service import Service
from assistant.errors import AssistantError
from assistant.integrations.tools import make_tools
from assistant.records import Answer

WAIT = 60.0  # seconds that a call waits for an index that is still being built


class _Late:
    """The assistant once it is open, for tools that are named before; what it answers is noted."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:
        return getattr(self._service.opening.get(WAIT), name)

    def ask(self, question: str) -> Answer:
        """Answer a question."""
        start = time.perf_counter()
        answer = self._service.opening.get(WAIT).ask(question)
        request = LocalContext.request.get()
        assert request is not None  # Gradio calls no function without one
        channel = "mcp" if request.url.path.startswith("/gradio_api/mcp") else "gradio"
        self._service.note(request, channel, answer, time.perf_counter() - start)
        return answer


def offered(service: Service) -> list[Callable[..., Any]]:
    """Return the functions; what goes wrong in them is told in Chinese, and what is our fault gets a number."""
    return [_told(tool, service) for tool in make_tools(_Late(service))]


def _told(tool: Callable[..., Any], service: Service) -> Callable[..., Any]:
    @functools.wraps(tool)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return tool(*given, **named)
        except Problem as problem:
            raise gr.Error(problem.message, title=FAILED_TITLE, print_exception=False) from problem
        except (ValueError, AssistantError) as error:
            raise gr.Error(str(error), print_exception=False) from error
        except Exception as error:
            code = secrets.token_hex(6)
            service.log.error(tool.__name__, error, error_id=code)
            raise gr.Error(messages.FAILED.format(id=code), title=FAILED_TITLE, print_exception=False) from error

    return call
