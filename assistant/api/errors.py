"""How a request that cannot be served is told so: ``{"detail": {"message": Chinese, "code": …}}``, never a trace."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant import messages
from assistant.api.log import OperationLog
from assistant.errors import UnavailableError

_BY_STATUS = {
    404: ("not_found", messages.NO_ADDRESS),
    405: ("method_not_allowed", messages.NO_METHOD),
    503: ("busy", messages.BUSY),
}
FAILED_TITLE = "failed"  # of an error that is ours, where a function can say no more than a text and a title
# pydantic's error type → what to tell
_BY_TYPE = {
    "missing": messages.FIELD_MISSING,
    "string_type": messages.FIELD_NO_TEXT,
    "string_unicode": messages.FIELD_UNREADABLE,
    "string_too_long": messages.FIELD_TOO_LONG,
    "string_too_short": messages.FIELD_EMPTY,
    "string_pattern_mismatch": messages.FIELD_BAD_FORM,
    "bool_type": messages.FIELD_NO_BOOLEAN,
    "int_type": messages.FIELD_NO_INTEGER,
    "int_parsing": messages.FIELD_NO_INTEGER,
    "int_from_float": messages.FIELD_NO_INTEGER,
    "greater_than_equal": messages.FIELD_TOO_SMALL,
    "less_than_equal": messages.FIELD_TOO_LARGE,
    "list_type": messages.FIELD_NO_LIST,
    "model_attributes_type": messages.BODY_NO_OBJECT,
    "dict_type": messages.BODY_NO_OBJECT,
}


class Problem(HTTPException):
    """A request that cannot be served as asked."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        self.code, self.message = code, message
        # The detail is a mapping by contract; Starlette's annotation knows only text.
        super().__init__(status, {"message": message, "code": code}, headers)  # type: ignore[arg-type]


def problem_body(code: str, message: str, *, path: str, status: int) -> dict[str, Any]:
    """Return the body of an error; under ``/v1`` it also has the form that OpenAI's clients read."""
    body: dict[str, Any] = {"detail": {"message": message, "code": code}}
    if path.startswith("/v1/"):
        kind = "server_error" if status >= 500 else "rate_limit_error" if status == 429 else "invalid_request_error"
        body["error"] = {"message": message, "type": kind, "param": None, "code": code}
    return body


def _respond(request: Request, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    body = problem_body(code, message, path=request.url.path, status=status)
    return JSONResponse(body, status, headers=dict(headers or {}))


def told_plainly(status: int, body: bytes) -> Problem | None:
    """Return the problem that another library's error stands for, in our own words; None for an error of our own form.

    A function that is called by its name says in ``error`` what is wrong: with its input, or with us (``FAILED_TITLE``). Input
    that Gradio cannot give to a function makes it say nothing at all.
    """
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    told = told if isinstance(told, dict) else {}
    if isinstance(told.get("detail"), dict) and "message" in told["detail"]:
        return None
    if "error" in told and status == 500:
        failed = told.get("title") == FAILED_TITLE
        return Problem(500 if failed else 422, "failed" if failed else "bad_value", told["error"] or messages.BAD_REQUEST)
    code, message = _BY_STATUS.get(status, ("bad_request", messages.BAD_REQUEST))
    return Problem(status, code, message, {"Retry-After": "2"} if status == 503 else None)


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if isinstance(error, Problem):
        return _respond(request, error.status_code, error.code, error.message, error.headers)
    code, message = _BY_STATUS.get(error.status_code, ("bad_request", messages.BAD_REQUEST))
    return _respond(request, error.status_code, code, message, error.headers)


async def _on_unavailable(request: Request, error: Exception) -> JSONResponse:
    return _respond(request, 503, "search", str(error), {"Retry-After": "5"})


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = error.errors()[0]
    kind, where = str(first["type"]), [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    if kind == "json_invalid":
        return _respond(request, 400, "bad_json", messages.BODY_NO_JSON)
    if kind == "date":  # raised by models.py with a message of its own
        return _respond(request, 422, "bad_date", str(first.get("ctx", {}).get("message", "")))
    if not where:
        return _respond(request, 422, "bad_body", messages.BODY_EXAMPLE)
    message = _BY_TYPE.get(kind, messages.FIELD_WRONG).format(field=".".join(where))
    return _respond(request, 422, "bad_value", message + messages.SEE_DOCS)


def failure(path: str, error: BaseException, log: OperationLog) -> dict[str, Any]:
    """Log an unexpected error and return the body that names its number."""
    error_id = secrets.token_hex(6)
    log.error(path, error, error_id=error_id)
    return problem_body("failed", messages.FAILED.format(id=error_id), path=path, status=500)


def install(app: FastAPI) -> None:
    """Give the application its error answers; what is unexpected ends in the gate (``gate.py``)."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(UnavailableError, _on_unavailable)
