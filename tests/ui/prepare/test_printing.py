"""What was prepared as a paper: saved, printed, kept with its meeting."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from kam.models import Interaction
from kam.services.preparing import Way, paper_bytes, read_preparation
from kam.services.preparing.parts import QuestionLine
from kam.store.undo import undo
from kam.ui.pdfium import opened
from kam.ui.prepare.page import PreparePage
from kam.ui.printing import print_pages
from kam.ui.widgets.buttons import IconButton
from tests.builders import Office
from tests.preparing import purpose, questions, redraw, text_of


@pytest.mark.slow
def test_a_saved_paper_holds_what_is_typed_and_is_kept_with_the_meeting(
    prepared: Interaction, page: PreparePage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    purpose(page).set_value("Новая цель")
    purpose(page).changed.emit()
    target = tmp_path / "brief.pdf"
    page._with_paper(lambda drawn: page.printing.write(prepared.id, drawn, target))
    qtbot.waitUntil(target.exists)
    text = text_of(target.read_bytes())
    assert "Новая цель" in text
    assert "60 дней" in text
    as_of = office.clock.now()
    [kept] = read_preparation(office.workspace, prepared.id, as_of=as_of, language="ru").papers
    assert paper_bytes(office.workspace, kept.id) == target.read_bytes()
    assert page.papers.isVisibleTo(page)
    assert len(page.papers.rows.rows) == 1


def test_nothing_internal_is_in_the_clients_copy(
    prepared: Interaction, page: PreparePage, tmp_path: Path, qtbot: QtBot
) -> None:
    page._choose(customer_safe=True)
    redraw(page, qtbot)
    target = tmp_path / "client.pdf"
    page._with_paper(lambda drawn: page.printing.write(prepared.id, drawn, target))
    qtbot.waitUntil(target.exists)
    text = text_of(target.read_bytes())
    assert "Отсрочка 45 дней" in text
    assert "Итоги года" in text
    for secret in ("Дожать", "тайная", "60 дней", "получает", "ВНУТРЕННИЙ", "kam"):
        assert secret not in text


def test_a_kept_paper_is_opened_as_it_was(
    prepared: Interaction, page: PreparePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDesktopServices

    opened_files: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_files.append(Path(url.toLocalFile())))
    drawn = page.preview.shown
    assert drawn is not None
    page.printing._keep(prepared.id, drawn, Way.PRINTED, "")
    page.papers.rows.rows[0].opened.emit()  # type: ignore[union-attr]
    [path] = opened_files
    assert path.read_bytes() == drawn.pdf
    assert path.parent.stat().st_mode & 0o077 == 0, "what is confidential is the user's alone"
    page.keep()
    assert not path.exists(), "it does not outlive the window"


def test_printing_sends_every_page_at_the_printers_resolution(
    page: PreparePage, tmp_path: Path, qtbot: QtBot
) -> None:
    page._choose(pages="all")
    redraw(page, qtbot)
    drawn = page.preview.shown
    assert drawn is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(150)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pages(drawn.pdf, printer) == len(drawn.sizes)
    with opened((tmp_path / "printed.pdf").read_bytes()) as document:
        assert len(document) == len(drawn.sizes)
        assert document.get_page_size(0) == pytest.approx(drawn.sizes[0], abs=1)


def test_a_range_of_pages_is_printed_alone(page: PreparePage, tmp_path: Path, qtbot: QtBot) -> None:
    page._choose(pages="all")
    redraw(page, qtbot)
    drawn = page.preview.shown
    assert drawn is not None
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert print_pages(drawn.pdf, printer) == 1


@pytest.mark.slow
def test_printing_through_the_dialog_keeps_the_paper(
    page: PreparePage, office: Office, meeting: Interaction, tmp_path: Path, qtbot: QtBot
) -> None:
    page.print()
    dialog = page.printing.dialog
    assert dialog is not None
    assert dialog.isVisible()
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(printer)
    dialog.done(0)
    as_of = office.clock.now()
    [kept] = read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").papers
    assert kept.pages == 1
    assert (tmp_path / "printed.pdf").exists()


@pytest.mark.slow
def test_a_kept_paper_is_deleted_and_one_undo_brings_it_back(
    page: PreparePage, office: Office, meeting: Interaction, tmp_path: Path, qtbot: QtBot
) -> None:
    drawn = page.preview.shown
    assert drawn is not None
    page.printing.write(meeting.id, drawn, tmp_path / "brief.pdf")
    qtbot.waitUntil(lambda: bool(page.papers.rows.rows))
    [bin_] = page.papers.rows.rows[0].findChildren(IconButton)
    assert bin_.accessibleName().startswith("Удалить: ")
    qtbot.mouseClick(bin_, Qt.MouseButton.LeftButton)
    assert not page.papers.isVisibleTo(page)
    undo(office.workspace, office.last_step())
    as_of = office.clock.now()
    [back] = read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").papers
    assert paper_bytes(office.workspace, back.id) == drawn.pdf


@pytest.mark.slow
def test_what_had_no_room_is_said_before_printing(page: PreparePage, qtbot: QtBot) -> None:
    editor = questions(page)
    for number in range(60):
        editor.cards_box.setEnabled(True)
        editor.cards.append(editor._made(QuestionLine(text=f"Вопрос номер {number} о том и об этом?")))
    editor.choose()
    page._choose(pages="1")
    redraw(page, qtbot)
    assert page.preview.cut.isVisible()
    assert "Вопросы" in page.preview.cut_text.text()
    page.preview.more.click()
    redraw(page, qtbot)
    assert not page.preview.cut.isVisible()
