"""What was printed or saved for the meeting, to be opened again as it was, or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kam.core.text import with_capital
from kam.services.preparing import PaperRow
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import PanelList, sized


class PapersPanel(QFrame):
    """A row a paper, the newest first; nothing where nothing was printed."""

    opened = Signal(object)
    """The identity of a paper."""
    delete_wished = Signal(object)
    """The identity of a paper that is to go."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.look.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Size.GAP, 0, Size.GAP)
        column.setSpacing(Size.HALF)
        heading = label(words.say("Printed and saved"), Type.STRONG)
        heading.setContentsMargins(16, 0, 16, 0)
        column.addWidget(heading)
        self.rows = PanelList(desk.look)
        column.addWidget(self.rows)
        self.hide()

    def show_papers(self, papers: Sequence[PaperRow]) -> None:
        """Show them."""
        look, words = self._desk.look, self._desk.look.words
        self.rows.clear()
        for paper in papers:
            kind = words.of(paper.kind.label)
            when = self._desk.moment(paper.printed_at)
            pages = words.say_many("{count} page", "{count} pages", paper.pages)
            name = words.say("{paper}, {moment}", paper=kind, moment=when)
            about = f"{paper.language.upper()} · {pages}"
            row = self.rows.add_opening_row(
                name,
                sized(LineLabel(look, (IconGlyph("file-text", "text2"),)), Size.TARGET),
                ElidedLabel(with_capital(name)),
                ElidedLabel(about, Type.SECONDARY, "text2"),
                icon_button(
                    look,
                    "trash-2",
                    words.say("Delete: {paper}", paper=name),
                    small=True,
                    run=partial(self.delete_wished.emit, paper.id),
                ),
                stretch=1,
            )
            row.opened.connect(lambda paper=paper: self.opened.emit(paper.id))
        self.setVisible(bool(papers))
