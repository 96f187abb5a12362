"""Gradio's theme: the colours are those of all pages (``site/tokens.css``), so that what a reader chooses holds here too."""

import gradio as gr
from gradio.themes.utils import colors, sizes

from assistant.pages.scripts import FONTS

TEAL = colors.Color(
    name="teal", c50="#eef7f8", c100="#d6ecef", c200="#afd9df", c300="#7fc0ca", c400="#4aa2b0", c500="#1f8493", c600="#0b6b7a",
    c700="#095866", c800="#0a4853", c900="#0c3c46", c950="#05262d",
)  # fmt: skip
# Gradio's own sizes are pixels, which stay as they are where a reader's browser or 长者模式 makes text larger.
TEXT = sizes.Size(name="text_rem", xxs=".625rem", xs=".75rem", sm=".875rem", md="1rem", lg="1.25rem", xl="1.5rem", xxl="1.75rem")
_INK, _SOFT, _LINE, _EDGE, _PAPER, _GROUND = (f"var(--{name})" for name in ("ink", "soft", "line", "edge", "paper", "ground"))
_ACCENT, _ON_ACCENT = "var(--accent)", "var(--accent-ink)"
_COLOURS = {
    "body_background_fill": _GROUND, "body_text_color": _INK, "body_text_color_subdued": _SOFT, "background_fill_primary": _PAPER,
    "background_fill_secondary": _GROUND, "block_background_fill": _PAPER, "block_label_text_color": _SOFT,
    "block_title_text_color": _SOFT, "border_color_primary": _LINE, "input_background_fill": _PAPER, "input_border_color": _EDGE,
    "input_placeholder_color": _SOFT, "button_primary_background_fill": _ACCENT, "button_primary_text_color": _ON_ACCENT,
    "button_primary_background_fill_hover": _ACCENT, "button_secondary_background_fill": _PAPER,
    "button_secondary_border_color": _EDGE, "button_secondary_text_color": _INK,
}  # fmt: skip


def theme() -> gr.themes.Base:
    """Return the theme. Fonts are named, never loaded."""
    made = gr.themes.Base(
        primary_hue=TEAL, secondary_hue=TEAL, neutral_hue=colors.slate, text_size=TEXT, radius_size=sizes.radius_md,
        spacing_size=sizes.spacing_md, font=FONTS, font_mono=("ui-monospace", "Consolas", "monospace"),
    )  # fmt: skip
    dark = {f"{name}_dark": value for name, value in _COLOURS.items()}
    return made.set(block_border_width="0px", block_shadow="none", input_border_width="1px", **_COLOURS, **dark)
