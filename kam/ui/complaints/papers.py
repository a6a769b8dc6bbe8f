"""Papers of complaints: of one, and of those of some days; printed, saved, or written as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.core.changes import Outcome
from kam.core.file_names import clean_name
from kam.jobs import Lane
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.rows import ComplaintCard, ComplaintRecord
from kam.services.tables import TableFormat
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.paper_out import Paper, PaperOut

if TYPE_CHECKING:
    from kam.analysis.complaints.facts import Span
    from kam.reports.result import PaperResult
    from kam.services.complaints.paper_files import ComplaintFile

RECORD, EIGHT_D, CUSTOMER_EIGHT_D, ANSWER = "record", "8d", "customer-8d", "answer"
REGISTER, LEARNING = "register", "report"
_ENDINGS: Final = {TableFormat.CSV: "csv", TableFormat.XLSX: "xlsx"}


class RecordPapers(QObject):
    """The papers of the complaint that ``record`` gives: printed, saved, or kept among its files."""

    def __init__(self, desk: Desk, page: QWidget, record: Callable[[], ComplaintRecord | None]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._record = record
        words = desk.look.words
        self.names = {
            RECORD: words.say("The record of the complaint"),
            EIGHT_D: words.say("8D report"),
            CUSTOMER_EIGHT_D: words.say("8D report for the client"),
            ANSWER: words.say("Answer to the client"),
        }
        self.outs = {code: PaperOut(desk, page, partial(self._paper, code)) for code in self.names}

    def fill(self, menu: QMenu) -> None:
        """Each paper, to be printed, saved or kept."""
        words, theme = self._desk.look.words, self._desk.look.theme
        menu.clear()
        for code, name in self.names.items():
            menu.addSection(name)
            out = self.outs[code]
            menu.addAction(theme.icon("printer"), words.say_in("menu", "Print…")).triggered.connect(
                partial(_run, out.print)
            )
            menu.addAction(theme.icon("download"), words.say_in("menu", "Save as PDF…")).triggered.connect(
                partial(_run, out.save)
            )
            menu.addAction(theme.icon("paperclip"), words.say("Keep with the complaint")).triggered.connect(
                partial(_run, partial(self.keep, code))
            )

    def keep(self, code: str) -> None:
        """Draw a paper and keep it among the files of its complaint, as it went to the client."""
        record = self._record()
        if record is not None:
            draw = partial(self._drawn, code, record)
            self._desk.jobs.run(self, draw, partial(self._keep, code, record), lane=Lane.PAPER)

    def _keep(self, code: str, record: ComplaintRecord, made: PaperResult) -> None:
        from kam.services.complaints.paper_files import ComplaintDocument, ComplaintFile, keep_file
        from kam.services.profile import paper_language

        desk, words = self._desk, self._desk.look.words
        now, file = desk.now(), ComplaintFile(made.pdf, made.pages)

        def work() -> Outcome[UUID]:
            language = paper_language(desk.workspace)
            document = ComplaintDocument(code)
            return keep_file(desk.workspace, record.id, document, file, as_of=now, language=language)

        told = words.say("{number}: {what}", number=record.number, what=words.say("the paper is kept"))
        desk.change(self._page, work, notice=told, undoable=True)

    def commands(self, hint: str) -> list[Command]:
        """The same by name."""
        words = self._desk.look.words
        found = []
        for code, name in self.names.items():
            keys = "Ctrl+P" if code == RECORD else ""
            text = words.say("Print: {paper}", paper=name)
            out = self.outs[code]
            found.append(Command(f"complaint.print.{code}", text, out.print, "printer", keys, hint))
            text = words.say("Save as PDF: {paper}", paper=name)
            found.append(Command(f"complaint.save.{code}", text, out.save, "download", "", hint))
            text = words.say("Keep with the complaint: {paper}", paper=name)
            found.append(
                Command(f"complaint.keep.{code}", text, partial(self.keep, code), "paperclip", "", hint)
            )
        return found

    def _paper(self, code: str) -> Paper:
        record = self._record()
        number = record.number if record is not None else ""
        title = f"{self.names[code]} {number}".strip()
        day = self._desk.today().isoformat()
        return Paper(title, f"{title}, {day}", partial(self._drawn, code, record))

    def _drawn(self, code: str, record: ComplaintRecord | None) -> PaperResult:
        from kam.core.errors import NotFoundError
        from kam.services.complaints.paper_files import ComplaintDocument, complaint_file
        from kam.services.profile import paper_language

        if record is None:
            raise NotFoundError("complaint.gone")
        workspace, now = self._desk.workspace, self._desk.now()
        language = paper_language(workspace)
        document = ComplaintDocument(code)
        return _result(complaint_file(workspace, record.id, document, as_of=now, language=language))


class PeriodPapers(QObject):
    """The register and the report of the complaints received in some days; the rows of the table.

    ``rows`` says how to read those; they are read when they are written, off the interface's thread.
    """

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        shown: Callable[[], tuple[Span | None, ComplaintQuery]],
        rows: Callable[[], Callable[[], Sequence[ComplaintCard]]],
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._shown = shown
        self._rows = rows
        self.chooser: QFileDialog | None = None
        words = desk.look.words
        self.names = {
            REGISTER: words.say("Register of complaints"),
            LEARNING: words.say("Report on complaints"),
        }
        self.outs = {code: PaperOut(desk, page, partial(self._paper, code)) for code in self.names}

    def fill(self, menu: QMenu, *, rows: bool) -> None:
        """The rows as a file, then the papers of the period."""
        words, theme = self._desk.look.words, self._desk.look.theme
        menu.clear()
        if rows:
            menu.addSection(words.say("What is shown"))
            for kind, text in (
                (TableFormat.CSV, words.say("CSV table…")),
                (TableFormat.XLSX, words.say("Excel workbook…")),
            ):
                action = menu.addAction(theme.icon("file-spreadsheet"), text)
                action.triggered.connect(partial(_run, partial(self.ask_rows, kind)))
        for code, name in self.names.items():
            menu.addSection(name)
            out = self.outs[code]
            entries: tuple[tuple[str, str, Callable[[], object]], ...] = (
                ("printer", words.say_in("menu", "Print…"), out.print),
                ("download", words.say_in("menu", "Save as PDF…"), out.save),
                ("file-spreadsheet", words.say("Excel workbook…"), partial(self.ask_workbook, code)),
            )
            for icon, text, run in entries:
                menu.addAction(theme.icon(icon), text).triggered.connect(partial(_run, run))

    def ask_rows(self, kind: TableFormat) -> None:
        """Ask under which name what is shown goes."""
        name = self._desk.look.words.say("Complaints {date}", date=self._desk.today().isoformat())
        self._ask(f"{name}.{_ENDINGS[kind]}", partial(self.write_rows, kind))

    def ask_workbook(self, code: str) -> None:
        """Ask under which name a paper of the period goes as a workbook."""
        day = self._desk.today().isoformat()
        self._ask(f"{self.names[code]} {day}.xlsx", partial(self.write_workbook, code))

    def write_rows(self, kind: TableFormat, path: Path) -> None:
        """Write the rows that are shown."""
        read, words, now = self._rows(), self._desk.look.words, self._desk.now()

        def work() -> Path:
            from kam.services.complaints.exporting import export_complaints

            return export_complaints(read(), path, kind, words, now)

        self._desk.read(self._page, work, self._told)

    def write_workbook(self, code: str, path: Path) -> None:
        """Write a paper of the period as a workbook."""
        span, query = self._shown()
        desk = self._desk

        def work() -> Path:
            from kam.services.complaints.paper_files import PeriodDocument, PeriodFormat, period_file
            from kam.services.profile import paper_language
            from kam.services.tables import save_bytes

            made = period_file(
                desk.workspace,
                PeriodDocument(code),
                PeriodFormat.XLSX,
                span=span,
                query=query,
                as_of=desk.now(),
                language=paper_language(desk.workspace),
            )
            return save_bytes(made.data, path)

        desk.read(self._page, work, self._told)

    def _ask(self, name: str, write: Callable[[Path], None]) -> None:
        words = self._desk.look.words
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file = clean_name(name, "complaints")
        chooser = QFileDialog(self._page, words.say("Export complaints"), str(Path(folder, file)))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(file.rpartition(".")[2])
        chooser.selectFile(file)
        chooser.fileSelected.connect(lambda path: write(Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        self.chooser = chooser
        chooser.open()

    def _told(self, path: Path) -> None:
        self._desk.hub.notice(self._desk.look.words.say("Saved as {path}.", path=path))

    def _paper(self, code: str) -> Paper:
        title, day = self.names[code], self._desk.today().isoformat()
        span, query = self._shown()
        return Paper(title, f"{title} {day}", partial(self._drawn, code, span, query))

    def _drawn(self, code: str, span: Span | None, query: ComplaintQuery) -> PaperResult:
        from kam.services.complaints.paper_files import PeriodDocument, PeriodFormat, period_file
        from kam.services.profile import paper_language

        workspace = self._desk.workspace
        return _result(
            period_file(
                workspace,
                PeriodDocument(code),
                PeriodFormat.PDF,
                span=span,
                query=query,
                as_of=self._desk.now(),
                language=paper_language(workspace),
            )
        )


def _result(made: ComplaintFile) -> PaperResult:
    from kam.reports.result import PaperResult

    return PaperResult(made.data, made.pages or 1)


def _run(run: Callable[[], object], _checked: object = None) -> None:
    run()
