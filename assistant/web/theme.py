"""Gradio's look, tied to the colours of ``static/colours.css``.

Each Gradio variable gets the same value in its light and dark form: the colours change by
themselves when the visitor's system is dark.
"""

import gradio as gr

FONTS = ("Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Liberation Sans", "Arial")

COLOURS = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--muted)",
    "background_fill_primary": "var(--surface)",
    "background_fill_secondary": "var(--paper)",
    "border_color_primary": "var(--line)",
    "border_color_accent": "var(--accent)",
    "color_accent_soft": "var(--tint)",
    "block_background_fill": "transparent",
    "block_label_text_color": "var(--muted)",
    "block_title_text_color": "var(--ink)",
    "input_background_fill": "var(--surface)",
    "input_background_fill_focus": "var(--surface)",
    "input_border_color": "var(--edge)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--muted)",
    "link_text_color": "var(--accent)",
    "link_text_color_hover": "var(--accent)",
    "link_text_color_visited": "var(--accent)",
    "link_text_color_active": "var(--accent)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-strong)",
    "button_primary_text_color": "var(--on-accent)",
    "button_primary_text_color_hover": "var(--on-accent)",
    "button_primary_border_color": "transparent",
    "button_secondary_background_fill": "transparent",
    "button_secondary_background_fill_hover": "var(--tint)",
    "button_secondary_text_color": "var(--accent)",
    "button_secondary_text_color_hover": "var(--accent)",
    "button_secondary_border_color": "var(--edge)",
    "button_secondary_border_color_hover": "var(--accent)",
    "error_background_fill": "var(--surface)",
    "error_border_color": "var(--edge)",
    "error_text_color": "var(--ink)",
    "error_icon_color": "var(--ink)",
}


def build_theme() -> gr.themes.Base:
    """Return the theme: system fonts only, no shadows, our colours."""
    theme = gr.themes.Base(
        font=[*FONTS, "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "Liberation Mono", "monospace"],
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_lg,
    )
    dark = {f"{name}_dark": value for name, value in COLOURS.items()}
    plain = {"block_border_width": "0px", "block_shadow": "none", "layout_gap": "0px"}
    return theme.set(**COLOURS, **dark, **plain)
