"""The theme that is on: gives colours, fonts and icons by name and restyles the application."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from kam.ui.theme.fonts import font_of, ui_family
from kam.ui.theme.icons import icon_of, pixmap_of
from kam.ui.theme.style_sheet import style_sheet
from kam.ui.theme.tokens import DARK, LIGHT, Colours, Mood, Type


class Theme(QObject):
    """One for the application; whoever draws by hand asks it at each painting, so nothing goes stale."""

    changed = Signal()

    def __init__(self, application: QApplication, mood: Mood = Mood.SYSTEM) -> None:
        super().__init__()
        self._application = application
        self._mood = mood
        self.family = ui_family()
        self.colours: Colours = LIGHT
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._put_on()

    @property
    def mood(self) -> Mood:
        """What the user asked for."""
        return self._mood

    @property
    def is_dark(self) -> bool:
        """Whether the dark theme is on."""
        return self.colours is DARK

    def choose(self, mood: Mood) -> None:
        """Put on a theme, or follow the system."""
        self._mood = mood
        self._put_on()

    def colour(self, name: str) -> QColor:
        """A colour by its name in ``Colours``."""
        return QColor(getattr(self.colours, name))

    def font(self, role: Type = Type.BODY, *, tabular: bool = False) -> QFont:
        """The font of a role."""
        return font_of(self.family, role, tabular=tabular)

    def icon(self, name: str, colour: str = "text2", checked: str | None = None) -> QIcon:
        """An icon of the set in a colour of the theme."""
        return icon_of(
            name,
            getattr(self.colours, colour),
            self.colours.line2,
            None if checked is None else getattr(self.colours, checked),
        )

    def pixmap(self, name: str, size: int, colour: str = "text2", ratio: float = 1.0) -> QPixmap:
        """An icon as a picture."""
        return pixmap_of(name, size, getattr(self.colours, colour), ratio)

    def _follow(self) -> None:
        if self._mood is Mood.SYSTEM:
            self._put_on()

    def _put_on(self) -> None:
        dark = self._mood is Mood.DARK or (
            self._mood is Mood.SYSTEM and self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        self.colours = DARK if dark else LIGHT
        self._application.setFont(self.font())
        self._application.setPalette(self._palette())
        self._application.setStyleSheet(style_sheet(self.colours))
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for which, name in (
            (role.Window, "page"),
            (role.WindowText, "text"),
            (role.Base, "field"),
            (role.AlternateBase, "sunk"),
            (role.Text, "text"),
            (role.PlaceholderText, "text3"),
            (role.Button, "button"),
            (role.ButtonText, "text"),
            (role.BrightText, "on_accent"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.Link, "accent_text"),
            (role.LinkVisited, "accent_text"),
            (role.ToolTipBase, "page"),
            (role.ToolTipText, "text"),
            (role.Accent, "accent"),
        ):
            palette.setColor(which, self.colour(name))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.colour("text3"))
        return palette
