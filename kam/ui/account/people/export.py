"""The map as a file, PDF for paper, SVG and PNG for slides and letters; and as a page behind the brief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QRectF, QSizeF, QStandardPaths, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.core.errors import UserError
from kam.core.file_names import clean_name
from kam.core.telling import Teller
from kam.jobs import Lane
from kam.reports.stakeholder_maps.content import MapPaper
from kam.services.briefs.maps import maps_behind_briefs, put_map_behind_briefs
from kam.services.people.paper import map_paper
from kam.services.people.rows import StakeholderMap
from kam.services.profile import paper_language
from kam.ui.account.people.chart.drawing import ChartDrawing, ChartState
from kam.ui.account.people.coverage.drawing import CoverageDrawing, CoverageState
from kam.ui.account.people.grid.drawing import GridDrawing, GridState
from kam.ui.account.people.toolbar import View
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.theme.theme import Theme
from kam.ui.widgets.picture import Picture, as_png, as_svg

_ROOM: Final = QSizeF(1080, 640)
"""The grid and the matrix are as wide in a file as in a large window."""


class Form(StrEnum):
    """The kinds of files."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"


PAPERS: Final = {View.CHART: MapPaper.ORG_CHART, View.GRID: MapPaper.GRID, View.COVERAGE: MapPaper.COVERAGE}


class MapExport(QObject):
    """Asks where, draws what is shown, writes it off the interface thread."""

    refused = Signal(str)
    """A sentence why the file was not written."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._view = View.CHART
        self._found: StakeholderMap | None = None
        self._chart = ChartState()
        self._grid = GridState()
        self._coverage = CoverageState()
        self._behind: tuple[MapPaper, ...] = ()

    def read(self, account_id: UUID) -> None:
        """Read which maps an account's briefs have behind them."""
        work = partial(maps_behind_briefs, self._desk.workspace, account_id)
        self._desk.read(self, work, self._know, key="brief maps")

    def _know(self, behind: tuple[MapPaper, ...]) -> None:
        self._behind = behind

    def show(  # a map, and what of it is seen
        self,
        view: View,
        found: StakeholderMap | None,
        *,
        chart: ChartState,
        grid: GridState,
        coverage: CoverageState,
    ) -> None:
        """What is shown now."""
        self._view, self._found = view, found
        self._chart, self._grid, self._coverage = chart, grid, coverage

    def menu(self, before: Callable[[], None]) -> QMenu:
        """The forms; ``before`` is asked to ``show`` what is seen when one was chosen."""
        say = self._desk.look.words.say
        menu = QMenu()
        for form, text, icon in (
            (Form.PDF, say("PDF for printing…"), "file-text"),
            (Form.SVG, say("SVG, a drawing…"), "image"),
            (Form.PNG, say("PNG, a picture…"), "image"),
        ):
            action = QAction(self._desk.look.theme.icon(icon), text, menu)
            action.triggered.connect(partial(self._chosen, before, form))
            menu.addAction(action)
        menu.addSeparator()
        behind = QAction(say("Page behind the brief"), menu, checkable=True)
        behind.triggered.connect(self.put_behind_briefs)
        menu.addAction(behind)

        def tell() -> None:
            before()
            behind.setChecked(self.is_behind_briefs)
            behind.setEnabled(self._found is not None)

        menu.aboutToShow.connect(tell)
        return menu

    def commands(self) -> list[Command]:
        """What the palette offers on a drawn view."""
        if self._view not in PAPERS or self._found is None:
            return []
        words = self._desk.look.words
        shown = self._subtitle()
        files = (
            (Form.PDF, words.say("{map} as PDF…", map=shown)),
            (Form.SVG, words.say("{map} as SVG…", map=shown)),
            (Form.PNG, words.say("{map} as PNG…", map=shown)),
        )
        text = words.say("Page behind the brief: {map}", map=shown)
        if self.is_behind_briefs:
            text = words.say("No page behind the brief: {map}", map=shown)
        run = partial(self.put_behind_briefs, not self.is_behind_briefs)
        about = self._found.account
        return [
            *(
                Command(f"people.save.{form.value}", said, partial(self.ask, form), "download", "", about)
                for form, said in files
            ),
            Command("people.brief_map", text, run, "file-text", "", about),
        ]

    @property
    def is_behind_briefs(self) -> bool:
        """Whether the view that is shown stands behind the briefs of this client."""
        return PAPERS.get(self._view) in self._behind

    def put_behind_briefs(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Let the view that is shown stand behind the briefs, or no more."""
        kind = PAPERS.get(self._view)
        if self._found is None or kind is None:
            return
        words, name = self._desk.look.words, self._subtitle()
        notice = (
            words.say("“{map}” is printed behind the briefs of this client.", map=name)
            if on
            else words.say("“{map}” is no longer printed behind the briefs of this client.", map=name)
        )
        account_id = self._found.account_id
        use_case = partial(put_map_behind_briefs, self._desk.workspace, account_id, kind, on=on)
        self._desk.change(self, use_case, lambda _: self.read(account_id), notice=notice, undoable=True)

    def _chosen(self, before: Callable[[], None], form: Form, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        before()
        self.ask(form)

    def ask(self, form: Form) -> None:
        """Ask where the file goes."""
        if self._found is None:
            return
        words = self._desk.look.words
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / self.file_name(form))
        pattern = f"{form.value.upper()} (*.{form.value})"
        self._chooser = QFileDialog(self._over, words.say("Save the map"), proposed, pattern)
        self._chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._chooser.setDefaultSuffix(form.value)
        self._chooser.selectFile(self.file_name(form))
        self._chooser.fileSelected.connect(lambda path: self.write(form, Path(path)))
        self._chooser.open()

    def write(self, form: Form, path: Path) -> None:
        """Draw and write."""
        found = self._found
        if found is None:
            return
        if form is Form.PDF:
            work = partial(_paper, self._desk, found, PAPERS[self._view])
        else:
            drawn = as_svg if form is Form.SVG else as_png
            data = drawn(self._picture(found), self._desk.look.theme)
            work = partial(bytes, data)
        self._desk.jobs.run(
            self, partial(_write, work, path), self._tell, lane=Lane.PAPER, otherwise=self._refuse
        )

    def file_name(self, form: Form) -> str:
        """«Мальцев и К°, схема людей, 2026-11-24.svg»."""
        found = self._found
        day = "" if found is None else found.day.isoformat()
        account = "" if found is None else found.account
        name = ", ".join(part for part in (account, self._subtitle().lower(), day) if part)
        return clean_name(f"{name}.{form.value}", f"map.{form.value}")

    # Inside

    def _subtitle(self) -> str:
        say = self._desk.look.words.say
        if self._view is View.GRID:
            return say("Influence and attitude")
        return say("Coverage") if self._view is View.COVERAGE else say("Org chart")

    def _picture(self, found: StakeholderMap) -> Picture:
        look = self._desk.look
        size, paint = self._drawing(found)
        day = look.words.say("as of {date}", date=look.formats.long_date(found.day))
        return Picture(size, found.account, self._subtitle(), day, paint)

    def _drawing(self, found: StakeholderMap) -> tuple[QSizeF, Callable[[QPainter, Theme], None]]:
        look = self._desk.look
        if self._view is View.GRID:
            grid = GridDrawing(look, found, self._grid, _ROOM)
            return grid.bounds.size(), lambda painter, theme: grid.paint(painter, theme, grid.bounds)
        if self._view is View.COVERAGE:
            state = replace(self._coverage, folded=frozenset())
            matrix = CoverageDrawing(look, found, state, _ROOM.width())
            return QSizeF(matrix.width, matrix.height), matrix.paint
        chart = ChartDrawing(look, found, self._chart)

        def paint(painter: QPainter, theme: Theme) -> None:
            painter.translate(-chart.bounds.left(), -chart.bounds.top())
            chart.paint(painter, theme, QRectF(chart.bounds))

        return chart.bounds.size(), paint

    def _tell(self, path: Path) -> None:
        self._desk.hub.notice(self._desk.look.words.say("Saved: {path}", path=path))

    def _refuse(self, error: Exception) -> bool:
        words = self._desk.look.words
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            self.refused.emit(words.say("The file could not be written: {reason}.", reason=reason))
            return True
        if isinstance(error, UserError):
            self.refused.emit(Teller(words, self._desk.look.formats).sentence(error))
            return True
        return False


def _paper(desk: Desk, found: StakeholderMap, kind: MapPaper) -> bytes:
    language = paper_language(desk.workspace)
    return map_paper(desk.workspace, found.account_id, kind, language, desk.now()).pdf


def _write(work: Callable[[], bytes], path: Path) -> Path:
    path.write_bytes(work())
    return path
