"""Before a file is chosen, and after one was written: where to drop it, what came in lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.core.text import with_capital
from kam.core.vocabulary import ClockState
from kam.services.history import undo_step
from kam.services.imports import ImportReport, PastImport, past_imports
from kam.ui.desk import Desk
from kam.ui.imports.saying import NEEDED, Saying
from kam.ui.look import Look
from kam.ui.table_files import ENDINGS
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, link
from kam.ui.widgets.file_drop import FileDrop
from kam.ui.widgets.glyphs import ClockGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList, clear, sized
from kam.ui.widgets.pieces import Run

_SHOWN: Final = 8
_KEPT: Final = "imports"
_WIDTH: Final = 860


@dataclass(frozen=True, slots=True)
class Written:
    """What was written last, and how the rows that stayed out are saved."""

    report: ImportReport
    seq: int | None
    save_refused: Callable[[], None] | None


class ResultPanel(Panel):
    """What came in a moment ago."""

    def __init__(self, desk: Desk, saying: Saying) -> None:
        super().__init__(desk.look)
        self._desk = desk
        self._saying = saying
        self.pad(top=14, bottom=14, spacing=6)
        self._line = LineLabel(desk.look, height=24)
        self._more = label("", tone="text2", wraps=True)
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(Size.GAP)
        self.body.addWidget(self._line)
        self.body.addWidget(self._more)
        self.body.addLayout(self._deeds)
        self.setVisible(False)

    def show_written(self, written: Written | None, *, holds: bool, undo: Callable[[], None]) -> None:
        """Show it; None shows nothing."""
        self.setVisible(written is not None)
        if written is None:
            return
        words, report = self.look.words, written.report
        said = self._saying.done(report) if report.recorded else words.say("Everything in the file was here")
        if report.recorded and not holds:
            said = words.say("Taken back: {what}", what=said)
        self._line.show_line((ClockGlyph(ClockState.MET, meaning=" "), Run(said, Type.LEAD, gap=10)))
        self._more.setText(self._details(report))
        clear(self._deeds)
        if report.recorded and holds and written.seq is not None:
            taking_back = button(self.look, words.say("Take the import back"), icon="undo-2", run=undo)
            self._deeds.addWidget(taking_back)
        if report.refused and written.save_refused is not None:
            text = words.say_many(
                "Save {count} row into a file of its own",
                "Save {count} rows into a file of their own",
                report.refused,
            )
            self._deeds.addWidget(link(self.look, text, icon="download", run=written.save_refused))
        self._deeds.addStretch(1)

    def _details(self, report: ImportReport) -> str:
        words, number = self.look.words, self.look.formats.number
        parts = [
            words.say("new {count}", count=number(report.added)),
            words.say("changed {count}", count=number(report.updated)),
            words.say("the same {count}", count=number(report.unchanged)),
        ]
        if report.removed:
            parts.append(words.say("gone {count}", count=number(report.removed)))
        if report.refused:
            parts.append(words.say("rows left out {count}", count=number(report.refused)))
        lines = [f"{report.source}: " + ", ".join(parts)]
        if report.created_accounts:
            lines.append(words.say("New clients: {names}", names=_some(report.created_accounts)))
        if report.created_product_lines:
            lines.append(words.say("New product lines: {names}", names=_some(report.created_product_lines)))
        return "\n".join(lines)


class HomeView(QScrollArea):
    """The drop, and the last imports with the way to take them back."""

    chosen = Signal(Path)

    def __init__(self, desk: Desk, saying: Saying) -> None:
        super().__init__()
        words = desk.look.words
        self._desk = desk
        self._saying = saying
        self._written: Written | None = None
        self.past_imports: Sequence[PastImport] = ()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", "sunk")
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(Size.PAGE_MARGIN, Size.PAGE_MARGIN, Size.PAGE_MARGIN, Size.PAGE_MARGIN)
        column = QVBoxLayout()
        column.setSpacing(Size.GAP)
        holder = QWidget()
        holder.setMaximumWidth(_WIDTH)
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
        self.result = ResultPanel(desk, saying)
        self.drop = FileDrop(
            desk.look,
            words.say("Drop a table here"),
            words.say(
                "CSV or Excel, as it came from the accounting program or from a colleague. What it is and"
                " which column is which, kam tells by the headings."
            ),
            endings=ENDINGS,
            name_filter=words.say("Tables (*.csv *.xlsx *.xls *.txt *.tsv)"),
        )
        self.drop.setMinimumHeight(180)
        kept = desk.local.page(_KEPT).get("folder")
        self.drop.folder = Path(kept) if isinstance(kept, str) else None
        self.drop.dropped.connect(lambda paths: self.chosen.emit(paths[0]))
        self.past = Panel(desk.look, words.say("Recent imports"))
        self._list = PanelList(desk.look, row_height=40)
        self.past.body.addWidget(self._list)
        self.trouble = label("", tone="red", wraps=True)
        self.trouble.setVisible(False)
        for widget in (self.result, self.drop, self.trouble, self.past, _kinds_panel(desk.look, saying)):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(inside)

    def refresh(self) -> None:
        """Read the last imports."""
        self._desk.read(
            self, partial(past_imports, self._desk.workspace, limit=_SHOWN), self._show, key="past"
        )

    def begin_beside(self, path: Path) -> None:
        """The next file is looked for beside this one, after another start too."""
        self.drop.folder = path.parent
        self._desk.local.keep_page(_KEPT, {"folder": str(path.parent)})

    def show_written(self, report: ImportReport, save_refused: Callable[[], None] | None) -> None:
        """An import has just been written."""
        self._written = Written(report, None, save_refused)
        self.refresh()

    def show_trouble(self, file: str, error: UserError) -> None:
        """Say why a file cannot be opened at all."""
        self.trouble.setText(
            f"{file}: {self._saying.sentence(error)}" if file else self._saying.sentence(error)
        )
        self.trouble.setVisible(True)

    def forget_written(self) -> None:
        """Another file is looked at: what was written before is in the list."""
        self._written = None
        self.trouble.setVisible(False)
        self._show(self.past_imports)

    def _show(self, past: Sequence[PastImport]) -> None:
        self.past_imports = past
        written, holds = self._written, True
        if written is not None and written.report.recorded and past:
            seq = written.seq if written.seq is not None else past[0].seq
            self._written = written = Written(written.report, seq, written.save_refused)
            holds = next((each.holds for each in past if each.seq == seq), True)
        undo = partial(self.take_back, written.seq if written is not None else None)
        self.result.show_written(written, holds=holds, undo=undo)
        self.past.setVisible(bool(past))
        self._list.clear()
        for each in past:
            self._add(each)

    def _add(self, past: PastImport) -> None:
        words, formats = self._desk.look.words, self._desk.look.formats
        teller = Teller(words, formats, self._desk.zone)
        at = past.at.astimezone(self._desk.zone)
        counts = words.say(
            "new {added}, changed {updated}",
            added=formats.number(past.added),
            updated=formats.number(past.updated),
        )
        deed: QWidget
        if past.holds:
            deed = link(self._desk.look, words.say("Take back"), run=partial(self.take_back, past.seq))
            deed.setAccessibleName(words.say("Take back the import of {file}", file=past.source))
        else:
            deed = label(words.say("taken back"), Type.SECONDARY, "text3")
        self._list.add_row(
            sized(label(formats.moment(at), Type.SECONDARY, "text2"), 130),
            sized(ElidedLabel(teller.step(past.label), Type.NAME), 190),
            ElidedLabel(past.source, tone="text2"),
            sized(label(counts, Type.SECONDARY, "text2"), 210),
            deed,
            stretch=2,
        )

    def take_back(self, seq: int | None) -> None:
        """Undo an import of the journal."""
        if seq is None:
            return
        words = self._desk.look.words
        notice = words.say("The import is taken back")
        self._desk.change(
            self, partial(undo_step, self._desk.workspace, seq), notice=notice, otherwise=self._refused
        )

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        teller = Teller(self._desk.look.words, self._desk.look.formats, self._desk.zone)
        self._desk.hub.notice(teller.sentence(error))
        return True


def _kinds_panel(look: Look, saying: Saying) -> Panel:
    """What can be brought in, and what the table must have for it."""
    words = look.words
    panel = Panel(look, words.say("What can be brought in"))
    rows = PanelList(look)
    for form, needs in NEEDED.items():
        name = saying.form(form)
        rows.add_row(
            sized(label(with_capital(name), Type.NAME), 190),
            ElidedLabel(words.of(needs), tone="text2"),
            stretch=1,
        )
    panel.body.addWidget(rows)
    return panel


def _some(names: Sequence[str], most: int = 8) -> str:
    """The first of many names."""
    return ", ".join([*names[:most], *["…"] * (len(names) > most)])
