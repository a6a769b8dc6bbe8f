"""Files come in by dropping, are seen, opened and saved elsewhere, and go with an undo."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import DocumentKind, DossierSection
from kam.models import Account, Contract, Document
from kam.services.documents import DocumentRow, add_document, list_documents
from kam.services.dossier import read_dossier
from kam.services.history import undo_step
from kam.services.settings import DocumentSettings, save_document_settings
from kam.ui.account.documents.columns import likely_kind, size_text
from kam.ui.account.documents.tab import DocumentsTab
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields.texts import TextEditor
from kam.ui.widgets.table import Sorting
from tests.builders import Office

MEGABYTE = 2**20


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, account: Account) -> Iterator[DocumentsTab]:
    tab = DocumentsTab(desk)
    desk.hub.changed.connect(tab.refresh)  # as the window does
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    tab.show_account(account.id)
    tab.show()
    yield tab
    tab.keep()


@pytest.fixture
def noticed(desk: Desk) -> list[Notice]:
    said: list[Notice] = []
    desk.hub.noticed.connect(said.append)
    return said


class Opener(QObject):
    """Stands where the system's own programs stand."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener() -> Iterator[Opener]:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "take")  # type: ignore[arg-type]  # PySide wants text
    yield opener
    QDesktopServices.unsetUrlHandler("file")


def a_pdf(path: Path, pages: int = 2) -> Path:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 300)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    path.write_bytes(buffer.getvalue())
    return path


def a_photo(path: Path) -> Path:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(path))
    return path


def a_file(path: Path, content: bytes = b"text") -> Path:
    path.write_bytes(content)
    return path


def dragged(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def enter(tab: DocumentsTab, mime: QMimeData) -> QDragEnterEvent:
    entering = QDragEnterEvent(
        QPoint(30, 30),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(tab, entering)
    return entering


def drop(tab: DocumentsTab, *paths: Path) -> None:
    mime = dragged(*paths)
    enter(tab, mime)
    event = QDropEvent(
        QPointF(30, 30),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(tab, event)


def rows(tab: DocumentsTab) -> list[DocumentRow]:
    model = tab.card.table.rows_model
    return [model.row_at(model.index(number, 0)) for number in range(model.rowCount())]


def chosen(tab: DocumentsTab) -> DocumentRow:
    row = tab.preview.row
    assert row is not None
    return row


def test_what_is_dropped_anywhere_is_kept_and_shown(
    tab: DocumentsTab, office: Office, account: Account, tmp_path: Path, noticed: list[Notice]
) -> None:
    told: list[str] = []
    tab.counted.connect(told.append)
    drop(tab, a_pdf(tmp_path / "Договор 14-25.pdf"), a_photo(tmp_path / "цех.jpg"))
    kept = {row.name: row.kind for row in list_documents(office.workspace, account.id)}
    assert kept == {"Договор 14-25.pdf": DocumentKind.CONTRACT, "цех.jpg": DocumentKind.PHOTO}
    assert {row.name for row in rows(tab)} == set(kept)
    assert chosen(tab).name == "цех.jpg"
    assert told[-1] == "2"
    assert noticed[-1].text == "Добавлено 2 документа."


def test_a_veil_says_that_files_may_be_let_go(tab: DocumentsTab, tmp_path: Path) -> None:
    entering = enter(tab, dragged(a_file(tmp_path / "a.txt")))
    assert entering.isAccepted()
    assert tab.veil.isVisible()
    QApplication.sendEvent(tab, QDragLeaveEvent())
    assert not tab.veil.isVisible()


def test_the_same_content_is_kept_once_and_said_where(
    tab: DocumentsTab, office: Office, account: Account, tmp_path: Path
) -> None:
    first = a_pdf(tmp_path / "Договор.pdf")
    drop(tab, first)
    again = tmp_path / "копия.pdf"
    again.write_bytes(first.read_bytes())
    drop(tab, again, a_file(tmp_path / "прайс.csv"))
    assert {row.name for row in list_documents(office.workspace, account.id)} == {"Договор.pdf", "прайс.csv"}
    assert "Договор.pdf" in tab.card.refusal.text()
    assert tab.card.refusal.isVisible()
    drop(tab, a_file(tmp_path / "ещё.txt", b"more"))
    assert not tab.card.refusal.isVisible()


def test_a_file_that_is_too_large_is_refused_with_both_sizes_and_the_rest_is_kept(
    tab: DocumentsTab, office: Office, account: Account, tmp_path: Path
) -> None:
    save_document_settings(office.workspace, DocumentSettings(limit_mb=1))
    tab.refresh()
    assert "1 МБ" in tab.card.hint.text().replace("\u00a0", " ")
    large = a_file(tmp_path / "видео.mp4", bytes(2 * MEGABYTE))
    drop(tab, large, tmp_path, a_file(tmp_path / "a.txt"))
    assert [row.name for row in rows(tab)] == ["a.txt"]
    sentences = tab.card.refusal.text().splitlines()
    assert "видео.mp4" in sentences[0]
    assert "2 МБ" in sentences[0]
    assert "1 МБ" in sentences[0]
    assert len(sentences) == 2


def test_a_large_file_shows_how_far_it_is_and_can_be_stopped(
    tab: DocumentsTab, desk: Desk, office: Office, account: Account, tmp_path: Path
) -> None:
    seen: list[str] = []

    def stop(standing: object) -> None:
        if tab.card.progress.isVisible():
            seen.append(tab.card.progress.title.text())
            if len(seen) > 3:
                tab.card.progress.stop.click()

    desk.jobs.progressed.connect(stop)
    drop(tab, a_file(tmp_path / "small.txt"), a_file(tmp_path / "архив.zip", os.urandom(20 * MEGABYTE)))
    assert seen
    assert [row.name for row in rows(tab)] == ["small.txt"]
    assert "Остановлено" in tab.card.refusal.text()
    assert not tab.card.progress.isVisible()


def test_files_that_come_while_others_are_kept_wait_for_them(
    tab: DocumentsTab, desk: Desk, office: Office, account: Account, tmp_path: Path
) -> None:
    later = a_file(tmp_path / "later.txt", b"later")
    dropped: list[bool] = []

    def drop_more(standing: object) -> None:
        if not dropped and tab.adding.is_under_way:
            dropped.append(True)
            drop(tab, later)

    desk.jobs.progressed.connect(drop_more)
    drop(tab, a_file(tmp_path / "first.txt"))
    assert {row.name for row in rows(tab)} == {"first.txt", "later.txt"}


def test_an_empty_tab_says_what_belongs_there(tab: DocumentsTab) -> None:
    assert rows(tab) == []
    assert not tab.preview.isVisible()
    assert tab.card.table._empty is not None
    assert tab.card.table._empty.accessibleName() == "Файлов пока нет"


def test_a_pdf_is_shown_page_by_page(tab: DocumentsTab, tmp_path: Path) -> None:
    drop(tab, a_pdf(tmp_path / "два листа.pdf", pages=2))
    preview = tab.preview
    assert preview.area.isVisible()
    assert preview.page.text() == "Страница 1 из 2"
    image = preview.sheet.image
    assert image.height() / image.width() == pytest.approx(1.5, abs=0.02)
    preview.forth.click()
    assert preview.page.text() == "Страница 2 из 2"
    assert not preview.forth.isEnabled()
    preview.turn(1)
    assert preview.page.text() == "Страница 2 из 2"
    preview.back.click()
    assert preview.page.text() == "Страница 1 из 2"


def test_a_picture_is_shown_and_other_files_say_who_can(tab: DocumentsTab, tmp_path: Path) -> None:
    drop(tab, a_photo(tmp_path / "цех.png"))
    assert tab.preview.sheet.image.size().width() == 60
    assert tab.preview._pages.isHidden()
    drop(tab, a_file(tmp_path / "смета.xlsx", b"PK"))
    assert not tab.preview.area.isVisible()
    assert "своей программе" in tab.preview.said.text()


def test_a_damaged_pdf_is_said_to_be_one(tab: DocumentsTab, tmp_path: Path) -> None:
    drop(tab, a_file(tmp_path / "битый.pdf", b"%PDF-1.7\nnothing"))
    assert "повреждён" in tab.preview.said.text()


def test_a_copy_is_opened_that_nobody_takes_for_the_original(
    tab: DocumentsTab, tmp_path: Path, opener: Opener
) -> None:
    drop(tab, a_file(tmp_path / "заметки.txt", b"words"))
    tab.preview.open.click()
    [copy] = opener.opened
    assert copy.name == "заметки.txt"
    assert copy.read_bytes() == b"words"
    assert not copy.stat().st_mode & stat.S_IWUSR
    tab.keep()
    assert not copy.exists()


def test_what_may_run_a_program_is_asked_about_first(
    tab: DocumentsTab, tmp_path: Path, opener: Opener
) -> None:
    drop(tab, a_file(tmp_path / "установка.exe", b"MZ"))
    tab.preview.open.click()
    assert opener.opened == []
    [question] = [each for each in QApplication.topLevelWidgets() if isinstance(each, Sheet)]
    assert "установка.exe" in question.heading.text()
    question.primary.click()
    assert [path.name for path in opener.opened] == ["установка.exe"]


def test_a_copy_is_saved_where_the_user_says(
    tab: DocumentsTab, tmp_path: Path, noticed: list[Notice]
) -> None:
    drop(tab, a_file(tmp_path / "a.txt", b"words"))
    target = tmp_path / "elsewhere.txt"
    tab.save_to(chosen(tab), target)
    assert target.read_bytes() == b"words"
    assert str(target) in noticed[-1].text


def test_name_kind_date_tags_and_contract_are_changed_in_a_sheet(
    tab: DocumentsTab, office: Office, account: Account, tmp_path: Path
) -> None:
    contract = office.add(Contract(account_id=account.id, number="14/25-П"))
    drop(tab, a_file(tmp_path / "scan.txt"))
    tab.preview.change.click()
    sheet = tab.sheet
    assert sheet is not None
    for name, text in (("name", "Протокол.txt"), ("tags", "склад, сроки")):
        editor = sheet.form[name]
        assert isinstance(editor, TextEditor)
        editor.line.setText(text)
    sheet.form["kind"].set_value(DocumentKind.MINUTES)
    sheet.form["on"].set_value(date(2026, 11, 2))
    sheet.form["contract_id"].set_value(contract.id)
    sheet.primary.click()
    row = chosen(tab)
    assert (row.name, row.kind, row.on) == ("Протокол.txt", DocumentKind.MINUTES, date(2026, 11, 2))
    assert (row.tags, row.contract) == (("склад", "сроки"), "14/25-П")


def test_what_was_changed_meanwhile_is_said_and_what_is_typed_stays(
    tab: DocumentsTab, office: Office, account: Account, tmp_path: Path
) -> None:
    drop(tab, a_file(tmp_path / "scan.txt"))
    tab.preview.change.click()
    sheet = tab.sheet
    assert sheet is not None
    name = sheet.form["name"]
    assert isinstance(name, TextEditor)
    name.line.setText("Моё имя.txt")
    with office.workspace.writing("test.changed") as unit:
        unit.get_one(Document, chosen(tab).id).tags = "чужая"
    sheet.primary.click()
    assert "измен" in sheet.form.message.text()
    assert name.value() == "Моё имя.txt"
    assert sheet.form["tags"].value() == ("чужая",)
    sheet.primary.click()
    assert (chosen(tab).name, chosen(tab).tags) == ("Моё имя.txt", ("чужая",))


def test_a_name_that_is_none_is_refused_beside_its_field(tab: DocumentsTab, tmp_path: Path) -> None:
    drop(tab, a_file(tmp_path / "scan.txt"))
    tab.preview.change.click()
    sheet = tab.sheet
    assert sheet is not None
    name = sheet.form["name"]
    assert isinstance(name, TextEditor)
    name.line.setText("   ")
    sheet.primary.click()
    assert sheet.form.fields["name"].message.text()
    assert chosen(tab).name == "scan.txt"


def test_deleted_documents_come_back_by_undo(
    tab: DocumentsTab, office: Office, desk: Desk, tmp_path: Path, noticed: list[Notice]
) -> None:
    drop(tab, a_file(tmp_path / "a.txt", b"a"), a_file(tmp_path / "b.txt", b"b"))
    tab.card.table.select([row.id for row in rows(tab)])
    tab.preview.delete.click()
    assert rows(tab) == []
    assert noticed[-1] == Notice("Удалено 2 документа.", undoable=True)
    desk.change(tab, lambda: undo_step(office.workspace))
    assert {row.name for row in rows(tab)} == {"a.txt", "b.txt"}


def test_the_list_is_searched_and_sorted(tab: DocumentsTab, tmp_path: Path) -> None:
    drop(tab, a_file(tmp_path / "Договор.txt", b"a" * 10), a_file(tmp_path / "прайс.csv", b"b" * 99))
    tab.card.table.sort_wished.emit(Sorting("size", falling=True))
    assert [row.name for row in rows(tab)] == ["прайс.csv", "Договор.txt"]
    tab.card.search.setText("ДОГОВОР")
    tab.card.search.searched.emit("ДОГОВОР")
    assert [row.name for row in rows(tab)] == ["Договор.txt"]
    tab.card.search.searched.emit("")
    tab.card.search.setText("нет такого")
    tab.card.search.searched.emit("нет такого")
    assert rows(tab) == []
    assert tab.card.table._empty is not None
    assert "нет такого" in tab.card.table._empty.accessibleName()


def test_the_section_is_verified_in_its_head(
    tab: DocumentsTab, office: Office, account: Account, tmp_path: Path
) -> None:
    drop(tab, a_file(tmp_path / "a.txt"))
    assert tab.card.verify.isVisible()
    tab.card.verify.click()
    dossier = read_dossier(office.workspace, account.id, as_of=office.clock.now())
    assert dossier.verified(DossierSection.DOCUMENTS).on == office.today
    assert not tab.card.verify.isVisible()


def test_the_first_document_is_shown_without_asking(
    office: Office, account: Account, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    add_document(office.workspace, account.id, a_file(tmp_path / "letter.txt", b"Dear all"))
    tab = DocumentsTab(desk)
    qtbot.addWidget(tab)
    tab.show_account(account.id)
    assert tab.preview.row is not None
    assert (tab.preview.row.name, tab.card.table.selected_rows()) == ("letter.txt", [])
    tab.keep()


def test_a_place_may_name_a_document(
    tab: DocumentsTab, office: Office, account: Account, tmp_path: Path
) -> None:
    ids = [
        add_document(office.workspace, account.id, a_file(tmp_path / name, name.encode())).value
        for name in ("a.txt", "b.txt", "c.txt")
    ]
    tab.show_account(account.id, ids[1])
    assert chosen(tab).id == ids[1]
    tab.show_account(office.account("Другой").id)
    assert rows(tab) == []
    assert tab.preview.row is None


def test_the_table_is_a_sound_model(tab: DocumentsTab, tmp_path: Path) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(tab.card.table.rows_model, mode)
    drop(tab, a_file(tmp_path / "a.txt"))
    tester.deleteLater()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Спецификация №2 к договору.docx", DocumentKind.SPECIFICATION),
        ("Price_list 2026.xlsx", DocumentKind.PRICE_LIST),
        ("запуск.pptx", DocumentKind.PRESENTATION),
        ("Письмо.pdf", DocumentKind.LETTER),
        ("IMG_0042.JPG", DocumentKind.PHOTO),
        ("Паспорт качества.pdf", DocumentKind.CERTIFICATE),
        ("разное.txt", DocumentKind.OTHER),
    ],
)
def test_what_a_file_is_is_guessed_by_its_name(name: str, kind: DocumentKind) -> None:
    assert likely_kind(name) is kind


@pytest.mark.parametrize(
    ("size", "text"), [(512, "512 Б"), (1024, "1 КБ"), (1536, "2 КБ"), (1_258_291, "1,2 МБ")]
)
def test_sizes_are_said_in_the_unit_that_suits_them(desk: Desk, size: int, text: str) -> None:
    said = size_text(size, desk.look.words, desk.look.formats)
    assert said.replace("\u00a0", " ") == text
