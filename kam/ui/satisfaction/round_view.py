"""One round: its figures over the grid of answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QPoint, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kam.core.errors import NotFoundError, UserError
from kam.core.field_errors import FieldErrors
from kam.core.file_names import clean_name
from kam.core.telling import Teller
from kam.core.vocabulary import SurveyMeasure, SurveyStatus
from kam.services.surveys.reading import read_round
from kam.services.surveys.rows import AnswerRow, RoundSheet
from kam.services.tables import TableFormat
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.places import SURVEYS
from kam.ui.satisfaction.deeds import SurveyDeeds
from kam.ui.satisfaction.forms import RoundForms
from kam.ui.satisfaction.grid import AnswersGrid
from kam.ui.satisfaction.saying import change_text, measure_text, name_text, value_text
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button, icon_button
from kam.ui.widgets.deeds import pop_up
from kam.ui.widgets.figures import Figure, FigureStrip, change_line
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.selection_foot import SelectionFoot

if TYPE_CHECKING:
    from kam.services.surveys.drafts import AnswerChanges
    from kam.ui.widgets.pieces import Line

_SHOWN: Final = ("promise", "kept", "write", "silent", "person", "delete")


class RoundView(QWidget):
    """Reads a round and lets its answers be typed."""

    went = Signal(object)
    named = Signal()
    """The round was read: its name is known."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look
        self.round_id: UUID | None = None
        self.found: RoundSheet | None = None
        self.chooser: QFileDialog | None = None
        self.deeds = SurveyDeeds(desk, self)
        self.forms = RoundForms(desk, self, self._whose_forms)
        self.grid = AnswersGrid(desk.look)
        self.figures = FigureStrip(desk.look, compact=True)
        self.foot = SelectionFoot(desk.look, longest_name=220)
        self._lay_out()
        self.grid.typed.connect(self._put)
        self.grid.selected.connect(self._show_selection)
        self.grid.menu_wished.connect(self._open_row_menu)
        self.figures.asked.connect(lambda _: self._promise_all())
        self.deeds.went.connect(self.went)

    def show_round(self, round_id: UUID) -> None:
        """Show another round."""
        if round_id != self.round_id:
            self.found = None
            self.grid.show_rows(())
        self.round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        """Read it anew; what is being typed stays."""
        if self.round_id is None:
            return
        work = partial(read_round, self.desk.workspace, self.round_id, as_of=self.desk.now())
        self.desk.read(self, work, self._show, key="round", otherwise=self._gone)

    def take_focus(self) -> None:
        """The keyboard goes to the first score that is waited for."""
        self.grid.take_focus()

    def commands(self) -> list[Command]:
        """What can be done here, with who is chosen first."""
        found = self.found
        if found is None:
            return []
        words = self.look.words
        rows = self.grid.chosen()
        about = name_text(self.look, rows[0]) if len(rows) == 1 else ""
        own = [
            Command(f"surveys.{deed.code}", deed.menu_text, partial(deed.run, rows), deed.icon, hint=about)
            for deed in self.deeds.fitting(rows)
        ]
        title = found.row.title
        return [
            *own,
            *(
                Command(f"surveys.round.{code}", text, run, icon, keys, title)
                for code, text, icon, run, keys in self._round_deeds(found)
            ),
            Command("surveys.new", words.say("New survey…"), self.deeds.start, "clipboard-check"),
        ]

    def file_wish(self, paths: Sequence[Path]) -> str | None:
        """A table let go here is looked through for answers."""
        from kam.ui.table_files import is_table

        if self.found is not None and len(paths) == 1 and is_table(paths[0]):
            return self.look.words.say("Let go to take answers from “{file}”", file=paths[0].name)
        return None

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look a returned table through."""
        if self.found is not None:
            self.deeds.take_table(self.found)
            sheet = self.deeds.sheet
            from kam.ui.satisfaction.taking_sheet import TakingSheet

            if isinstance(sheet, TakingSheet):
                sheet.look_through(paths[0])

    # Building

    def _lay_out(self) -> None:
        look, words = self.look, self.look.words
        head = QFrame()
        head.setProperty("role", "pagehead")
        row = QHBoxLayout(head)
        row.setContentsMargins(Size.PAGE_MARGIN, 8, Size.PAGE_MARGIN, 8)
        row.setSpacing(Size.GRID)
        back = icon_button(look, "arrow-left", words.say("All surveys"), run=partial(self.went.emit, SURVEYS))
        row.addWidget(back)
        self.name = ElidedLabel("", Type.TITLE)
        self.about = label("", Type.SECONDARY, "text2")
        row.addWidget(self.name, 1)
        row.addWidget(self.about)
        self.letters = button(look, words.say("Letters"), icon="mail", compact=True, run=self._write)
        self.papers = button(look, words.say("Forms"), icon="printer", compact=True, run=self.forms.out.print)
        self.taking = button(
            look, words.say("Answers from a file…"), icon="upload", compact=True, run=self._take_table
        )
        self.more = icon_button(look, "ellipsis", words.say("More about this survey"), run=self._open_more)
        for each in (self.letters, self.papers, self.taking, self.more):
            row.addWidget(each)
        held = QWidget()
        inner = QVBoxLayout(held)
        inner.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 10)
        inner.addWidget(self.figures)
        for code in _SHOWN:
            self.foot.add_deed(self.deeds[code])
        self.foot.row.addStretch(1)
        self.keys = LineLabel(look)
        hint = words.say("Tab: the next cell, Enter: the next person, a dash: no answer")
        self.keys.show_line((Run(hint, Type.SECONDARY, "text3"),))
        self.foot.row.addWidget(self.keys)
        self.promises = button(
            look, words.say("Promises to all"), kind=Kind.PRIMARY, icon="handshake", compact=True,
            run=self._promise_all,
        )  # fmt: skip
        row.addWidget(self.promises)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (head, held):
            widget.setProperty("ground", "page")
            column.addWidget(widget)
        column.addWidget(self.grid, 1)
        column.addWidget(self.foot)
        self.foot.show_rows((), "")

    # Showing

    def _show(self, found: RoundSheet) -> None:
        self.found = found
        look, words, figure = self.look, self.look.words, found.row.figure
        self.name.setText(found.row.title)
        self.about.setText(
            f"{measure_text(look, found.row.measure)} · {look.formats.full_date(found.row.asked_on)}"
        )
        self.grid.show_rows(found.answers)
        self.figures.show_figures(self._figures(found))
        waiting = [row for row in found.answers if row.status is not SurveyStatus.ANSWERED]
        self.letters.setEnabled(any(row.stakeholder_id is not None for row in waiting))
        self.papers.setEnabled(any(row.stakeholder_id is not None for row in found.answers))
        self.promises.setVisible(found.row.unpromised > 0)
        self.promises.setToolTip(
            words.say_many(
                "{count} unhappy person without a promise",
                "{count} unhappy people without a promise",
                found.row.unpromised,
            )
        )
        self.grid.setAccessibleDescription(value_text(look, found.row.measure, figure.value))
        self.named.emit()

    def _figures(self, found: RoundSheet) -> list[Figure]:
        look, words, row, figure = self.look, self.look.words, found.row, found.row.figure
        number = look.formats.number
        after: Line = ()
        if row.change is not None and (text := change_text(look, row.measure, row.change)):
            rose = row.change > 0
            after = change_line(text, 1 if rose else -1, good=rose)
        mean: Line = ()
        if figure.mean is not None and row.measure is not SurveyMeasure.CES:
            told = words.say("mean {mean}", mean=number(figure.mean, 1))
            mean = (Run(told, Type.SECONDARY, "text2", gap=8),)
        response = "—" if figure.response is None else look.formats.percent(figure.response)
        of_all = words.say("of {count}", count=number(figure.asked))
        waiting: Line = ()
        if figure.waiting:
            told = words.say("{count} still awaited", count=number(figure.waiting))
            waiting = (Run(told, Type.SECONDARY, "text2", gap=8),)
        care: Line = ()
        if row.unpromised:
            told = words.say("{count} without a promise", count=number(row.unpromised))
            care = (Run(told, Type.SECONDARY, "amber", gap=8),)
        return [
            Figure("value", words.of(row.measure.label), value_text(look, row.measure, figure.value),
                   after=(*after, *mean)),
            Figure("answered", words.say("Answered"), number(figure.answered), unit=of_all,
                   after=(Run(response, Type.SECONDARY, "text2", gap=8),)),
            Figure("silent", words.say("Did not answer"), number(figure.without_answer), after=waiting),
            Figure("unhappy", words.say_in("figure", "Detractors"), number(figure.detractors), after=care,
                   explained=row.unpromised > 0),
        ]  # fmt: skip

    def _show_selection(self, rows: list[AnswerRow]) -> None:
        self.foot.show_rows(rows, name_text(self.look, rows[0]) if len(rows) == 1 else "")
        self.keys.setVisible(not rows)

    def _gone(self, error: Exception) -> bool:
        """A round that was deleted is left for all of them."""
        if isinstance(error, NotFoundError):
            self.round_id = None
            self.went.emit(SURVEYS)
            return True
        return False

    # Doing

    def _put(self, row: AnswerRow, changes: AnswerChanges) -> None:
        self.deeds.put(row, changes, self._refused)

    def _refused(self, error: Exception) -> bool:
        teller = Teller(self.look.words, self.look.formats)
        if isinstance(error, FieldErrors):
            first = error.errors[0]
            self.grid.refuse(teller.sentence(UserError(first.code, **dict(first.details))))
            return True
        if isinstance(error, UserError):
            self.desk.hub.notice(teller.sentence(error))
            return True
        return False

    def _write(self) -> None:
        if self.found is not None:
            chosen = self.grid.chosen()
            rows = chosen if len(chosen) > 1 else self.found.answers
            self.deeds.write([row for row in rows if row.status is not SurveyStatus.ANSWERED])

    def _whose_forms(self) -> tuple[SurveyMeasure, UUID | None, Sequence[UUID]]:
        """Of those who are chosen where they are several, else of everybody."""
        if self.found is None:
            raise NotFoundError("survey.gone")
        chosen = self.grid.chosen()
        rows = chosen if len(chosen) > 1 else self.found.answers
        return self.found.row.measure, self.found.row.id, [row.id for row in rows]

    def _take_table(self) -> None:
        if self.found is not None:
            self.deeds.take_table(self.found)

    def _promise_all(self) -> None:
        if self.found is not None:
            self.deeds.promise_all(self.found.answers)

    def _open_row_menu(self, rows: list[AnswerRow], at: QPoint) -> None:
        self.deeds.open_menu(rows, at)

    def _open_more(self) -> None:
        if self.found is None:
            return
        menu, theme = QMenu(self), self.look.theme
        for _, text, icon, run, _ in self._round_deeds(self.found):
            menu.addAction(theme.icon(icon), text).triggered.connect(partial(_run, run))
        pop_up(menu, self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _round_deeds(self, found: RoundSheet) -> list[tuple[str, str, str, Callable[[], None], str]]:
        """Code, text, icon, what it does, keys: the menu and the palette say the same."""
        words = self.look.words
        deeds: list[tuple[str, str, str, Callable[[], None], str]] = [
            ("edit", words.say("Title, scale and date…"), "square-pen", partial(self.deeds.edit, found), ""),
            ("more", words.say("Ask more people…"), "user-plus", partial(self.deeds.ask_more, found), ""),
            ("save", words.say("Save the forms as PDF…"), "download", self.forms.out.save, ""),
            ("print", words.say("Print the forms…"), "printer", self.forms.out.print, "Ctrl+P"),
            ("take", words.say("Answers from a file…"), "upload", self._take_table, ""),
            ("csv", words.say("The answers as a CSV table…"), "file-spreadsheet",
             partial(self._ask_table, TableFormat.CSV), ""),
            ("xlsx", words.say("The answers as an Excel workbook…"), "file-spreadsheet",
             partial(self._ask_table, TableFormat.XLSX), ""),
        ]  # fmt: skip
        if found.row.figure.waiting:
            deeds.append(
                ("end", words.say("Nobody else will answer"), "check", partial(self.deeds.end, found), "")
            )
        deeds.append(
            ("delete", words.say("Delete the survey"), "trash-2", partial(self.deeds.delete_round, found), "")
        )
        return deeds

    def _ask_table(self, kind: TableFormat) -> None:
        """Ask under which name the answers go."""
        if self.found is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file = clean_name(f"{self.found.row.title}.{kind.value}", "answers")
        chooser = QFileDialog(self, self.look.words.say("Save the answers"), str(Path(folder, file)))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(kind.value)
        chooser.selectFile(file)
        chooser.fileSelected.connect(lambda path: self.write_table(kind, Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        self.chooser = chooser
        chooser.open()

    def write_table(self, kind: TableFormat, path: Path) -> None:
        """Write the answers as a table."""
        found, words, now = self.found, self.look.words, self.desk.now()
        if found is None:
            return

        def work() -> Path:
            from kam.services.surveys.exporting import export_answers

            return export_answers(found.answers, path, kind, words, title=found.row.title, created=now)

        self.desk.read(
            self, work, lambda saved: self.desk.hub.notice(words.say("Saved as {path}.", path=saved))
        )


def _run(run: Callable[[], None], _checked: object = None) -> None:
    run()
