"""The bar above every page: back and forward, the search, creating, undo and redo, settings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from kam.ui.frame.keys import key_cap
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import keys_text
from kam.ui.widgets.labels import ElidedLabel


class SearchButton(QPushButton):
    """Looks like a field and opens the palette: what is typed there is typed once."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        text = look.words.say("Find a client, person, note or command")
        self.setAccessibleName(text)
        self.setProperty("kind", "search")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._icon = QLabel()
        self._look = look
        hint = ElidedLabel(text, Type.BODY, "text3")
        key = key_cap(keys_text("Ctrl+K"))
        for each in (self._icon, hint, key):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 6, 0)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(hint, 1)
        layout.addWidget(key)
        self.setMinimumWidth(240)
        self.setMaximumWidth(440)
        look.theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._icon.setPixmap(self._look.theme.pixmap("search", Size.ICON, "text2", self.devicePixelRatioF()))


class TopBar(QFrame):
    """The bar; what its buttons do is said by the window through actions."""

    searched = Signal()

    def __init__(self, look: Look, actions: dict[str, QAction], create_menu: QMenu) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "topbar")
        self.setFixedHeight(Size.TOP_BAR)
        self._icons: list[tuple[QToolButton, str]] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        layout.addWidget(self._button(actions["back"], "arrow-left"))
        layout.addWidget(self._button(actions["forward"], "arrow-right"))
        layout.addSpacing(8)
        search = SearchButton(look)
        search.clicked.connect(self.searched)
        layout.addWidget(search, 3)
        layout.addStretch(2)
        layout.addWidget(self._create_button(create_menu))
        layout.addSpacing(4)
        layout.addWidget(self._button(actions["undo"], "undo-2"))
        layout.addWidget(self._button(actions["redo"], "redo-2"))
        layout.addWidget(self._button(actions["settings"], "settings"))
        look.theme.changed.connect(self._restyle)
        self._restyle()

    def _create_button(self, menu: QMenu) -> QWidget:
        self._create = QPushButton(self._look.words.say_in("button", "Create"))
        self._create.setProperty("compact", "true")
        self._create.clicked.connect(
            lambda: menu.popup(self._create.mapToGlobal(self._create.rect().bottomLeft()))
        )
        return self._create

    def _button(self, action: QAction, icon: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("kind", "quiet")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icons.append((button, icon))
        return button

    def _restyle(self) -> None:
        for button, icon in self._icons:
            button.defaultAction().setIcon(self._look.theme.icon(icon))
        self._create.setIcon(self._look.theme.icon("plus", "text"))
