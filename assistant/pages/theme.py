"""Gradio's theme: system fonts, one teal accent, quiet neutrals; the details are in ``page.css``."""

import gradio as gr
from gradio.themes.utils import colors, sizes

from assistant.pages.scripts import FONTS

TEAL = colors.Color(
    name="teal", c50="#eef7f8", c100="#d6ecef", c200="#afd9df", c300="#7fc0ca", c400="#4aa2b0", c500="#1f8493", c600="#0b6b7a",
    c700="#095866", c800="#0a4853", c900="#0c3c46", c950="#05262d",
)  # fmt: skip


def theme() -> gr.themes.Base:
    """Return the theme. Fonts are named, never loaded."""
    made = gr.themes.Base(
        primary_hue=TEAL, secondary_hue=TEAL, neutral_hue=colors.slate, text_size=sizes.text_lg, radius_size=sizes.radius_md,
        spacing_size=sizes.spacing_md, font=FONTS, font_mono=("ui-monospace", "Consolas", "monospace"),
    )  # fmt: skip
    return made.set(
        body_background_fill="#f6f8f9", body_background_fill_dark="#10171b", body_text_color="#1c2a30",
        body_text_color_dark="#e4ecef", body_text_color_subdued="#4d5f67", body_text_color_subdued_dark="#a9bac1",
        background_fill_primary="#ffffff", background_fill_primary_dark="#172126", background_fill_secondary="#f6f8f9",
        background_fill_secondary_dark="#10171b", block_background_fill="#ffffff", block_background_fill_dark="#172126",
        block_border_width="0px", block_shadow="none", block_label_text_color="#33454d",
        block_label_text_color_dark="#c6d4d9", block_title_text_color="#33454d", block_title_text_color_dark="#c6d4d9",
        border_color_primary="#d3dde1", border_color_primary_dark="#33434b", input_background_fill="#ffffff",
        input_background_fill_dark="#1b272d", input_border_color="#7d9199", input_border_color_dark="#6b8089",
        input_placeholder_color="#5f717a", input_placeholder_color_dark="#9fb1b8", input_border_width="1px",
        button_primary_background_fill="#0b6b7a", button_primary_background_fill_dark="#7fc0ca",
        button_primary_text_color="#ffffff", button_primary_text_color_dark="#05262d",
        button_primary_background_fill_hover="#095866", button_primary_background_fill_hover_dark="#afd9df",
        button_secondary_background_fill="#ffffff", button_secondary_background_fill_dark="#1b272d",
        button_secondary_border_color="#7d9199", button_secondary_text_color="#1c2a30",
        button_secondary_text_color_dark="#e4ecef", button_secondary_border_color_dark="#6b8089",
    )  # fmt: skip
