"""The whitespace matrix is typed in place: a letter a cell, everything about it in a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.text import sort_key
from kam.core.vocabulary import WhitespaceStage
from kam.jobs import Jobs, PoolThreads
from kam.models import Account, BusinessUnit, Competitor, ProductLine, WhitespaceCell
from kam.services.dossier import Dossier, read_dossier
from kam.services.history import list_steps
from kam.ui.account.dossier.tab import DossierTab
from kam.ui.account.whitespace.keys import KEYS, key_of
from kam.ui.desk import Desk
from kam.ui.widgets.fields.numbers import NumberEditor
from tests.builders import Office


@pytest.fixture
def account(office: Office) -> Account:
    """A client with two units and two product lines; one cell is a competitor's."""
    account = office.account("Волгометиз")
    wolf = Competitor(name="Вольф Абразив", name_key=sort_key("Вольф Абразив"))
    tape = ProductLine(name="Лента", name_key=sort_key("Лента"))
    units = [BusinessUnit(account_id=account.id, name=f"Площадка {number}") for number in (1, 2)]
    cell = WhitespaceCell(
        account_id=account.id,
        product_line_id=tape.id,
        unit_id=units[1].id,
        stage=WhitespaceStage.COMPETITOR,
        competitor_id=wolf.id,
    )
    office.add_all(wolf, tape, ProductLine(name="Круги", name_key=sort_key("Круги")), *units, cell)
    return account


def shown(desk: Desk, qtbot: QtBot, account: Account) -> DossierTab:
    tab = DossierTab(desk)
    desk.hub.changed.connect(tab.refresh)  # as the window does
    qtbot.addWidget(tab)
    tab.resize(1400, 760)
    tab.show_account(account.id)
    tab.show()
    return tab


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, account: Account) -> DossierTab:
    return shown(desk, qtbot, account)


@pytest.fixture
def threaded(office: Office, desk: Desk) -> Iterator[Desk]:
    """The same desk with the threads of the real window."""
    jobs = Jobs(PoolThreads())
    failures: list[BaseException] = []
    jobs.failed.connect(failures.append)
    yield Desk(desk.workspace, desk.zone, desk.currency, jobs, desk.hub, desk.clock, desk.look, desk.local)
    jobs.finish()
    assert not failures, f"nobody took: {failures}"


@pytest.fixture
def now(office: Office, account: Account) -> Callable[[], Dossier]:
    return lambda: read_dossier(office.workspace, account.id, as_of=office.clock.now())


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    QApplication.sendEvent(widget, event)


def test_letters_typed_faster_than_they_are_written_all_count(
    threaded: Desk, qtbot: QtBot, account: Account, office: Office, now: Callable[[], Dossier]
) -> None:
    tab = shown(threaded, qtbot, account)
    grid = tab.whitespace.grid
    qtbot.waitUntil(lambda: grid.grid.rowCount() == 2)
    index = grid.grid.index(1, 2)
    grid.setCurrentIndex(index)
    for letter, word in (("п", "потенциал"), ("н", "наше"), ("ч", "частично")):
        press(grid, Qt.Key.Key_unknown, letter)
        assert index.data() == word
    qtbot.waitUntil(lambda: threaded.jobs.under_way == 0)
    [cell] = now().whitespace.cells
    assert cell.stage is WhitespaceStage.CURRENT
    assert index.data() == "частично"
    steps = [step.label for step in list_steps(office.workspace)]
    assert steps.count("dossier.whitespace_changed") == 2


@pytest.mark.parametrize(
    ("typed", "stage", "note"),
    [
        ("н", WhitespaceStage.WON, None),
        ("Ч", WhitespaceStage.CURRENT, None),
        ("п", WhitespaceStage.POTENTIAL, None),
        ("к", WhitespaceStage.COMPETITOR, None),
        ("с", WhitespaceStage.CLOSED, "делают сами"),
        ("0", WhitespaceStage.CLOSED, "не потребляют"),
        ("З", WhitespaceStage.CLOSED, None),
        ("w", WhitespaceStage.WON, None),
        ("P", WhitespaceStage.POTENTIAL, None),
        ("k", WhitespaceStage.COMPETITOR, None),
    ],
)
def test_a_letter_sets_a_cell_of_the_whitespace(
    tab: DossierTab, now: Callable[[], Dossier], typed: str, stage: WhitespaceStage, note: str | None
) -> None:
    grid = tab.whitespace.grid
    grid.setCurrentIndex(grid.grid.index(0, 1))
    press(grid, Qt.Key.Key_unknown, typed)
    matrix = now().whitespace
    cell = matrix.cell(matrix.lines[0].id, matrix.units[0].id)
    assert cell is not None
    assert (cell.stage, cell.note) == (stage, note)
    assert grid.currentIndex() == grid.grid.index(0, 1)


def test_a_question_mark_makes_a_cell_unknown_again(tab: DossierTab, now: Callable[[], Dossier]) -> None:
    grid = tab.whitespace.grid
    index = grid.grid.index(1, 2)
    assert "конкурент: Вольф Абразив" in grid.grid.told(index)
    grid.setCurrentIndex(index)
    press(grid, Qt.Key.Key_Question, "?")
    assert now().whitespace.cells == ()
    press(grid, Qt.Key.Key_Question, "?")
    press(grid, Qt.Key.Key_unknown, "ы")
    assert now().whitespace.cells == ()


def test_a_stage_keeps_its_competitor_until_another_stage_is_set(
    tab: DossierTab, now: Callable[[], Dossier]
) -> None:
    grid = tab.whitespace.grid
    grid.setCurrentIndex(grid.grid.index(1, 2))
    press(grid, Qt.Key.Key_unknown, "к")
    assert now().whitespace.cells[0].competitor == "Вольф Абразив"
    press(grid, Qt.Key.Key_unknown, "п")
    assert now().whitespace.cells[0].competitor is None


def test_the_menu_of_a_cell_offers_every_stage_with_its_letter(
    tab: DossierTab, now: Callable[[], Dossier]
) -> None:
    grid = tab.whitespace.grid
    menu = tab.whitespace.pane.menu_of(tab.whitespace.pane.place(grid.grid.index(0, 2)))
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[0] == "наше\tН"
    assert len(texts) == len(KEYS) + 1
    menu.actions()[0].trigger()
    assert now().whitespace.cells[-1].stage is WhitespaceStage.WON


def test_everything_about_a_cell_is_edited_in_a_sheet(tab: DossierTab, now: Callable[[], Dossier]) -> None:
    place = tab.whitespace.pane.place(tab.whitespace.grid.grid.index(0, 1))
    tab.parts.edit_cell(place)
    sheet = tab.parts.sheet
    assert sheet is not None
    potential = sheet.form["potential"]
    assert isinstance(potential, NumberEditor)
    potential.line.setText("1,2 млн")
    sheet.primary.click()
    [cell] = [cell for cell in now().whitespace.cells if cell.potential is not None]
    assert cell.potential is not None
    assert cell.potential.minor == 120_000_000


def test_letters_mean_one_thing_each() -> None:
    letters = [letter for key in KEYS for letter in set(key.letters)]
    assert len(letters) == len(set(letters))
    assert key_of("Н") is key_of("w")
    assert key_of("") is None


def test_the_grid_is_a_sound_model(tab: DossierTab) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(tab.whitespace.grid.grid, mode)
    tab.refresh()
    tester.deleteLater()
