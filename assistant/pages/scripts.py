"""The pages' own script and style, read once and sent with the page: nothing is loaded from another host."""

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.site.assets import FOLDER as SITE
from assistant.site.assets import address_of

_FOLDER = Path(__file__).parent
FONTS = (
    "system-ui", "-apple-system", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
    "sans-serif",
)  # fmt: skip
_SCRIPTS = ("store", "view", "talk", "conversations", "answer")  # in this order; they share one scope


@lru_cache(maxsize=1)
def head(about: str) -> str:
    """Return what goes into the page's head; ``about`` describes it to search engines."""
    own = "".join((_FOLDER / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    linked = f'<script src="{address_of("early.js")}"></script>\n<script src="{address_of("site.js")}" defer></script>'
    described = f'<meta name="description" content="{escape(about)}">'
    colours = (SITE / "tokens.css").read_text(encoding="utf-8")  # not in css(): Gradio rewrites the selectors of that
    return f"{described}\n<style>{colours}</style>\n{linked}\n<script>(() => {{\n'use strict';\n{own}}})();</script>"


@lru_cache(maxsize=1)
def css() -> str:
    """Return the pages' style sheet: the reader beside the page, and the chat's own."""
    sheets = (SITE / "styles" / "reader.css", _FOLDER / "page.css")
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def html_part(value: str = "", **options: Any) -> gr.HTML:
    """Return a part of the page whose look is ``page.css`` alone, without Gradio's typography."""
    return gr.HTML(value, apply_default_css=False, padding=False, **{"js_on_load": None, **options})
