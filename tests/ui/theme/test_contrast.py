"""Texts can be read and shapes be seen in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

from itertools import product

import pytest

from kam.ui.theme.tokens import DARK, LIGHT, Colours

GROUNDS = ("page", "sunk", "window", "hover", "sel", "field", "button")
TEXTS = ("text", "text2", "text3", "accent_text", "red", "amber", "green")
SHAPES = ("accent", "red", "amber_fill", "green", "edge")
ON_GROUNDS = (
    ("on_accent", "accent"),
    ("accent_text", "accent_soft"),
    ("red", "red_soft"),
    ("amber", "amber_soft"),
    ("green", "green_soft"),
    ("page", "text"),
)
THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` as WCAG defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of the lighter to the darker."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_that_wcag_names() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(("text", "ground"), [*product(TEXTS, GROUNDS), *ON_GROUNDS])
def test_a_text_can_be_read_on_every_ground(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("shape", "ground"), [*product(SHAPES, GROUNDS), ("bar", "page")])
def test_a_shape_can_be_seen_on_every_ground(colours: Colours, shape: str, ground: str) -> None:
    assert contrast(getattr(colours, shape), getattr(colours, ground)) >= 3
