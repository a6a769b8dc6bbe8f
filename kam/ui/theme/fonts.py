"""The window's typeface: the system's own, or Inter where the system has none made for interfaces."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from kam.core.resources import resource_path
from kam.ui.theme.tokens import TYPE_SCALE, Type

_BARE: Final = ("DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "Sans", "")
"""What a system offers when nobody chose a typeface for its interface: wide, and hinted for terminals."""

_BUNDLED: Final = tuple(f"Inter-{cut}.otf" for cut in ("Regular", "Medium", "SemiBold", "Bold", "Italic"))


def ui_family() -> str:
    """The family to write the window in. Needs a ``QGuiApplication``."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    resolved = QFontDatabase.families()
    if system.family() not in _BARE and system.family() in resolved:
        return system.family()
    families = [
        family
        for name in _BUNDLED
        for family in QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
        )
    ]
    return families[0] if families else system.family()


def font_of(family: str, role: Type = Type.BODY, *, tabular: bool = False) -> QFont:
    """The font of a role; ``tabular`` makes all figures equally wide where the typeface can."""
    pixels, weight = TYPE_SCALE[role]
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def width_of(font: QFont, text: str) -> int:
    """Pixels that a text takes."""
    return QFontMetrics(font).horizontalAdvance(text)
