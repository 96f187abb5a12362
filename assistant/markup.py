"""HTML from templates: every value that enters one is escaped, and a value that is missing is an error."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

_BREAK = re.compile(r"(?<=[>}])(\s*\n\s*)(?=[<{])")


class _Joined(Extension):
    """Drops a template's line breaks between tags, which a browser would show as spaces between buttons."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _BREAK.sub(r"{#\1#}", source)  # a comment, so that the lines of an error message stay true


def templates(folder: Path) -> Environment:
    """Return the templates of a folder."""
    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        extensions=[_Joined], auto_reload=False,
    )  # fmt: skip
