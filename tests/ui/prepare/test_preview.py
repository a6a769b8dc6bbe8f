"""The paper beside what is typed: found in, zoomed, clicked, drawn while one types on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import BriefSection
from kam.jobs import Jobs, PoolThreads
from kam.models import Interaction
from kam.ui.desk import Desk
from kam.ui.places import prepare_place
from kam.ui.prepare.page import PreparePage
from kam.ui.prepare.preview.sheets import Zoom
from tests.preparing import on_paper, purpose, redraw, type_into

S = BriefSection


def test_a_text_is_found_on_the_paper(page: PreparePage, qtbot: QtBot) -> None:
    page.preview.search.setText("рамка")
    qtbot.waitUntil(lambda: page.preview.sheets.hit[1] > 0)
    first, of = page.preview.sheets.hit
    assert first == 1
    page.preview.search.setText("бегемот")
    qtbot.waitUntil(lambda: page.preview.sheets.hit == (0, 0))
    assert page.preview.hits.text() == "не найдено"
    assert of > 0


def test_the_wheel_with_control_zooms_and_pages_are_drawn_for_the_screen(
    page: PreparePage, qtbot: QtBot
) -> None:
    sheets = page.preview.sheets
    before = sheets.percent
    middle = QPointF(sheets.rect().center())
    event = QWheelEvent(
        middle,
        middle,
        sheets.rect().center(),
        sheets.rect().center(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(sheets.viewport(), event)
    assert sheets.zoom is Zoom.FREE
    assert sheets.percent != before
    sheets.set_zoom(Zoom.FREE, 150)
    scale, pages = sheets.seen()
    qtbot.waitUntil(lambda: sheets._images[pages[0]][0] == scale)
    sheets.set_zoom(Zoom.PAGE)
    assert sheets.percent < 150


def test_a_click_on_the_paper_goes_to_where_it_is_edited(page: PreparePage) -> None:
    sheets = page.preview.sheets
    places = {section: sheets._on_desk(number, box) for section, number, box in sheets._places()}
    where = places[S.ATTENDEES].center() - QPointF(sheets._view().topLeft())
    assert sheets._section_at(where.toPoint()) is S.ATTENDEES
    sheets.pointed.emit(S.ATTENDEES)
    assert page.sections.current is S.ATTENDEES
    assert sheets._marked is S.ATTENDEES


def test_the_mark_in_the_margin_is_not_on_the_paper(page: PreparePage) -> None:
    drawn = page.preview.shown
    page.sections.open(S.MONEY)
    assert drawn is not None
    assert page.preview.shown is not None
    assert page.preview.shown.pdf == drawn.pdf


def test_more_pages_have_small_pictures_to_go_by(page: PreparePage, qtbot: QtBot) -> None:
    page._choose(pages="all")
    redraw(page, qtbot)
    assert page.preview.thumbnails.isVisible()
    assert page.preview.thumbnails.missing == []
    page.preview.thumbnails.chosen.emit(1)
    assert page.preview.sheets.current_page == 1
    assert "2" in page.preview.page.text()


def test_typing_goes_on_while_the_paper_is_drawn(desk: Desk, meeting: Interaction, qtbot: QtBot) -> None:
    """With real threads: each key lands at once, and the paper ends up with all of them."""
    from dataclasses import replace

    threads = PoolThreads()
    busy = replace(desk, jobs=Jobs(threads))
    made = PreparePage(busy)
    qtbot.addWidget(made)
    busy.hub.changed.connect(lambda _: made.refresh())
    made.show()
    made.go_to(prepare_place(meeting.account_id, meeting.id))
    qtbot.waitUntil(lambda: made.preview.shown is not None, timeout=20000)
    text = "Согласовать цену и объём на следующий год"
    for number, letter in enumerate(text):
        type_into(purpose(made), letter)
        if number % 5 == 0:
            made.preview.drawer._draw()  # a drawing is under way while the next keys come
        assert purpose(made).area.toPlainText() == text[: number + 1]
    qtbot.waitUntil(lambda: not made.preview.drawer.is_busy and text in on_paper(made), timeout=20000)
    made.keeper.flush()
    qtbot.waitUntil(lambda: not made.keeper.is_saving, timeout=20000)
    busy.jobs.finish()


def test_a_drawing_of_another_wish_is_dropped(page: PreparePage, qtbot: QtBot) -> None:
    drawer = page.preview.drawer
    shown: list[object] = []
    drawer.drawn.connect(shown.append)
    stale = page.preview.shown
    drawer._busy = True
    drawer._turn += 1
    drawer._arrived(drawer._turn - 1, stale)  # type: ignore[arg-type]
    assert shown == []
