"""The row over the map: which view, what of it is shown, and what can be done."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QWidget

from kam.core.vocabulary import Circle, LineKind
from kam.ui.account.people.chart.lines import TIE_KINDS, tie_switch
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, icon_button, menu_button
from kam.ui.widgets.labels import dress, rule
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl

HEIGHT = 44
_SPACING = 10


class View(StrEnum):
    """The four views of a map, by the code that is kept for back and forward."""

    CHART = "chart"
    GRID = "grid"
    COVERAGE = "coverage"
    TABLE = "table"


class Toolbar(PageHead):
    """Emits what the user chose; shows what belongs to the view that is open."""

    view_chosen = Signal(str)
    kinds_chosen = Signal(object)
    """The lines to show, as a frozen set of ``LineKind``."""
    circle_chosen = Signal(object)
    """A ``Circle``, or None for all."""
    targets_shown = Signal(bool)
    before_shown = Signal(bool)
    gaps_shown = Signal(bool)
    zoom_wished = Signal(int)
    """+1 larger, −1 smaller, 0 as it is."""
    fit_wished = Signal()

    def __init__(self, look: Look, add_menu: QMenu, export_menu: QMenu) -> None:
        super().__init__(height=HEIGHT, ruled=True, spacing=_SPACING)
        self._look = look
        words = look.words
        self.views = SegmentedControl(
            look,
            [
                Choice(View.CHART, words.say_in("people view", "Chart")),
                Choice(View.GRID, words.say_in("people view", "Grid")),
                Choice(View.COVERAGE, words.say_in("people view", "Coverage")),
                Choice(View.TABLE, words.say_in("people view", "Table")),
            ],
            words.say("How to look at the people"),
        )
        self.views.setMinimumWidth(self.views.sizeHint().width())
        self.row.addWidget(self.views)
        line = rule(upright=True)
        line.setFixedHeight(20)
        self.row.addWidget(line)
        self._ends = line
        self.kinds = {kind: self._box(tie_switch(kind, look), on=True) for kind in TIE_KINDS}
        self.targets = self._box(words.say("targets"), on=True)
        self.before = self._box(words.say("as it was"), on=False)
        self.gaps = self._box(words.say("gaps only"), on=False)
        self.row.addStretch(1)
        self.zoom = self._zoom()
        self.row.addWidget(self.zoom)
        self.circle = self._circle()
        self.row.addWidget(self.circle)
        self.columns = icon_button(look, "columns-3", words.say("Columns"))
        self.row.addWidget(self.columns)
        self.copy = icon_button(look, "copy", words.say("Copy the selected rows"))
        self.row.addWidget(self.copy)
        self.save = icon_button(look, "download", words.say("Export what is shown"))
        self.row.addWidget(self.save)
        self.export = menu_button(look, words.say("PDF, SVG, PNG"), export_menu, icon="download")
        self.row.addWidget(self.export)
        self.add = menu_button(look, words.say_in("add", "Person"), add_menu, icon="user-plus")
        self.row.addWidget(self.add)
        self._words_of = {each: each.text() for each in (self.export, self.add)}
        for each, text in self._words_of.items():
            each.setAccessibleName(text)
            each.setToolTip(text)
        self._connect()
        self.show_view(View.CHART)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is too little room the last buttons are icons alone; then the scale gives way."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        for each, text in self._words_of.items():
            each.setText(text)
        for part in self._scaling:
            part.setVisible(True)
        self.row.setSpacing(_SPACING)
        for each in self._words_of:
            if self._is_crowded():
                each.setText("")
        if self._is_crowded():  # + and −, or Ctrl and the wheel, do the same
            for part in self._scaling:
                part.setVisible(False)
        if self._is_crowded():
            self.row.setSpacing(Size.HALF)

    def _is_crowded(self) -> bool:
        self.row.invalidate()
        return self.row.minimumSize().width() > self.width()

    def names_of_views(self, *, besides: View) -> list[tuple[View, str]]:
        """The views that can be gone to, as a command says it."""
        say = self._look.words.say
        names = {
            View.CHART: say("Org chart"),
            View.GRID: say("Influence and attitude"),
            View.COVERAGE: say("Coverage"),
            View.TABLE: say("People as a table"),
        }
        return [(view, name) for view, name in names.items() if view is not besides]

    def show_view(self, view: View) -> None:
        """Show what belongs to a view."""
        self.views.choose(view)
        chart, grid, coverage = view is View.CHART, view is View.GRID, view is View.COVERAGE
        for box in self.kinds.values():
            box.setVisible(chart)
        self.zoom.setVisible(chart)
        self.targets.setVisible(grid or coverage)
        self.before.setVisible(grid)
        self.gaps.setVisible(coverage)
        for each in (self.columns, self.copy, self.save):
            each.setVisible(view is View.TABLE)
        self.export.setVisible(view is not View.TABLE)
        self._ends.setVisible(view is not View.TABLE)
        self._make_room()

    def show_scale(self, scale: float) -> None:
        """Say how large the chart is."""
        self._scale.setText(self._look.formats.number(round(scale * 100)) + "\u00a0%")

    def name_before(self, text: str) -> None:
        """Name the day that «as it was» means."""
        self.before.setText(text.replace("&", "&&"))

    # Inside

    def _connect(self) -> None:
        self.views.chosen.connect(self.view_chosen)
        for box in self.kinds.values():
            box.toggled.connect(lambda _: self.kinds_chosen.emit(self._chosen_kinds()))
        self.targets.toggled.connect(self.targets_shown)
        self.before.toggled.connect(self.before_shown)
        self.gaps.toggled.connect(self.gaps_shown)

    def _chosen_kinds(self) -> frozenset[LineKind]:
        return frozenset(kind for kind, box in self.kinds.items() if box.isChecked())

    def _box(self, text: str, *, on: bool) -> QCheckBox:
        made = QCheckBox(text.replace("&", "&&"))
        made.setChecked(on)
        self.row.addWidget(made)
        return made

    def _zoom(self) -> QWidget:
        words = self._look.words
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._scale = _ScaleLabel(self._look)
        smaller = icon_button(
            self._look, "zoom-out", words.say("Smaller"), keys="-", run=lambda: self.zoom_wished.emit(-1)
        )
        larger = icon_button(
            self._look, "zoom-in", words.say("Larger"), keys="+", run=lambda: self.zoom_wished.emit(1)
        )
        fit = icon_button(self._look, "maximize", words.say("Show all of it"), run=self.fit_wished.emit)
        self._scaling: tuple[QWidget, ...] = (smaller, self._scale, larger)
        for part in (*self._scaling, fit):
            row.addWidget(part)
        return held

    def _circle(self) -> Button:
        words = self._look.words
        menu = QMenu()
        group = QActionGroup(menu)
        made: Button | None = None

        def choose(circle: Circle | None) -> None:
            if made is not None:
                made.setText(self._circle_text(circle))
            self.circle_chosen.emit(circle)

        choices: list[Circle | None] = [None, *Circle]
        for circle in choices:
            if circle is None:
                text = words.say("All circles")
            else:
                named = words.of(circle.label)
                text = words.say("Circle {number}: {name}", number=int(circle), name=named)
            action = QAction(text, menu, checkable=True, checked=circle is None)
            action.triggered.connect(lambda _=False, circle=circle: choose(circle))
            group.addAction(action)
            menu.addAction(action)
        made = menu_button(self._look, self._circle_text(None), menu)
        made.setMinimumWidth(made.sizeHint().width())
        return made

    def _circle_text(self, circle: Circle | None) -> str:
        words = self._look.words
        if circle is None:
            return words.say("Circle: all")
        return words.say("Circle: {number}", number=int(circle))


class _ScaleLabel(QLabel):
    """The scale in per cent, as wide as its longest figure."""

    def __init__(self, look: Look) -> None:
        super().__init__("100\u00a0%")
        dress(self, Type.BODY, "text2")
        self.setFont(look.theme.font(tabular=True))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def sizeHint(self) -> QSize:
        """Three figures and the sign."""
        return QSize(48, super().sizeHint().height())
