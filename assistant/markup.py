"""HTML from templates: every value that enters one is escaped, and a value that is missing is an error."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

# Numbers that a telephone dials: mobile, with an area code, 400, the five digits of public hotlines, seven or eight of one place.
_TELEPHONE = re.compile(
    r"(?<![\d\-.])(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}(?:-\d{1,6})?|400[- ]?\d{3}[- ]?\d{4}|(?:12|96)\d{3}|[2-8]\d{6,7})"
    r"(?![\d\-.%年元])"
)
_BREAK = re.compile(r"(?<=[>}])(\s*\n\s*)(?=[<{])")


class _Joined(Extension):
    """Drops a template's line breaks between tags, which a browser would show as spaces between buttons."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _BREAK.sub(r"{#\1#}", source)  # a comment, so that the lines of an error message stay true


def telephones(text: str) -> Markup:
    """Return a text as HTML in which telephone numbers can be dialled; for contacts, where a number is nothing else."""
    parts, at = [], 0
    for found in _TELEPHONE.finditer(text):
        dialled = re.sub(r"\D", "", found.group())
        parts += [escape(text[at : found.start()]), Markup('<a href="tel:{}">{}</a>').format(dialled, found.group())]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def templates(folder: Path) -> Environment:
    """Return the templates of a folder."""
    made = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        extensions=[_Joined], auto_reload=False,
    )  # fmt: skip
    made.filters["tel"] = telephones
    return made
