"""JSON for the wire; answers are the largest part of a request's work, so they are written by orjson."""

from typing import Any

import orjson
from starlette.responses import JSONResponse


class Json(JSONResponse):
    """A JSON response; records and tuples are written as they are."""

    def render(self, content: Any) -> bytes:
        """Return the body."""
        return orjson.dumps(content)


def line(data: Any) -> str:
    """Return data as one line of JSON."""
    return orjson.dumps(data).decode()
