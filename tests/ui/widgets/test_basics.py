"""The small widgets: what they say, what they emit, what room they take."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, ClockState, ContactLevel
from kam.core.words import words_for
from kam.ui.look import Look
from kam.ui.theme.tokens import Mood, Size, Type
from kam.ui.widgets.buttons import Kind, button, icon_button, link, menu_button
from kam.ui.widgets.chips import AddChip, FilterChip, ToggleChip
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.figures import Figure, FigureStrip, change_line
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.glyphs import (
    AttitudeGlyph,
    AvatarGlyph,
    BoxesGlyph,
    ChangeGlyph,
    ClockGlyph,
    CompletenessGlyph,
    IconGlyph,
    InfluenceGlyph,
    LevelGlyph,
    ReadinessGlyph,
    SeverityGlyph,
    SparklineGlyph,
    State,
    StateGlyph,
    TagGlyph,
)
from kam.ui.widgets.labels import ElidedLabel, LineLabel, WhyLabel, label
from kam.ui.widgets.panels import Panel, PanelList, PanelState
from kam.ui.widgets.pieces import Glyph, Run, Spring, line_width, paint_line
from kam.ui.widgets.segmented import Choice, SegmentedControl, TabBar
from kam.ui.widgets.tags import Tag, Tone

GLYPHS: list[Glyph] = [
    *(AttitudeGlyph(attitude) for attitude in Attitude),
    *(InfluenceGlyph(step) for step in range(1, 6)),
    *(StateGlyph(state) for state in State),
    *(ClockGlyph(state, 0.4) for state in ClockState),
    ClockGlyph(),
    *(LevelGlyph(level) for level in ContactLevel),
    *(ChangeGlyph(sign) for sign in (-1, 0, 1)),
    ReadinessGlyph(7, 10),
    CompletenessGlyph((1.0, 0.5, 0.0, None), 96),
    BoxesGlyph(3),
    SeverityGlyph(2),
    SparklineGlyph((1.0, None, 3.0, 2.0)),
]


def picture(glyph: Glyph, look: Look) -> QImage:
    """A glyph in grey."""
    size = glyph.size.toSize()
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    glyph.paint(painter, QRectF(0, 0, size.width(), size.height()), look.theme)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("glyph", GLYPHS, ids=repr)
@pytest.mark.parametrize("mood", [Mood.LIGHT, Mood.DARK])
def test_a_glyph_draws_something_inside_its_room(look: Look, glyph: Glyph, mood: Mood) -> None:
    look.theme.choose(mood)
    drawn = picture(glyph, look)
    shades = {drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())}
    assert len(shades) > 1


@pytest.mark.parametrize("glyphs", [GLYPHS[0:5], GLYPHS[5:10], GLYPHS[10:14], GLYPHS[14:20], GLYPHS[20:25]])
def test_glyphs_of_a_kind_differ_without_colour(look: Look, glyphs: list[Glyph]) -> None:
    pictures = [bytes(picture(glyph, look).constBits()) for glyph in glyphs]
    assert len(set(pictures)) == len(glyphs)


@pytest.mark.parametrize("glyph", GLYPHS, ids=repr)
def test_a_glyph_says_in_words_what_it_shows(glyph: Glyph) -> None:
    said = {glyph.say(words_for("ru")), glyph.say(words_for("en"))}
    assert "" not in said


def test_what_stands_beside_a_word_is_silent(look: Look) -> None:
    silent: list[Glyph] = [
        AttitudeGlyph(Attitude.CHAMPION, silent=True),
        StateGlyph(State.GOOD, silent=True),
        AvatarGlyph("ИС"),
        IconGlyph("x"),
    ]
    assert {glyph.say(look.words) for glyph in silent} == {""}
    assert TagGlyph("VIP", look.theme.family).say(look.words) == "VIP"


def test_a_line_without_room_cuts_its_last_text_and_stays_inside(look: Look) -> None:
    line = (StateGlyph(State.GOOD), Run("Соболева"), Run("директор по закупкам", Type.SECONDARY))
    image = QImage(120, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert line_width(line, look.theme) > 100
    painter = QPainter(image)
    paint_line(painter, QRectF(0, 0, 100, 20), line, look.theme)
    painter.end()
    white = QColor("white").rgb()
    assert all(image.pixel(x, y) == white for x in range(101, 120) for y in range(20))


def test_a_spring_sends_what_follows_to_the_right(look: Look) -> None:
    image = QImage(200, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_line(painter, QRectF(0, 0, 200, 20), (Spring(), Run("12 дн")), look.theme)
    painter.end()
    white = QColor("white").rgb()
    assert all(image.pixel(x, y) == white for x in range(150) for y in range(20))
    assert any(image.pixel(x, y) != white for x in range(150, 200) for y in range(20))


def test_a_label_never_reads_markup(qtbot: QtBot) -> None:
    made = label("<b>ООО «Ромашка» & Ко</b>")
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText
    assert made.text() == "<b>ООО «Ромашка» & Ко</b>"


def test_a_word_without_end_does_not_push_a_page_off_the_window(qtbot: QtBot) -> None:
    made = label("обычные слова и " + "А" * 400, wraps=True)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() <= 240
    assert label("промышленность", wraps=True).minimumSizeHint().width() < 240


def test_a_cut_label_says_itself_whole_in_its_tooltip(qtbot: QtBot) -> None:
    made = ElidedLabel("Волжский метизный завод имени собственного")
    qtbot.addWidget(made)
    made.resize(60, 20)
    made.show()
    assert made.toolTip() == made.text()
    made.resize(600, 20)
    assert made.toolTip() == ""


def test_a_line_is_read_out_as_words(qtbot: QtBot, look: Look) -> None:
    made = LineLabel(look, (AttitudeGlyph(Attitude.SCEPTIC), Run("Мальцев"), InfluenceGlyph(4)))
    qtbot.addWidget(made)
    assert made.accessibleName() == "скептик Мальцев влияние 4 из 5"


def test_a_value_can_be_asked_why_by_key(qtbot: QtBot, look: Look) -> None:
    made = WhyLabel(look, "средний")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.asked):
        QTest.keyClick(made, Qt.Key.Key_Space)
    assert "средний" in made.accessibleName()
    assert made.sizeHint().height() >= Size.TARGET


@pytest.mark.parametrize("kind", [Kind.PLAIN, Kind.PRIMARY, Kind.DANGER, Kind.LINK])
def test_a_button_runs_by_enter_and_is_large_enough(qtbot: QtBot, look: Look, kind: Kind) -> None:
    runs: list[int] = []
    made = button(look, "Записать", kind=kind, icon="square-pen", run=lambda: runs.append(1))
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert runs == [1, 1]
    assert made.sizeHint().height() >= Size.TARGET


def test_an_ampersand_in_a_buttons_words_is_no_shortcut(qtbot: QtBot, look: Look) -> None:
    made = button(look, "Убрать «R&D»")
    qtbot.addWidget(made)
    assert made.shortcut().isEmpty()


def test_a_button_makes_room_for_its_key_and_its_arrow(qtbot: QtBot, look: Look) -> None:
    bare, keyed = button(look, "Бриф"), button(look, "Бриф", keys="Ctrl+B")
    arrowed = menu_button(look, "Бриф", QMenu())
    for made in (bare, keyed, arrowed):
        qtbot.addWidget(made)
    assert keyed.sizeHint().width() > arrowed.sizeHint().width() > bare.sizeHint().width()
    assert link(look, "Открыть").cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_an_icon_alone_has_a_name_and_a_tooltip(qtbot: QtBot, look: Look) -> None:
    made = icon_button(look, "undo-2", "Отменить", keys="Ctrl+Z")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Отменить"
    assert made.toolTip() == "Отменить (Ctrl+Z)"
    before = made.icon().pixmap(16, 16).toImage()
    look.theme.choose(Mood.DARK)
    assert made.icon().pixmap(16, 16).toImage() != before


@pytest.mark.parametrize("bar", [SegmentedControl, TabBar])
def test_one_of_several_is_chosen_by_click_and_arrows(
    qtbot: QtBot, look: Look, bar: type[SegmentedControl | TabBar]
) -> None:
    made = bar(look, [Choice("a", "Таблица"), Choice("b", "Матрица", count="3"), Choice("c", "Кривая")])
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    chosen: list[str] = []
    made.chosen.connect(chosen.append)
    QTest.mouseClick(made.button_of("b"), Qt.MouseButton.LeftButton)
    QTest.keyClick(made.button_of("b"), Qt.Key.Key_Right)
    QTest.keyClick(made.button_of("c"), Qt.Key.Key_Right)
    assert chosen == ["b", "c"]
    made.choose("a")
    assert (made.current, chosen) == ("a", ["b", "c"])


def test_a_tab_does_not_move_its_neighbours_when_it_is_on(qtbot: QtBot, look: Look) -> None:
    made = TabBar(look, [Choice("a", "Обзор"), Choice("b", "Досье", count="81 %")])
    qtbot.addWidget(made)
    made.show()
    before = made.button_of("b").x()
    made.choose("b")
    QTest.qWait(1)
    assert made.button_of("b").x() == before
    made.set_count("b", "90 %")
    assert made.button_of("b").accessibleName() == "Досье 90 %"


def test_a_condition_is_taken_off_by_its_cross_or_delete(qtbot: QtBot, look: Look) -> None:
    chip = FilterChip(look, "Ведёт: Валеев", on=True)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    chip.show()
    told: list[str] = []
    chip.removed.connect(lambda: told.append("removed"))
    chip.clicked.connect(lambda: told.append("clicked"))
    middle = chip.height() // 2
    press = Qt.MouseButton.LeftButton
    QTest.mouseClick(chip, press, Qt.KeyboardModifier.NoModifier, QPoint(chip.width() - 12, middle))
    QTest.mouseClick(chip, press, Qt.KeyboardModifier.NoModifier, QPoint(20, middle))
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert told == ["removed", "clicked", "removed"]
    chip.set_on(on=False)
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert len(told) == 3


def test_chips_are_as_high_as_the_grid_says(qtbot: QtBot, look: Look) -> None:
    for chip in (FilterChip(look, "а"), AddChip(look, "Условие"), ToggleChip(look, "пн", on=True)):
        qtbot.addWidget(chip)
        chip.show()
        assert chip.height() == Size.CHIP


def test_a_flow_goes_on_below_where_the_width_ends(qtbot: QtBot, look: Look) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    chips = [FilterChip(look, f"Условие номер {number}") for number in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    holder.resize(320, flow.heightForWidth(320))
    holder.show()
    assert len({chip.y() for chip in chips}) > 1
    assert all(chip.geometry().right() < 320 for chip in chips)
    assert flow.heightForWidth(5000) == Size.CHIP


def test_a_panel_shows_head_state_and_foot(qtbot: QtBot, look: Look) -> None:
    panel = Panel(look, "Договоры", count="3", secondary="20 ноя, Осокина")
    qtbot.addWidget(panel)
    panel.set_foot(link(look, "Все"), None, label("сдержано 82 %"))
    panel.set_foot(link(look, "Все"))
    panel.set_state(PanelState.STALE)
    panel.show()
    assert panel.accessibleName() == "Договоры"
    assert panel.property("state") == "stale"
    panel.grab()
    panel.set_title("")
    assert not panel.title.isVisible()


def test_a_row_of_a_panel_opens_by_mouse_and_enter(qtbot: QtBot, look: Look) -> None:
    rows = PanelList(look, row_height=Size.ROW_COMPACT)
    qtbot.addWidget(rows)
    opening = rows.add_opening_row("Соболева", label("Соболева"), None, label("12 дн"))
    rows.add_row(label("только показать"))
    rows.show()
    opened: list[int] = []
    opening.opened.connect(lambda: opened.append(1))
    QTest.mouseClick(opening.findChildren(QWidget)[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(opening, Qt.Key.Key_Return)
    assert opened == [1, 1]
    assert [row.height() for row in rows.rows] == [26, 26]
    rows.clear()
    assert rows.rows == ()


def test_a_row_grows_with_its_words_where_it_may(qtbot: QtBot, look: Look) -> None:
    lines = PanelList(look)
    row = lines.add_opening_row("Найдено", label("Замер на каждой линии и каждой смене " * 8, wraps=True))
    still = lines.add_opening_row("Тихо", label("Замер", wraps=True))
    for each in (row, still):
        each.let_grow()
    qtbot.addWidget(lines)
    lines.resize(300, 600)
    lines.show()
    qtbot.waitUntil(lambda: row.height() > 100)
    assert still.height() == Size.ROW


def test_figures_that_can_be_explained_answer(qtbot: QtBot, look: Look) -> None:
    strip = FigureStrip(
        look,
        [
            Figure("health", "Здоровье", "72", after=change_line("6", -1), explained=True),
            Figure("debt", "Дебиторка", "6,1", "млн ₽"),
        ],
    )
    qtbot.addWidget(strip)
    strip.show()
    with qtbot.waitSignal(strip.asked) as asked:
        QTest.keyClick(strip.cell("health"), Qt.Key.Key_Space)
    assert asked.args == ["health"]
    cell = strip.cell("health")
    strip.show_figures([Figure("health", "Здоровье", "75", explained=True), Figure("debt", "Дебиторка", "6")])
    assert strip.cell("health") is cell
    assert "75" in cell.accessibleName()


def test_figures_are_equally_wide_as_long_as_each_has_room(qtbot: QtBot, look: Look) -> None:
    late = Run("проср. 10,8 млн ₽", Type.SECONDARY, "red")
    debt = Figure("debt", "Дебиторка", "6,1", "млн ₽", corner=late)
    strip = FigureStrip(look, [Figure("health", "Здоровье", "72"), debt])
    qtbot.addWidget(strip)
    strip.show()
    wanted = strip.cell("debt").sizeHint().width()
    strip.resize(wanted * 2 + 10, strip.height())
    qtbot.waitUntil(lambda: abs(strip.cell("health").width() - strip.cell("debt").width()) <= 1)
    strip.resize(wanted * 2 - 20, strip.height())
    qtbot.waitUntil(lambda: strip.cell("debt").width() >= wanted)


def test_nothing_yet_says_what_belongs_there(qtbot: QtBot, look: Look) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    empty = EmptyState(
        look, "handshake", "Никто ничего не обещал", "Здесь стоит всё.", buttons=[button(look, "Обещание")]
    )
    QVBoxLayout(holder).addWidget(empty)
    holder.resize(600, 300)
    holder.show()
    empty.show_text("Под оба условия не подходит никто")
    assert not empty.sentence.isVisible()
    assert empty.accessibleName() == "Под оба условия не подходит никто"


def test_a_tag_changes_its_word_and_ground(qtbot: QtBot) -> None:
    tag = Tag("VIP", Tone.ACCENT)
    qtbot.addWidget(tag)
    tag.show()
    assert tag.height() == Size.TAG
    tag.show_tag("просрочено", Tone.RED)
    assert (tag.text(), tag.property("tone")) == ("просрочено", "red")
