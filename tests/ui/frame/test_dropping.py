"""Files let go anywhere over the window: kept with the open client, imported, opened, refused in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kam.services.documents import list_documents
from kam.ui.account.documents.tab import DocumentsTab
from kam.ui.account.page import AccountPage
from kam.ui.catalogue import HOME, page_kinds
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.imports.page import ImportsPage
from kam.ui.places import ACCOUNTS, IMPORTS, account_place
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.file_drop import FileDrop
from kam.ui.window import MainWindow
from tests.builders import Office

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, page_kinds(desk), HOME)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    for sheet in made.findChildren(Sheet):
        sheet.done_well()
    made.failures.unwatch()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Договор 14-25.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Продажи.csv"
    path.write_text("Дата;Документ;Стр.;Контрагент;Сумма без НДС\n01.10.2026;РТ-1;1;Заря;1000\n", "utf-8")
    return path


@pytest.fixture
def notices(desk: Desk) -> list[Notice]:
    found: list[Notice] = []
    desk.hub.noticed.connect(found.append)
    return found


def carrying(paths: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(window: MainWindow, data: QMimeData, over: QWidget | None = None) -> bool:
    """Come over a widget, as the system says it to the window; whether it is welcome there."""
    at = middle_of(window, over)
    entering = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    QApplication.sendEvent(window.windowHandle(), entering)
    moving = QDragMoveEvent(at, COPY, data, LEFT, NONE)
    moving.ignore()
    QApplication.sendEvent(window.windowHandle(), moving)
    return moving.isAccepted()


def drop(
    window: MainWindow, *paths: Path, data: QMimeData | None = None, over: QWidget | None = None
) -> None:
    carried = data if data is not None else carrying(paths)
    drag(window, carried, over)
    letting_go = QDropEvent(QPointF(middle_of(window, over)), COPY, carried, LEFT, NONE)
    QApplication.sendEvent(window.windowHandle(), letting_go)


def middle_of(window: MainWindow, widget: QWidget | None) -> QPoint:
    widget = widget if widget is not None else window.page
    assert widget is not None
    return widget.mapTo(window, widget.rect().center())


def said(window: MainWindow) -> str:
    sheet = window.drops.sheet
    return "" if sheet is None else "\n".join(label.text() for label in sheet.findChildren(QLabel))


@pytest.mark.parametrize("tab", ["overview", "dossier", "people", "documents"])
def test_over_a_client_files_become_its_documents(
    office: Office, window: MainWindow, letter: Path, notices: list[Notice], tab: str
) -> None:
    account = office.account("Волгометиз")
    table = office_file(letter.with_name("Прайс.csv"))
    window.go(account_place(account.id, tab))
    drop(window, letter, table)
    assert {row.name for row in list_documents(office.workspace, account.id)} == {letter.name, table.name}
    assert notices[-1].text == "Добавлено 2 документа."
    assert window.trail.place == account_place(account.id, tab), "one stays where one was"
    drop(window, office_file(letter.with_name("один.txt")))
    assert notices[-1].undoable


def office_file(path: Path) -> Path:
    path.write_text(path.name, "utf-8")
    return path


def test_what_a_client_cannot_keep_is_said_where_documents_are(
    office: Office, window: MainWindow, letter: Path, tmp_path: Path
) -> None:
    account = office.account("Волгометиз")
    window.go(account_place(account.id, "people"))
    drop(window, tmp_path, letter)
    assert [row.name for row in list_documents(office.workspace, account.id)] == [letter.name]
    assert window.trail.place is not None
    assert window.trail.place.tab == "documents"
    page = window.page
    assert isinstance(page, AccountPage)
    texts = [label.text() for label in page.tab("documents").findChildren(QLabel) if label.isVisible()]
    assert any("не обычный файл" in text for text in texts)


def test_a_file_over_a_field_of_text_is_no_text(office: Office, window: MainWindow, letter: Path) -> None:
    account = office.account("Волгометиз")
    window.go(account_place(account.id, "documents"))
    office_file(letter.with_name("было.txt"))
    drop(window, letter.with_name("было.txt"))
    page = window.page
    assert isinstance(page, AccountPage)
    field = next(each for each in page.tab("documents").findChildren(QLineEdit) if each.isVisible())
    drop(window, letter, over=field)
    assert field.text() == ""
    assert len(list_documents(office.workspace, account.id)) == 2


def test_elsewhere_a_table_is_offered_for_import(
    office: Office, window: MainWindow, letter: Path, table: Path
) -> None:
    office.account("Заря")
    window.go(ACCOUNTS)
    drop(window, letter, table)
    assert "Импортировать «Продажи.csv»?" in said(window)
    assert window.trail.place == ACCOUNTS
    assert window.drops.sheet is not None
    window.drops.sheet.primary.click()
    page = window.page
    assert isinstance(page, ImportsPage)
    assert page.title() == "Импорт: заказы"
    assert window.trail.place == IMPORTS


def test_of_several_tables_the_first_is_offered_and_that_is_said(
    office: Office, window: MainWindow, table: Path
) -> None:
    other = table.with_name("План.xlsx")
    drop(window, table, other)
    assert "первая из 2" in said(window)


def test_on_the_import_page_a_table_begins_at_once(office: Office, window: MainWindow, table: Path) -> None:
    office.account("Заря")
    window.go(IMPORTS)
    drop(window, table)
    page = window.page
    assert isinstance(page, ImportsPage)
    assert page.title() == "Импорт: заказы"
    assert window.drops.sheet is None


def test_a_place_that_takes_files_by_itself_gets_them(
    office: Office, window: MainWindow, table: Path
) -> None:
    window.go(IMPORTS)
    page = window.page
    assert isinstance(page, ImportsPage)
    frame = page.home.drop
    drag(window, carrying([table]), frame)
    assert frame.property("state") == "over"
    assert not window.drops.veil.isVisible()
    move(window, carrying([table]), page.mapTo(window, QPoint(20, 20)))
    assert window.drops.veil.isVisible()
    assert isinstance(frame, FileDrop)
    assert frame.property("state") == "", "it learns that they went elsewhere"
    drop(window, table, over=frame)
    assert page.title() == "Импорт: заказы"


def move(window: MainWindow, data: QMimeData, at: QPoint) -> None:
    QApplication.sendEvent(window.windowHandle(), QDragMoveEvent(at, COPY, data, LEFT, NONE))


@pytest.mark.parametrize("on_account", [False, True])
def test_a_workspace_is_offered_to_be_opened_everywhere(
    office: Office, window: MainWindow, tmp_path: Path, qtbot: QtBot, on_account: bool
) -> None:
    other = office_file(tmp_path / "Урал.kam")
    if on_account:
        window.go(account_place(office.account().id, "documents"))
    drop(window, other)
    assert "Открыть «Урал»?" in said(window)
    assert window.drops.sheet is not None
    with qtbot.waitSignal(window.workspace_wished) as wished:
        window.drops.sheet.primary.click()
    assert wished.args == [other]


def test_the_open_workspace_is_open_already(office: Office, window: MainWindow) -> None:
    drop(window, office.workspace.path)
    assert "уже открыто" in said(window)


def test_what_cannot_be_taken_is_said_in_a_sentence(
    office: Office, window: MainWindow, letter: Path, tmp_path: Path
) -> None:
    drop(window, letter)
    assert "откройте" in said(window)
    assert window.drops.sheet is not None
    window.drops.sheet.primary.click()
    drop(window, tmp_path)
    assert "перетащите файлы из неё" in said(window)


@pytest.mark.parametrize("how", ["link", "attachment"])
def test_what_is_not_on_this_computer_yet_is_said(office: Office, window: MainWindow, how: str) -> None:
    window.go(account_place(office.account().id))
    data = QMimeData()
    if how == "link":
        data.setUrls([QUrl("https://example.test/прайс.xlsx")])
    else:
        data.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', b"1")
    drop(window, data=data)
    assert "сохраните" in said(window)


def test_a_veil_says_what_letting_go_does_and_goes_with_the_files(
    office: Office, window: MainWindow, letter: Path, table: Path
) -> None:
    account = office.account("Волгометиз")
    window.go(account_place(account.id))
    veil = window.drops.veil
    assert drag(window, carrying([letter]))
    assert veil.isVisible()
    assert "Волгометиз" in veil.accessibleName()
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    assert not veil.isVisible()
    window.go(ACCOUNTS)
    drag(window, carrying([table]))
    assert "Продажи.csv" in veil.accessibleName()
    drop(window, table)
    assert not veil.isVisible()


def test_words_that_are_dragged_are_no_business_of_the_window(office: Office, window: MainWindow) -> None:
    data = QMimeData()
    data.setText("Волгометиз")
    drag(window, data)
    assert not window.drops.veil.isVisible()


def test_files_of_the_documents_tab_are_its_own(office: Office, window: MainWindow, letter: Path) -> None:
    window.go(account_place(office.account().id, "documents"))
    page = window.page
    assert isinstance(page, AccountPage)
    tab = page.tab("documents")
    assert isinstance(tab, DocumentsTab)
    drag(window, carrying([letter]), tab)
    assert tab.veil.isVisible()
    assert not window.drops.veil.isVisible()
