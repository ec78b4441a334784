"""The colours can be told apart, by day and by night (WCAG 2.2, level AA)."""

import re

import pytest

from assistant.web.assets import read_asset

LIGHT, DARK = re.findall(r":root \{(.*?)\}", read_asset("colours.css"), re.DOTALL)
TEXT = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "tint"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("muted", "tint"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent", "tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-mark", "mark"),
    ("warn", "paper"),
]
CONTROLS = [("edge", "paper"), ("edge", "surface"), ("focus", "paper"), ("focus", "surface")]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: str, front: str, ground: str) -> float:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", palette))
    lighter, darker = sorted((luminance(colours[front]), luminance(colours[ground])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), TEXT, ids=lambda name: name)
def test_text_can_be_read(palette: str, front: str, ground: str) -> None:
    assert contrast(palette, front, ground) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), CONTROLS, ids=lambda name: name)
def test_controls_and_focus_can_be_seen(palette: str, front: str, ground: str) -> None:
    assert contrast(palette, front, ground) >= 3
