"""Answers out of a returned table: what would be taken and what is refused, before anything is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.services.surveys.taking import Effect, Taking, read_taking, take_answers
from kam.ui.desk import Desk
from kam.ui.table_files import ENDINGS
from kam.ui.theme.tokens import Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import YesNoEditor
from kam.ui.widgets.file_drop import FileDrop
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import PanelList
from kam.ui.widgets.pieces import Line, Run, Spring
from kam.ui.widgets.scrolled import scrolled

_WIDTH: Final = 680
_MOST: Final = 100
"""So many refused rows are listed; the rest is counted."""


class TakingSheet(Sheet):
    """A file, what it would do, and one step that does it."""

    def __init__(self, desk: Desk, page: QWidget, round_id: UUID) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(
            look,
            page.window(),
            words.say("Answers from a file"),
            words.say(
                "A table with a column of scores and one of names or e-mails: the one saved here and"
                " filled in, one of a form on the web, or any other."
            ),
            primary=words.say_in("button", "Take them"),
            width=_WIDTH,
        )
        self._desk = desk
        self._round_id = round_id
        self._path: Path | None = None
        self.taking: Taking | None = None
        self.drop = FileDrop(
            look, words.say("Let the table go here"), words.say("CSV or Excel"), endings=ENDINGS
        )
        self.drop.dropped.connect(lambda paths: self.look_through(paths[0]))
        self.others = YesNoEditor(look, words.say("Take answers of those who were not asked, too"))
        self.others.changed.connect(self._again)
        self.told = label("", wraps=True)
        self.refused_head = label("", Type.STRONG)
        self.refused = PanelList(look)
        self._listed = scrolled(self.refused)
        self._listed.setMinimumHeight(150)
        for widget in (self.drop, self.others, self.told, self.refused_head):
            self.add(widget)
        self.add(self._listed, 1)
        self._listed.hide()
        self.refused_head.hide()
        self.others.hide()
        self.primary.setEnabled(False)
        self.wished.connect(self._take)

    def look_through(self, path: Path) -> None:
        """Look a file through; nothing is written."""
        self._path = path
        self._again()

    def _again(self) -> None:
        if self._path is None:
            return
        work = partial(
            read_taking,
            self._desk.workspace,
            self._round_id,
            self._path,
            others=bool(self.others.value()),
        )
        self._desk.read(self, work, self._show, key="taking", otherwise=self._unreadable)

    def _unreadable(self, error: Exception) -> bool:
        self.taking = None
        self.primary.setEnabled(False)
        return self.take(error)

    def _show(self, found: Taking) -> None:
        self.taking = found
        words, number = self.look.words, self.look.formats.number
        self.show_fault("")
        counted = (
            (Effect.NEW, words.say("new: {count}", count=number(found.count(Effect.NEW)))),
            (Effect.CHANGED, words.say("changed: {count}", count=number(found.count(Effect.CHANGED)))),
            (Effect.ADDED, words.say("not asked before: {count}", count=number(found.count(Effect.ADDED)))),
            (Effect.SAME, words.say("as they are: {count}", count=number(found.count(Effect.SAME)))),
        )
        parts = [text for effect, text in counted if found.count(effect)]
        if found.empty:
            parts.append(words.say("without an answer: {count}", count=number(found.empty)))
        if found.refused:
            parts.append(words.say("refused: {count}", count=number(len(found.refused))))
        self.told.setText(
            words.say("{file}: {what}", file=found.source, what=", ".join(parts) or words.say("no rows"))
        )
        self.primary.setEnabled(found.is_worth_taking)
        self.others.show()
        self._show_refused(found)

    def _show_refused(self, found: Taking) -> None:
        words = self.look.words
        teller = Teller(words, self.look.formats)
        self.refused.clear()
        self.refused_head.setVisible(bool(found.refused))
        self._listed.setVisible(bool(found.refused))
        self.refused_head.setText(
            words.say_many("{count} row is refused", "{count} rows are refused", len(found.refused))
        )
        for each in found.refused[:_MOST]:
            sentence = teller.sentence(UserError(each.code, **dict(each.details)))
            row = words.say("row {number}", number=each.row)
            line: Line = (
                Run(row, Type.SECONDARY, "text2"),
                Run(each.who, Type.NAME, gap=8),
                Spring(),
                Run(sentence, Type.SECONDARY, "red"),
            )
            self.refused.add_row(LineLabel(self.look, line), stretch=0)

    def _take(self) -> None:
        if self.taking is None:
            return
        words = self.look.words
        count = sum(row.effect is not Effect.SAME for row in self.taking.rows)
        self._desk.save(
            self,
            partial(take_answers, self._desk.workspace, self.taking),
            notice=words.say_many("{count} answer taken", "{count} answers taken", count),
            undoable=True,
        )
