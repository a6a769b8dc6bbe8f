"""The sheet of a retention case: judged at every key, kept, opened again, deleted, taken back, printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kam.core.money import Money
from kam.core.periods import Month
from kam.models import MonthlySales
from kam.services.health.retention import list_cases
from kam.services.history import undo_step
from kam.ui.desk import Desk
from kam.ui.places import retention_place
from kam.ui.retention.opening import Retentions, open_retention
from kam.ui.retention.sheet import RetentionSheet
from kam.ui.widgets.buttons import Button, IconButton
from tests.builders import Office


def sells(office: Office, *, cost: int | None) -> UUID:
    account = office.account().id
    for month in Month(2025, 11).span(12):
        office.add(
            MonthlySales(
                account_id=account,
                month=month,
                currency="RUB",
                revenue_minor=100_000_00,
                cost_minor=None if cost is None else cost * 100,
            )
        )
    return account


@pytest.fixture
def account(office: Office) -> UUID:
    """A client of 1.2 million with a margin of 360 thousand."""
    return sells(office, cost=70_000)


@pytest.fixture
def over(qtbot: QtBot) -> Iterator[QWidget]:
    """The window over which the sheet opens."""
    window = QWidget()
    window.resize(1280, 720)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


Opened = Callable[[UUID], RetentionSheet]


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot, over: QWidget) -> Opened:
    """Opens the sheet of an account."""

    def open_it(account: UUID) -> RetentionSheet:
        found = open_retention(desk, account, over)
        qtbot.waitUntil(found.isVisible)
        return found

    return open_it


@pytest.fixture
def sheet(opened: Opened, account: UUID) -> RetentionSheet:
    """That of the client."""
    return opened(account)


def types(sheet: RetentionSheet, **texts: str) -> None:
    for name, text in texts.items():
        line = sheet.form[name].line  # type: ignore[attr-defined]
        line.setText(text)
        line.textEdited.emit(text)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_it_begins_with_what_is_known_and_suggested(sheet: RetentionSheet) -> None:
    assert sheet.form["revenue"].value() == Money(1_200_000_00, "RUB")
    assert sheet.form["margin"].value() == Money(360_000_00, "RUB")
    assert sheet.form["leaving"].value() == 5
    assert "низкий" in sheet.form.fields["leaving"].message.text()
    assert "Риск ухода в ближайшие три месяца: низкий" in sheet.risk.text()
    assert not sheet.is_changed()


def test_every_key_is_judged(sheet: RetentionSheet) -> None:
    types(sheet, leaving="40", leaving_then="10", discount="5")
    assert sheet.verdict.answer.text() == "Уступка оправдана"
    assert "54 тыс. ₽ больше" in plain(sheet.verdict.result.text())
    assert "25 %" in plain(sheet.verdict.worth.text())
    assert "Всё решает вероятность ухода без уступки" in sheet.verdict.decides.text()
    types(sheet, leaving="20")
    assert sheet.verdict.answer.text() == "Уступка не оправдана"
    types(sheet, leaving="25")
    assert sheet.verdict.answer.text() == "Без разницы"


def test_what_is_missing_is_said_and_nothing_else(opened: Opened, office: Office) -> None:
    sheet = opened(sells(office, cost=None))
    assert sheet.verdict.answer.text() == "Пока мало известно"
    assert not sheet.verdict.curve.isVisible()
    assert "себестоимости" in sheet.form.fields["margin"].message.text()
    types(sheet, margin="300 000")
    assert sheet.verdict.answer.text() != "Пока мало известно"
    assert sheet.verdict.curve.isVisible()


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(
    desk: Desk, sheet: RetentionSheet, account: UUID
) -> None:
    types(sheet, leaving="10", leaving_then="30")
    assert "тогда она не нужна" in sheet.verdict.result.text()
    sheet.primary.click()
    assert "тогда она не нужна" in sheet.form.fields["leaving_then"].message.text()
    types(sheet, leaving="много")
    sheet.primary.click()
    assert sheet.form.fields["leaving"].message.text()
    assert list_cases(desk.workspace, account) == ()
    assert sheet.isVisible()


def test_a_case_is_kept_shown_again_and_deleted_with_a_way_back(
    desk: Desk, qtbot: QtBot, sheet: RetentionSheet, opened: Opened, account: UUID
) -> None:
    types(sheet, leaving="40", leaving_then="10", discount="5")
    sheet.primary.click()
    qtbot.waitUntil(lambda: len(list_cases(desk.workspace, account)) == 1)
    again = opened(account)
    assert again.form["leaving"].value() == 5
    qtbot.waitUntil(again.history.isVisible)
    [kept] = [each for each in again.history.findChildren(Button) if each.text()]
    assert "40 %" in plain(kept.text())
    qtbot.mouseClick(kept, Qt.MouseButton.LeftButton)
    assert again.form["leaving"].value() == 40
    assert again.verdict.answer.text() == "Уступка оправдана"
    [remover] = again.history.findChildren(IconButton)
    qtbot.mouseClick(remover, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not again.history.isVisible())
    assert list_cases(desk.workspace, account) == ()
    undo_step(desk.workspace)
    assert len(list_cases(desk.workspace, account)) == 1


def test_what_was_typed_comes_back_after_a_crash(
    qtbot: QtBot, sheet: RetentionSheet, opened: Opened, account: UUID
) -> None:
    types(sheet, discount="7")
    assert sheet.draft is not None
    sheet.draft.keeper.flush()
    sheet.hide()
    again = opened(account)
    qtbot.waitUntil(lambda: again.form["discount"].value() == 7)
    assert again.draft is not None
    assert again.draft.note.isVisible()
    assert again.verdict.answer.text() == "Уступка не оправдана"


def test_it_is_printed_as_it_stands(qtbot: QtBot, sheet: RetentionSheet, tmp_path: Path) -> None:
    types(sheet, leaving="40", leaving_then="10", discount="5")
    path = tmp_path / "case.pdf"
    sheet.paper.write(path)
    qtbot.waitUntil(path.exists)
    document = pypdfium2.PdfDocument(path)
    text = plain(document[0].get_textpage().get_text_range())
    assert len(document) == 1
    document.close()
    assert "Уступка оправдана" in text
    assert "принято: 40 %" in text


def test_the_chart_draws_a_case_and_says_it(sheet: RetentionSheet) -> None:
    types(sheet, leaving="40", leaving_then="10", discount="5")
    curve = sheet.verdict.curve
    assert "25 %" in plain(curve.accessibleDescription())
    drawn = curve.grab().toImage()
    curve.show_case(None)
    assert curve.grab().toImage() != drawn


def test_it_is_opened_by_its_place_once(desk: Desk, over: QWidget, account: UUID) -> None:
    retentions = Retentions(desk, over)
    retentions.open(retention_place(account))
    first = retentions.sheet
    retentions.open(retention_place(account))
    assert retentions.sheet is first
    assert first is not None
    assert first.isVisible()


def test_the_keyboard_goes_through_the_fields_in_their_order(qtbot: QtBot, sheet: RetentionSheet) -> None:
    lines = [
        line for name in sheet.form if isinstance(line := getattr(sheet.form[name], "line", None), QLineEdit)
    ]
    assert len(lines) == 8
    lines[0].setFocus(Qt.FocusReason.TabFocusReason)
    for here, after in pairwise(lines):
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        qtbot.waitUntil(partial(has_keyboard, sheet, after))
    assert all(line.accessibleName() for line in lines)


def has_keyboard(sheet: RetentionSheet, line: QLineEdit) -> bool:
    return sheet.focusWidget() is line
