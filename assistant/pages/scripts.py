"""The pages' own script and style, read once and sent with the page: nothing is loaded from another host."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.site.assets import FOLDER as SITE

_FOLDER = Path(__file__).parent
FONTS = (
    "system-ui", "-apple-system", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
    "sans-serif",
)  # fmt: skip
_SCRIPTS = ("store", "view", "talk", "conversations", "answer")  # in this order; they share one scope


@lru_cache(maxsize=1)
def head() -> str:
    """Return what Gradio puts into the page's head; what is there from the first is in ``site/templates/first_head.html``."""
    own = "".join((_FOLDER / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    return f"<script>(() => {{\n'use strict';\n{own}}})();</script>"


@lru_cache(maxsize=1)
def css() -> str:
    """Return the pages' style sheet: the reader beside the page, and the chat's own."""
    sheets = (SITE / "styles" / "reader.css", _FOLDER / "page.css")
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def html_part(value: str = "", **options: Any) -> gr.HTML:
    """Return a part of the page whose look is ``page.css`` alone, without Gradio's typography."""
    return gr.HTML(value, apply_default_css=False, padding=False, **{"js_on_load": None, **options})
