"""Backups of this workspace: where they lie, which there are, how many stay and why; one now, one back."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.jobs import Lane
from kam.jobs.progress import Progress
from kam.services.files import (
    KEPT,
    KEPT_DAYS,
    KEPT_MONTHS,
    Backup,
    Restored,
    back_up,
    backup_folder,
    list_backups,
    restore,
)
from kam.ui.desk import Desk
from kam.ui.handing_out import hand_over
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, link
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.panels import Panel, PanelList, sized

_WHEN: Final = 150
_SIZE: Final = 72
_KILO: Final = 1024


class BackupsSection(Section):
    """The list at the left; where and how many at the right."""

    has_defaults: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self.folder = backup_folder(desk.workspace.path)
        self.panel = Panel(desk.look, words.say("Backups of this workspace"))
        self.rows = PanelList(desk.look)
        self.make = button(
            desk.look, words.say("Back up now"), icon="save", compact=True, run=self.back_up_now
        )
        self.nothing = label("", tone="text2", wraps=True)
        self.fault = label("", Type.SECONDARY, "red", wraps=True)
        self.sheet: Sheet | None = None
        self.backups: list[Backup] = []
        self.add_left(self._list())
        self.add_right(self._where(), self._why())

    def load(self) -> None:
        """Look into the folder."""
        self.desk.read(self, partial(list_backups, self.desk.workspace.path), self._show, key="backups")

    refresh = load

    def can_restore(self) -> bool:
        """There are no defaults here."""
        return False

    # What can be done

    def back_up_now(self) -> None:
        """Make a sealed backup of what is saved up to now."""
        self._say("")
        self.make.setEnabled(False)
        words = self.look.words

        def work(progress: Progress) -> Backup:
            del progress
            return back_up(self.desk.workspace.path, self.desk.clock)

        def refused(error: Exception) -> bool:
            self.make.setEnabled(True)
            return self._refused(error)

        self.desk.jobs.run_long(
            self, words.say("Backing up"), work, self._made, lane=Lane.WRITE, otherwise=refused
        )

    def ask_to_restore(self, backup: Backup) -> None:
        """Explain what restoring does before asking for a file."""
        words = self.look.words
        self.sheet = Sheet(
            self.look,
            self,
            words.say("Restore the backup of {moment}", moment=self._moment(backup)),
            words.say(
                "It becomes a workspace in a file of its own, beside the one that is open. Nothing of what "
                "you have now changes: open the restored file, compare, and go on with the one you want."
            ),
            primary=words.say("Choose a file…"),
        )
        self.sheet.wished.connect(partial(self._choose_file, self.sheet, backup))
        self.sheet.open()

    def restore_to(self, backup: Backup, path: str) -> None:
        """Write a backup into a file as a workspace."""
        self._say("")
        target = Path(path)
        work = partial(restore, backup.path, target, self.desk.clock)
        self.desk.jobs.run(self, work, self._restored, lane=Lane.WRITE, otherwise=self._refused)

    def open_folder(self) -> None:
        """Show the folder in the system's own window."""
        place = self.folder if self.folder.is_dir() else self.folder.parent
        hand_over(place)

    # Panels

    def _list(self) -> Panel:
        words = self.look.words
        self.panel.add_action(self.make)
        self.nothing.setText(
            words.say("The first one is made by itself when you close kam, after anything has changed.")
        )
        for each in (self.nothing, self.fault):
            each.setContentsMargins(Size.PANEL_PADDING, 10, Size.PANEL_PADDING, 10)
        self.fault.hide()
        self.panel.body.addWidget(self.fault)
        self.panel.body.addWidget(self.rows)
        self.panel.body.addWidget(self.nothing)
        return self.panel

    def _where(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("Where they lie"))
        panel.pad(top=10, bottom=12)
        place = ElidedLabel(str(self.folder), Type.BODY, mode=Qt.TextElideMode.ElideMiddle)
        place.setAccessibleName(str(self.folder))
        panel.body.addWidget(place)
        panel.body.addWidget(
            label(
                words.say("Beside the workspace. Copy them to another disk, too: one that fails takes both."),
                Type.SECONDARY,
                "text2",
                wraps=True,
            )
        )
        opened = button(
            self.look, words.say("Open the folder"), icon="folder-open", compact=True, run=self.open_folder
        )
        panel.body.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    def _why(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("How many stay, and why"))
        panel.pad(top=10, bottom=12)
        sentences = (
            words.say("A backup is made when you close kam, if anything changed, and whenever you wish."),
            words.say(
                "The last {count} stay: whatever happened today, there is a backup from before it.",
                count=KEPT,
            ),
            words.say(
                "Behind them one for each of {days} days and each of {months} months: a mistake is often "
                "noticed late.",
                days=KEPT_DAYS,
                months=KEPT_MONTHS,
            ),
            words.say("Every backup was opened and checked, and is sealed: a flipped bit in it is noticed."),
        )
        for sentence in sentences:
            panel.body.addWidget(label(sentence, Type.SECONDARY, "text2", wraps=True))
        return panel

    # Inside

    def _show(self, backups: list[Backup]) -> None:
        words, formats = self.look.words, self.look.formats
        self.backups = backups
        self.rows.clear()
        for backup in backups:
            moment = self._moment(backup)
            again = link(self.look, words.say("Restore…"), run=partial(self.ask_to_restore, backup))
            again.setAccessibleName(words.say("Restore the backup of {moment}", moment=moment))
            again.setEnabled(backup.sealed)
            seal = "" if backup.sealed else words.say("without a seal")
            self.rows.add_row(
                sized(label(moment), _WHEN),
                sized(label(self._size(backup.size), tone="text2"), _SIZE, right=True),
                ElidedLabel(seal, Type.SECONDARY, "amber"),
                again,
                stretch=2,
            )
        self.rows.setVisible(bool(backups))
        self.nothing.setVisible(not backups)
        count = formats.number(len(backups)) if backups else ""
        self.panel.set_title(words.say("Backups of this workspace"), count)
        total = self._size(sum(each.size for each in backups)) if backups else ""
        self.panel.set_secondary(total)

    def _made(self, backup: Backup) -> None:
        self.make.setEnabled(True)
        words = self.look.words
        self.desk.hub.backed_up.emit()
        self.desk.hub.notice(words.say("Backed up: {size}", size=self._size(backup.size)))
        self.load()

    def _choose_file(self, sheet: Sheet, backup: Backup) -> None:
        sheet.done_well()
        words = self.look.words
        workspace = self.desk.workspace.path
        day = backup.made_at.astimezone(self.desk.zone).date().isoformat()
        proposed = workspace.with_name(f"{workspace.stem} {day}.kam")
        self._chooser = QFileDialog(self, words.say("Where the restored file lies"), str(proposed))
        self._chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._chooser.setNameFilter(words.say("kam workspaces (*.kam)"))
        self._chooser.setDefaultSuffix("kam")
        self._chooser.fileSelected.connect(partial(self.restore_to, backup))
        self._chooser.open()

    def _restored(self, restored: Restored) -> None:
        words = self.look.words
        title = self.desk.workspace.path.stem
        self.desk.local.opened(restored.path, title, self.desk.now().isoformat())
        self.desk.hub.notice(words.say("Restored into {name}", name=restored.path.name))

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self._say(Teller(self.look.words, self.look.formats).sentence(error))
        return True

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _moment(self, backup: Backup) -> str:
        return self.look.formats.moment(backup.made_at.astimezone(self.desk.zone))

    def _size(self, size: int) -> str:
        words, formats = self.look.words, self.look.formats
        if size < _KILO * _KILO:
            return words.say_in("size", "{count} KB", count=formats.number(max(1, round(size / _KILO))))
        return words.say_in("size", "{count} MB", count=formats.tidy(Decimal(size) / _KILO**2))
