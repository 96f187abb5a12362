"""The pages' own script and style, read once and sent with the page: nothing is loaded from another host."""

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.site.shell import FOLDER as SITE

_FOLDER = Path(__file__).parent
FONTS = (
    "system-ui", "-apple-system", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
    "sans-serif",
)  # fmt: skip
# Buttons inside rendered HTML send their question, or what to edit, to the event of the part they stand in.
ASKING = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask],[data-edit]');
  if (!button || !element.contains(button)) return;
  const d = button.dataset;
  if (d.edit !== undefined) trigger('click', {edit: Number(d.edit), text: d.text});
  else trigger('click', d.retry !== undefined ? {ask: d.ask, retry: Number(d.retry)} : {ask: d.ask});
});"""


@lru_cache(maxsize=1)
def head(about: str) -> str:
    """Return what goes into the page's head; ``about`` describes it to search engines."""
    script = (SITE / "scripts" / "reader.js").read_text(encoding="utf-8") + (_FOLDER / "page.js").read_text(encoding="utf-8")
    return f'<meta name="description" content="{escape(about)}">\n<script>{script}</script>'


@lru_cache(maxsize=1)
def css() -> str:
    """Return the pages' style sheet."""
    return (_FOLDER / "page.css").read_text(encoding="utf-8") + (SITE / "styles" / "reader.css").read_text(encoding="utf-8")


def html_part(value: str = "", **options: Any) -> gr.HTML:
    """Return a part of the page whose look is ``page.css`` alone, without Gradio's typography."""
    return gr.HTML(value, apply_default_css=False, padding=False, **{"js_on_load": None, **options})
