"""The style sheet of the window, written from the tokens.

Widgets say what they are through properties (``kind``, ``role``, ``type``, ``state``), never through colours
of their own, so that one switch of the theme restyles everything.
"""

from __future__ import annotations

from string import Template

from kam.core.resources import resource_path
from kam.ui.theme.tokens import DARK, TYPE_SCALE, Colours, Size


def _types() -> str:
    """Sizes and weights of labels by their role."""
    return "\n".join(
        f'*[type="{role}"] {{ font-size: {pixels}px; font-weight: {weight}; }}'
        for role, (pixels, weight) in TYPE_SCALE.items()
    )


def _tones(colours: Colours) -> str:
    """Text colours by name: ``tone="text2"``."""
    names = ("text", "text2", "text3", "accent_text", "red", "amber", "green")
    return "\n".join(f'QLabel[tone="{name}"] {{ color: {getattr(colours, name)}; }}' for name in names)


def style_sheet(colours: Colours) -> str:
    """The style sheet of a theme."""
    shade = "dark" if colours is DARK else "light"
    values = {name: getattr(colours, name) for name in colours.__slots__}
    pictures = {
        name: resource_path("themes", f"{name}-{shade}.svg").as_posix()
        for name in ("arrow", "up", "check", "dash")
    }
    measures = {
        "radius": Size.RADIUS,
        "radius_tag": Size.RADIUS_TAG,
        "radius_panel": Size.RADIUS_PANEL,
        "radius_palette": Size.RADIUS_PALETTE,
    }
    template = Template(resource_path("themes", "kam.qss").read_text("utf-8"))
    sheet = template.substitute(values | pictures | {key: str(value) for key, value in measures.items()})
    return "\n".join((sheet, _types(), _tones(colours)))
