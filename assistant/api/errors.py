"""How a request that cannot be served is told so: ``{"detail": {"message": Chinese, "code": …}}``, never a trace."""

import secrets
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant import messages
from assistant.api.log import OperationLog

_BY_STATUS = {
    404: ("not_found", "没有这个地址。接口说明见 /docs。"),
    405: ("method_not_allowed", "这个地址不支持该请求方法。接口说明见 /docs。"),
}
# pydantic's error type → what to tell; {field} is the field's name.
_BY_TYPE = {
    "missing": "缺少 {field}。",
    "string_type": "{field} 应为文字。",
    "string_unicode": "{field} 含有无法识别的字符，请删除后重试。",
    "string_too_long": "{field} 过长。",
    "string_too_short": "{field} 不能为空。",
    "string_pattern_mismatch": "{field} 的格式不对。",
    "bool_type": "{field} 应为 true 或 false。",
    "int_type": "{field} 应为整数。",
    "int_parsing": "{field} 应为整数。",
    "int_from_float": "{field} 应为整数。",
    "greater_than_equal": "{field} 太小。",
    "less_than_equal": "{field} 太大。",
    "list_type": "{field} 应为列表。",
    "model_attributes_type": "请求体应为 JSON 对象。",
    "dict_type": "请求体应为 JSON 对象。",
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


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if isinstance(error, Problem):
        return _respond(request, error.status_code, error.code, error.message, error.headers)
    code, message = _BY_STATUS.get(error.status_code, ("bad_request", "请求无法处理，请检查后重试。"))
    return _respond(request, error.status_code, code, message, error.headers)


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = error.errors()[0]
    kind, where = str(first["type"]), [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    if kind == "json_invalid":
        return _respond(request, 400, "bad_json", "请求体不是正确的 JSON，请检查引号、逗号和编码（UTF-8）。")
    if kind == "date":  # raised by models.py with a message of its own
        return _respond(request, 422, "bad_date", str(first.get("ctx", {}).get("message", "")))
    if not where:
        return _respond(request, 422, "bad_body", '请求体应为 JSON 对象，例如 {"question": "知识产权质押融资有什么支持？"}。')
    message = _BY_TYPE.get(kind, "{field} 不正确。").format(field=".".join(where))
    return _respond(request, 422, "bad_value", message + "接口说明见 /docs。")


def failure(path: str, error: BaseException, log: OperationLog) -> dict[str, Any]:
    """Log an unexpected error and return the body that names its number."""
    error_id = secrets.token_hex(6)
    log.error(path, error, error_id=error_id)
    return problem_body("failed", messages.FAILED.format(id=error_id), path=path, status=500)


def install(app: FastAPI) -> None:
    """Give the application its error answers; what is unexpected ends in the gate (``gate.py``)."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
