"""Import in the window: the file, its columns, the dry run and its problems on one page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kam.core.changes import Area
from kam.jobs import Standing
from kam.services.imports import (
    Form,
    ImportReport,
    SourcePreview,
    forget_mapping,
)
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.imports.check_panel import CheckPanel
from kam.ui.imports.choosing import chooser
from kam.ui.imports.columns_panel import ColumnsPanel
from kam.ui.imports.deciding import Deciding
from kam.ui.imports.file_panel import FilePanel
from kam.ui.imports.home import HomeView
from kam.ui.imports.leftovers import Leftover, Leftovers
from kam.ui.imports.problems_panel import ProblemsPanel
from kam.ui.imports.remembering import Remembering
from kam.ui.imports.saying import FORMS, Saying
from kam.ui.imports.steps import Step, StepsBar
from kam.ui.imports.work import ImportWork
from kam.ui.page import Page
from kam.ui.places import IMPORTS, Place
from kam.ui.table_files import is_table
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button, icon_button
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.progress_strip import ProgressStrip

_FOOT: Final = 48
_RIGHT: Final = 400
_RIGHT_NARROW: Final = 372
_RIGHT_WIDE: Final = 460
_NARROW: Final = 1200
_WIDE: Final = 1600
_ROOM_FROM: Final = 730
"""From this height on each row of a table higher shows a row of the file more."""


class ImportsPage(Page):
    """Nothing is written before the primary button; afterwards the whole import is one step."""

    areas: ClassVar[Area] = Area.ACCOUNTS | Area.PEOPLE | Area.SALES | Area.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        look, words = desk.look, desk.look.words
        self.work = ImportWork(desk, self)
        self.saying = Saying(look)
        self.leftovers = Leftovers(desk, self.saying, self)
        self.home = HomeView(desk, self.saying)
        self.file = FilePanel(look, self.work, self.saying)
        self.columns = ColumnsPanel(look, self.work, self.saying)
        self.check = CheckPanel(look, self.work, self.saying)
        self.problems = ProblemsPanel(desk, self.work, self.saying)
        self.strip = ProgressStrip(look)
        self.steps = StepsBar(look)
        self.form = chooser(
            look,
            words.say("What the file brings"),
            [(form, self.saying.form(form)) for form in FORMS],
            self._choose_form,
        )
        self.mapping = chooser(look, words.say("Remembered columns"), (), self._choose_mapping)
        self.mapping.setMaximumWidth(220)
        self.mapping_label = label(words.say("Columns as in"), Type.SECONDARY, "text2")
        self.forget = icon_button(look, "trash-2", words.say("Forget these columns"), run=self._forget)
        self.other = button(look, words.say("Another file"), icon="folder-open", run=self.choose_file)
        self.remembering = Remembering(self.saying)
        self.deciding = Deciding(desk, self.work, self.remembering, self)
        self.write = button(look, "", kind=Kind.PRIMARY, run=self.write_now)
        self.cancel = button(look, words.say_in("button", "Cancel"), run=self._cancel)
        self._told = words.say("Import")
        self._lay_out()
        self._connect()
        self._show()

    def go_to(self, place: Place) -> None:
        """Show where the import stands; a place with the path of a file begins with that file."""
        self.home.refresh()
        if place.view:
            self.open(Path(place.view))
            self.moved.emit(IMPORTS)
        else:
            self.deciding.bring_back()

    def refresh(self) -> None:
        """The data changed: the file is looked at with its eyes."""
        self.home.refresh()
        self.work.again()

    def title(self) -> str:
        """«Импорт: заказы»."""
        preview, words = self.work.preview, self.look.words
        if preview is None:
            return words.say("Import")
        return words.say("Import: {what}", what=self.saying.form(preview.form))

    def commands(self) -> list[Command]:
        """What can be done here."""
        words = self.look.words
        found = [
            Command("table.choose", words.say("Choose a table to bring in"), self.choose_file, "folder-open")
        ]
        if self.write.isEnabled() and self.write.isVisible():
            found.append(Command("table.write", self.write.text(), self.write_now, "check"))
        return found

    # What is wished

    def choose_file(self) -> None:
        """Ask for a file."""
        self.home.drop.choose()

    def open(self, path: Path) -> None:
        """Begin with a file."""
        if self.work.is_writing:
            words = self.look.words
            self.desk.hub.notice(
                words.say("An import is being written: take the next table when it is done.")
            )
            return
        self.home.forget_written()
        self.home.begin_beside(path)
        self.work.open(path)

    def write_now(self) -> None:
        """Carry out what was checked."""
        preview = self.work.preview
        if preview is None or not self.write.isEnabled():
            return
        title = self.look.words.say("Import: {what}", what=self.saying.form(preview.form))
        self.work.write(title, self.remembering.wished())

    # How it is built

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        self._stack.addWidget(self._work_view())
        self._foot = self._make_foot()
        column.addWidget(self._make_head())
        column.addWidget(self.deciding.note)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)
        self.setProperty("ground", "sunk")

    def _make_head(self) -> QFrame:
        head = PageHead(self.look.words.say("Import"), height=Size.PAGE_HEAD, ruled=True)
        head.row.addSpacing(4)
        head.put(self.form)
        head.row.addSpacing(Size.GAP)
        head.put(self.steps)
        head.row.addStretch(1)
        head.put(self.mapping_label, self.mapping, self.forget, self.other)
        return head

    def _work_view(self) -> QWidget:
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(Size.PAGE_MARGIN, Size.GAP, Size.PAGE_MARGIN, Size.GAP)
        row.setSpacing(Size.GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._right = QWidget()
        for part in (left, right):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(Size.GAP)
        left.addWidget(self.file)
        left.addWidget(self.columns, 1)
        right.addWidget(self.check)
        right.addWidget(self.problems, 1)
        self._right.setLayout(right)
        self._right.setFixedWidth(_RIGHT)
        row.addLayout(left, 1)
        row.addWidget(self._right)
        return view

    def _make_foot(self) -> QFrame:
        words = self.look.words
        foot = QFrame()
        foot.setProperty("role", "pagefoot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(0, Size.GRID, 0, 0)
        above.addWidget(self.strip)
        column.addLayout(above)
        bar = QWidget()
        bar.setFixedHeight(_FOOT)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(self.remembering)
        row.addSpacing(Size.GAP)
        undo = (
            IconGlyph("undo-2"),
            Run(words.say("The whole import is one step back"), Type.SECONDARY, "text2"),
        )
        self._undo_note = LineLabel(self.look, undo)
        row.addWidget(self._undo_note)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.write)
        column.addWidget(bar)
        return foot

    def _connect(self) -> None:
        self.work.changed.connect(self._show)
        self.work.written.connect(self._written)
        self.work.stopped.connect(self._stopped)
        self.home.chosen.connect(self.open)
        self.problems.rows_wished.connect(self.file.pick_rows)
        self.problems.save_wished.connect(self._ask_where)
        self.strip.stop_wished.connect(self.desk.jobs.cancel_long)
        self.desk.jobs.progressed.connect(self._show_progress)

    def file_wish(self, paths: Sequence[Path]) -> str | None:
        """A table begins an import."""
        if not any(is_table(path) for path in paths):
            return None
        return self.look.words.say("Let go to look the table through")

    def take_files(self, paths: Sequence[Path]) -> None:
        """Begin with the first table."""
        self.open(next(path for path in paths if is_table(path)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the file its width."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self._right.setFixedWidth(
            _RIGHT_WIDE if wide else _RIGHT if self.width() >= _NARROW else _RIGHT_NARROW
        )
        self.file.set_room((self.height() - _ROOM_FROM) // Size.ROW_COMPACT)
        self._undo_note.setVisible(self.width() >= _NARROW - 200)

    # How it is shown

    def _show(self) -> None:
        """Everything follows the work."""
        work = self.work
        at_work = work.source is not None or work.is_looking
        if work.source is None and work.trouble is not None:
            self._tell_trouble()
            return
        self._tell_title()
        self._stack.setCurrentIndex(1 if at_work else 0)
        self._foot.setVisible(at_work)
        for above in (self.form, self.steps, self.other):
            above.setVisible(at_work)
        self._show_mappings(work.preview if at_work else None)
        self.steps.show_step(self._step())
        if not at_work:
            return
        for panel in (self.file, self.columns, self.check, self.problems):
            panel.show_work()
        if work.preview is not None:
            self.form.set_value(work.preview.form)
            if work.source is not None:
                self.remembering.suggest(work.source, work.preview)
                self.deciding.name_again()
        self._show_button()
        for widget in (self.file, self.columns, self.check, self.problems, self.form, self.mapping):
            widget.setEnabled(not work.is_writing)
        for beside in (self.other, self.remembering):
            beside.setEnabled(not work.is_writing)
        tab_in_reading_order(self)

    def _tell_title(self) -> None:
        """The window's title follows what the file turned out to bring."""
        title = self.title()
        if title != self._told:
            self._told = title
            self.moved.emit(IMPORTS)

    def _tell_trouble(self) -> None:
        """A file that cannot be opened at all: said under the drop."""
        trouble, name = self.work.trouble, self.work.name
        self.work.clear()
        self._show()
        if trouble is not None:
            self.home.show_trouble(name, trouble)

    def _step(self) -> Step:
        work = self.work
        if work.is_writing:
            return Step.WRITING
        if work.preview is None or work.trouble is not None:
            return Step.FILE
        return Step.CHECK if work.preview.can_be_read else Step.COLUMNS

    def _show_button(self) -> None:
        work, checked = self.work, self.work.checked
        words = self.look.words
        ready = checked is not None and not work.is_checking and not work.is_writing
        self.write.setEnabled(ready and checked is not None and bool(checked.writes))
        if checked is None or (checked.writes and not checked.comes_in):
            self.write.setText(words.say_in("button", "Write"))
        elif checked.writes:
            self.write.setText(self.saying.write_button(checked))
        else:
            self.write.setText(words.say("Nothing to write"))

    def _show_mappings(self, preview: SourcePreview | None) -> None:
        """The remembered columns that can be read by, and the one that is."""
        there = preview is not None and bool(preview.saved)
        for widget in (self.mapping_label, self.mapping):
            widget.setVisible(there)
        applied = preview.applied if preview is not None else None
        self.forget.setVisible(applied is not None)
        if preview is not None and there:
            options = [("", self.look.words.say("by the headings"))]
            self.mapping.set_options([*options, *((each.id, each.name) for each in preview.saved)])
            self.mapping.set_value(applied.id if applied is not None else "")

    def _show_progress(self, standing: Standing | None) -> None:
        self.strip.show_standing(standing if self.work.is_writing else None)

    # What is chosen at the head

    def _choose_form(self, form: Form) -> None:
        self.work.choose(self.work.choice.with_form(form))

    def _choose_mapping(self, saved: str) -> None:
        self.work.choose(self.work.choice.by_saved(saved))

    def _forget(self) -> None:
        preview = self.work.preview
        if preview is None or preview.applied is None:
            return
        words, saved = self.look.words, preview.applied
        notice = words.say("Forgotten: {name}", name=saved.name)
        use_case = partial(forget_mapping, self.desk.workspace, saved.id)
        self.desk.change(self, use_case, notice=notice, undoable=True)

    def _cancel(self) -> None:
        """Stop the writing; before it, put the file away."""
        if self.work.is_writing:
            self.desk.jobs.cancel_long()
            return
        self.deciding.end()
        self.work.clear()
        self._show()

    # After the writing

    def _written(self, report: ImportReport) -> None:
        self.strip.show_standing(None)
        self.deciding.end()
        words = self.look.words
        left = self._leftover(report)
        self.work.clear()
        self._show()
        self.home.show_written(report, partial(self.leftovers.ask, left) if left is not None else None)
        said = self.saying.done(report) if report.recorded else words.say("Everything in the file was here")
        self.desk.hub.notice(said, undoable=report.recorded)

    def _stopped(self) -> None:
        self.strip.show_standing(None)
        self.desk.hub.notice(self.look.words.say("The import was stopped; nothing was written"))

    def _ask_where(self) -> None:
        """Where the rows go that stay out as things are decided now."""
        if (left := self._leftover()) is not None:
            self.leftovers.ask(left)

    def _leftover(self, report: ImportReport | None = None) -> Leftover | None:
        work = self.work
        found = report or (work.checked.report if work.checked is not None else None)
        if work.source is None or work.preview is None or found is None:
            return None
        return Leftover(work.source, work.preview, found)
