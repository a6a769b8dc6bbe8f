"""A plan as a file: which kind, for whom, in which language; written on the paper lane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.core.errors import UserError
from kam.core.file_names import clean_name
from kam.core.telling import Teller
from kam.core.words import Label, label
from kam.jobs import Lane
from kam.services.plans.exporting import PlanFormat, plan_file, read_template
from kam.services.plans.reading import PlanReading
from kam.services.tables import save_bytes
from kam.ui.account.plan.agreeing.export_sheet import ExportSheet, ExportWish
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import tell

FORMATS: Final[dict[PlanFormat, tuple[Label, Label, str]]] = {
    PlanFormat.PDF: (
        label("plan export", "PDF for printing…"),
        label("plan export", "PDF files (*.pdf)"),
        "file-text",
    ),
    PlanFormat.DOCX: (
        label("plan export", "Word document…"),
        label("plan export", "Word documents (*.docx)"),
        "file-text",
    ),
    PlanFormat.XLSX: (
        label("plan export", "Excel workbook…"),
        label("plan export", "Excel workbooks (*.xlsx)"),
        "file-spreadsheet",
    ),
    PlanFormat.PPTX: (
        label("plan export", "PowerPoint slides for a review…"),
        label("plan export", "PowerPoint presentations (*.pptx)"),
        "chart-pie",
    ),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written where."""

    path: Path
    pages: int | None = None


class PlanExport(QObject):
    """Asks for whom and where, draws off the interface thread, says that it is done."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.plan: PlanReading | None = None
        self.sheet: ExportSheet | None = None
        self.chooser: QFileDialog | None = None

    def show_plan(self, plan: PlanReading | None) -> None:
        """Which plan is meant."""
        self.plan = plan

    def fill(self, menu: QMenu) -> None:
        """The kinds of files."""
        for form, (text, _, icon) in FORMATS.items():
            action = menu.addAction(self._desk.look.theme.icon(icon), self._desk.look.words.of(text))
            action.triggered.connect(partial(self._ask, form))

    def commands(self) -> list[Command]:
        """What the palette offers."""
        words = self._desk.look.words
        if self.plan is None:
            return []
        said = {
            PlanFormat.PDF: words.say("Plan as PDF…"),
            PlanFormat.DOCX: words.say("Plan as Word document…"),
            PlanFormat.XLSX: words.say("Plan as Excel workbook…"),
            PlanFormat.PPTX: words.say("Plan as PowerPoint slides…"),
        }
        return [
            Command(f"plan.export.{form.value}", text, partial(self.ask, form), "download")
            for form, text in said.items()
        ]

    def ask(self, form: PlanFormat, *, version: int | None = None) -> None:
        """Open the sheet; ``version`` is the one that is chosen at first."""
        if self.plan is not None:
            sheet = ExportSheet(self._desk, self._over, self.plan, form, version)
            sheet.wished.connect(partial(self._ask_where, sheet))
            self.sheet = sheet
            sheet.open()

    def write(self, plan: PlanReading, wish: ExportWish, path: Path) -> None:
        """Draw and write."""
        work = partial(_write, self._desk, plan, wish, path)
        self._desk.hub.notice(self._desk.look.words.say("Writing the plan…"))
        self._desk.jobs.run(self, work, self._written, lane=Lane.PAPER, otherwise=self._refused)

    def file_name(self, plan: PlanReading, wish: ExportWish) -> str:
        """«Мальцев и К°, План роста, версия 2, для клиента.docx»."""
        words = self._desk.look.words
        parts = [plan.account, plan.content.title]
        if wish.version is not None:
            parts.append(words.say("version {number}", number=wish.version))
        if wish.customer_safe:
            parts.append(words.say_in("plan export", "for the client"))
        if wish.version is None:
            parts.append(self._desk.today().isoformat())
        return clean_name(f"{', '.join(parts)}.{wish.form.value}", f"plan.{wish.form.value}")

    # Inside

    def _ask(self, form: PlanFormat, _checked: object = None) -> None:
        self.ask(form)

    def _ask_where(self, sheet: ExportSheet) -> None:
        words, wish, plan = self._desk.look.words, sheet.wish(), sheet.plan
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / self.file_name(plan, wish))
        pattern = words.of(FORMATS[wish.form][1])
        chooser = QFileDialog(sheet, words.say("Save the plan"), proposed, pattern)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(wish.form.value)
        chooser.selectFile(self.file_name(plan, wish))
        chooser.fileSelected.connect(partial(self._chosen, sheet, wish))
        self.chooser = chooser
        chooser.open()

    def _chosen(self, sheet: ExportSheet, wish: ExportWish, path: str) -> None:
        self.write(sheet.plan, wish, Path(path))
        if shiboken6.isValid(sheet):
            sheet.done_well()

    def _written(self, written: Written) -> None:
        words = self._desk.look.words
        if written.pages is None:
            self._desk.hub.notice(words.say("Saved: {path}", path=written.path))
            return
        told = words.say_many(
            "{count} page in {path}", "{count} pages in {path}", written.pages, path=written.path
        )
        self._desk.hub.notice(told)

    def _refused(self, error: Exception) -> bool:
        look = self._desk.look
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            told = look.words.say("The file could not be written: {reason}.", reason=reason)
        elif isinstance(error, UserError):
            told = Teller(look.words, look.formats).sentence(error)
        else:
            return False
        tell(look, self._over, look.words.say("The plan was not saved"), told)
        return True


def _write(desk: Desk, plan: PlanReading, wish: ExportWish, path: Path) -> Written:
    made = plan_file(
        desk.workspace,
        plan.content.id,
        wish.form,
        as_of=desk.now(),
        language=wish.language,
        version=wish.version,
        customer_safe=wish.customer_safe,
        template=None if wish.template is None else read_template(wish.template),
    )
    save_bytes(made.data, path)
    return Written(path, made.pages)
