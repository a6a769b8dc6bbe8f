"""Charts of several things: walked by keys, pointed at, asked what is behind; all of them alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kam.ui.look import Look
from kam.ui.widgets.charts import BarMonth, MonthBars, PlanBars, PlanMonth
from kam.ui.widgets.charts.walked import ACROSS, Walked

HAND, ARROW = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor


class Three(Walked):
    """Three parts side by side; nothing is behind the middle one."""

    steps = ACROSS

    def box(self, number: int) -> QRectF:
        return QRectF(number * 40, 0, 40, 40)

    def paint_parts(self, painter: QPainter) -> None:
        for number in range(3):
            painter.drawRect(self.box(number).adjusted(8, 8, -8, -8))

    def behind(self, number: int) -> object:
        return ("left", None, "right")[number]


class Around(QWidget):
    """A panel that hears what its chart leaves alone."""

    def __init__(self, chart: QWidget) -> None:
        super().__init__()
        self.heard: list[QEvent.Type] = []
        QVBoxLayout(self).addWidget(chart)
        self.resize(240, 200)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}:
            self.heard.append(event.type())
        return super().event(event)


def press(chart: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(chart, event)


def point(chart: QWidget, at: QPointF, *, click: bool = False) -> None:
    button = Qt.MouseButton.LeftButton if click else Qt.MouseButton.NoButton
    kind = QEvent.Type.MouseButtonPress if click else QEvent.Type.MouseMove
    event = QMouseEvent(kind, at, chart.mapToGlobal(at), button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, event)


def around(chart: QWidget, qtbot: QtBot) -> Around:
    panel = Around(chart)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def panel(look: Look, qtbot: QtBot) -> Around:
    chart = Three(look, "Trio")
    chart.show_told(["one", "two", "three"])
    return around(chart, qtbot)


@pytest.fixture
def three(panel: Around) -> Three:
    (chart,) = panel.findChildren(Three)
    return chart


@pytest.fixture
def asked(three: Three) -> list[object]:
    heard: list[object] = []
    three.asked.connect(heard.append)
    return heard


def test_arrows_and_ends_walk_and_the_chart_says_where_one_is(three: Three) -> None:
    assert three.accessibleName() == "Trio. one"
    press(three, Qt.Key.Key_Right)
    assert three.accessibleName() == "Trio. two"
    press(three, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert three.accessibleName() == "Trio. three"
    press(three, Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert three.accessibleName() == "Trio. one"


def test_enter_and_a_click_ask_what_is_behind(three: Three, asked: list[object]) -> None:
    press(three, Qt.Key.Key_Return)
    point(three, three.box(2).center(), click=True)
    assert asked == ["left", "right"]
    assert three.accessibleName() == "Trio. three"


def test_a_part_with_nothing_behind_it_asks_nothing_and_shows_no_hand(
    three: Three, asked: list[object], qtbot: QtBot
) -> None:
    shapes = []
    for number in range(3):
        point(three, three.box(number).center())
        shapes.append(three.cursor().shape())
    point(three, QPointF(150, 20))
    shapes.append(three.cursor().shape())
    assert shapes == [HAND, ARROW, HAND, ARROW]
    point(three, three.box(1).center(), click=True)
    press(three, Qt.Key.Key_Space)
    assert asked == []


def test_what_means_nothing_here_is_left_to_the_panel_around(three: Three, panel: Around) -> None:
    press(three, Qt.Key.Key_Right, Qt.Key.Key_Left)
    point(three, three.box(0).center(), click=True)
    assert panel.heard == []
    press(three, Qt.Key.Key_Down)
    press(three, Qt.Key.Key_Right, Qt.Key.Key_Return)
    point(three, QPointF(150, 20), click=True)
    assert panel.heard == [QEvent.Type.KeyPress, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress]


def test_without_parts_tab_passes_a_chart_by(three: Three) -> None:
    assert three.focusPolicy() is Qt.FocusPolicy.StrongFocus
    press(three, Qt.Key.Key_End)
    three.show_told([])
    assert three.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert three.accessibleName() == "Trio"
    press(three, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert not three.grab().isNull()


def test_what_is_pointed_at_is_tinted_until_the_mouse_goes(three: Three) -> None:
    plain = three.grab().toImage()
    point(three, three.box(1).center())
    assert three.grab().toImage() != plain
    QApplication.sendEvent(three, QEvent(QEvent.Type.Leave))
    assert three.grab().toImage() == plain


def test_months_that_only_tell_are_passed_by_and_let_a_click_through(look: Look, qtbot: QtBot) -> None:
    bars = MonthBars(look, [BarMonth("J", 1.0, told="one"), BarMonth("F", 2.0, told="two")], name="Sales")
    panel = around(bars, qtbot)
    assert bars.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert (bars.accessibleName(), bars.accessibleDescription()) == ("Sales", "one; two")
    plain = bars.grab().toImage()
    point(bars, bars.box(1).center())
    assert (bars.cursor().shape(), bars.grab().toImage()) == (ARROW, plain)
    point(bars, bars.box(1).center(), click=True)
    assert panel.heard == [QEvent.Type.MouseButtonPress]


def test_a_month_of_a_plan_is_looked_at_until_it_is_let_go(look: Look, qtbot: QtBot) -> None:
    bars = PlanBars(look, name="Sales")
    bars.show_plan([PlanMonth("J", 1.0, told="one"), PlanMonth("F", 2.0, told="two")])
    panel = around(bars, qtbot)
    seen: list[int] = []
    bars.chosen.connect(seen.append)
    assert (bars.at, bars.accessibleName()) == (-1, "Sales")
    press(bars, Qt.Key.Key_Left)
    assert (bars.at, bars.accessibleName()) == (1, "Sales. two")
    press(bars, Qt.Key.Key_Home, Qt.Key.Key_Escape)
    assert (bars.at, bars.accessibleName()) == (-1, "Sales")
    press(bars, Qt.Key.Key_Right)
    assert seen == [1, 0, -1, 0]
    assert panel.heard == []
    press(bars, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert panel.heard == [QEvent.Type.KeyPress]
