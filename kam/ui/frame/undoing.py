"""Ctrl+Z and Ctrl+Shift+Z over any change of data, each with the name of the step it would turn to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from kam.core.changes import Area
from kam.core.telling import Teller
from kam.services.history import redo_step, undo_step
from kam.services.stepping import NextSteps, last_step, next_steps
from kam.ui.desk import Desk
from kam.ui.widgets.tips import plain_tip


class Undoing(QObject):
    """Walks this run's steps back and forth."""

    def __init__(self, desk: Desk, teller: Teller) -> None:
        super().__init__()
        self._desk = desk
        self._teller = teller
        self._since: int | None = None
        self._next = NextSteps(None, None)
        words = desk.look.words
        self.undo = QAction(words.say_in("button", "Undo"), self)
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.redo = QAction(words.say_in("button", "Redo"), self)
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.undo.triggered.connect(self.take_back)
        self.redo.triggered.connect(self.do_again)
        desk.hub.changed.connect(self._look_again)
        desk.read(self, partial(last_step, desk.workspace), self._begin)
        self._show()

    def take_back(self) -> None:
        """Undo the newest step of this run that is still in force."""
        if self._next.undo is not None:
            seq, code = self._next.undo
            text = self._desk.look.words.say("Taken back: {step}", step=self._teller.step(code))
            self._desk.change(self, partial(undo_step, self._desk.workspace, seq), notice=text)

    def do_again(self) -> None:
        """Redo what the last undo took back."""
        if self._next.redo is not None:
            seq, code = self._next.redo
            text = self._desk.look.words.say("Done again: {step}", step=self._teller.step(code))
            self._desk.change(self, partial(redo_step, self._desk.workspace, seq), notice=text)

    def _begin(self, seq: int) -> None:
        self._since = seq
        self._look_again(Area.NONE)

    def _look_again(self, _areas: Area) -> None:
        if self._since is not None:
            work = partial(next_steps, self._desk.workspace, since=self._since)
            self._desk.read(self, work, self._know, key="next")

    def _know(self, steps: NextSteps) -> None:
        self._next = steps
        self._show()

    def _show(self) -> None:
        words = self._desk.look.words
        undo, redo = self._next.undo, self._next.redo
        self.undo.setText(
            words.say("Undo: {step}", step=self._teller.step(undo[1]))
            if undo
            else words.say_in("button", "Undo")
        )
        self.redo.setText(
            words.say("Redo: {step}", step=self._teller.step(redo[1]))
            if redo
            else words.say_in("button", "Redo")
        )
        for action, step in ((self.undo, undo), (self.redo, redo)):
            action.setEnabled(step is not None)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(plain_tip(f"{action.text()}  {keys}"))
