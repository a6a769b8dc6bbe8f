"""The second place of backups: which folder, and when the last one got there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.jobs import Lane
from kam.services.files import Backup, copy_to_second_place, newest_in_second_place
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, link
from kam.ui.widgets.labels import ElidedLabel, label, set_property
from kam.ui.widgets.panels import Panel

_TOP: Final = 10


class SecondPlacePanel(Panel):
    """A folder on another disk into which every backup is copied, read back and compared."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk.look, words.say("A second place"))
        self._desk = desk
        self.chooser: QFileDialog | None = None
        self.pad(top=_TOP, bottom=_TOP)
        self.where = ElidedLabel("", Type.BODY, mode=Qt.TextElideMode.ElideMiddle)
        self.said = label("", Type.SECONDARY, "text2", wraps=True)
        self.pick = button(
            desk.look, words.say("Choose a folder…"), icon="folder-open", compact=True, run=self.ask
        )
        self.drop = link(desk.look, words.say("No second place"), run=partial(self.choose, None))
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        row.addWidget(self.pick)
        row.addWidget(self.drop)
        row.addStretch(1)
        self.body.addWidget(self.where)
        self.body.addWidget(self.said)
        self.body.addLayout(row)

    @property
    def place(self) -> Path | None:
        """The folder that is chosen."""
        return self._desk.local.backup_place(self._desk.workspace.path)

    def load(self) -> None:
        """Show what is chosen here, and look whether a backup is there."""
        place = self.place
        words = self.look.words
        self.where.setVisible(place is not None)
        self.drop.setVisible(place is not None)
        if place is None:
            self._say(
                words.say("A stick, another disk, a folder that is carried away: backups are copied there.")
            )
            return
        self.where.setText(str(place))
        self.where.setAccessibleName(str(place))
        self._say("")
        look = partial(newest_in_second_place, place, self._desk.workspace.path)
        self._desk.jobs.run(self, look, self._found, lane=Lane.FILES)

    def ask(self) -> None:
        """Open the chooser of folders."""
        chooser = QFileDialog(self, self.look.words.say("A second place for backups"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(lambda name: self.choose(Path(name)))
        self.chooser = chooser
        chooser.open()

    def choose(self, place: Path | None) -> None:
        """Keep the folder, and copy the newest backup there at once: what does not work is said now."""
        self._desk.local.keep_backup_place(self._desk.workspace.path, place)
        self.load()
        self.changed.emit()
        if place is not None:
            copy = partial(copy_to_second_place, place, self._desk.workspace.path)
            self._desk.jobs.run(self, copy, lambda _: self.load(), lane=Lane.FILES, otherwise=self._refused)

    def _found(self, newest: Backup | None) -> None:
        words, formats = self.look.words, self.look.formats
        if self.place is None:
            return
        if not self.place.is_dir():
            self._say(words.say("This folder is not there now. Is its disk connected?"), "amber")
        elif newest is None:
            self._say(words.say("No backup has been copied here yet."))
        else:
            moment = formats.moment(newest.made_at.astimezone(self._desk.zone))
            self._say(words.say("The newest backup here is of {moment}.", moment=moment))

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self._say(Teller(self.look.words, self.look.formats).sentence(error), "red")
        return True

    def _say(self, sentence: str, tone: str = "text2") -> None:
        set_property(self.said, "tone", tone)
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
