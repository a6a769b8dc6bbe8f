"""Backups of this workspace: where they lie, which there are, how many stay and why; one now, one back."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.core.words import label
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
    keep_last,
    last_kept,
    list_backups,
    restore,
)
from kam.ui.desk import Desk
from kam.ui.handing_out import hand_over
from kam.ui.local_settings import BACKUP_HOURS
from kam.ui.passphrases.asking import ask_first
from kam.ui.settings.item import Item
from kam.ui.settings.rows import fill, form_row
from kam.ui.settings.second_place import SecondPlacePanel
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, link
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import ChoiceEditor
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.panels import Panel, PanelList, sized

_WHEN: Final = 150
_SIZE: Final = 72
_KILO: Final = 1024


_KEPT: Final = label("setting", "The last ones that stay")
_OFTEN: Final = label("setting", "How often")
_MORE_KEPT: Final = (KEPT, 30, 100, 300)


class BackupsSection(Section):
    """The list at the left; where, how often and how many at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self.folder = backup_folder(desk.workspace.path)
        self.panel = Panel(desk.look, words.say("Backups of this workspace"))
        self.rows = PanelList(desk.look)
        self.make = button(
            desk.look, words.say("Back up now"), icon="save", compact=True, run=self.back_up_now
        )
        self.nothing = text_label("", tone="text2", wraps=True)
        self.fault = text_label("", Type.SECONDARY, "red", wraps=True)
        self.sheet: Sheet | None = None
        self.backups: list[Backup] = []
        self.second = SecondPlacePanel(desk)
        self.often = ChoiceEditor(desk.look, [(hours, self._hours(hours)) for hours in BACKUP_HOURS])
        counts = [(count, desk.look.formats.number(count)) for count in _MORE_KEPT]
        self.kept = ChoiceEditor(desk.look, counts)
        self.second.changed.connect(self._tell_restorable)
        self.add_left(self._list())
        self.add_right(self._where(), self.second, self._how())

    def load(self) -> None:
        """Look into the folders."""
        self.often.set_value(self.desk.local.backup_hours)
        self.second.load()
        self.desk.read(self, partial(_look, self.desk.workspace.path), self._show, key="backups")

    refresh = load

    def restore_defaults(self) -> None:
        """At closing alone, the usual number, one place."""
        self.often.set_value(0)
        self.kept.set_value(KEPT)
        self.second.choose(None)
        self._take_hours()
        self._take_kept()

    def can_restore(self) -> bool:
        """Whether anything of it was chosen."""
        return bool(self.often.value()) or self.kept.value() != KEPT or self.second.place is not None

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
        run = partial(
            self.desk.jobs.run, self, work, self._restored, lane=Lane.WRITE, otherwise=self._refused
        )
        sentence = self.look.words.say("This backup is encrypted: the passphrase it was made with opens it.")
        ask_first(self.look, self, backup.path, sentence, run)

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
            text_label(
                words.say("Beside the workspace. A disk that fails takes both: choose a second place below."),
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

    def _how(self) -> Panel:
        words, look = self.look.words, self.look
        panel = Panel(look, words.say("How often, how many, and why"))
        often = self.own_item(Item(look, "backup_hours", _OFTEN, self.often), self._take_hours)
        kept = self.own_item(Item(look, "backups_kept", _KEPT, self.kept), self._take_kept)
        why = words.say(
            "Behind them stays one for each of {days} days and each of {months} months: a mistake is often"
            " noticed late. Every backup was opened and checked, and is sealed: a flipped bit in it is"
            " noticed.",
            days=KEPT_DAYS,
            months=KEPT_MONTHS,
        )
        hint = words.say("Only when anything has changed; by hand whenever you wish.")
        fill(panel, [form_row(often, hint=hint), form_row(kept, hint=why)])
        return panel

    def _hours(self, hours: int) -> str:
        words = self.look.words
        if not hours:
            return words.say("when kam is closed")
        return words.say_many("every hour, too", "every {count} hours, too", hours)

    def _take_hours(self) -> None:
        self.desk.local.backup_hours = int(self.often.value() or 0)
        self._tell_restorable()

    def _take_kept(self) -> None:
        self._say("")
        work = partial(keep_last, self.desk.workspace.path, int(self.kept.value() or KEPT))
        self.desk.jobs.run(self, work, lambda _: None, lane=Lane.FILES, otherwise=self._refused)
        self._tell_restorable()

    def _tell_restorable(self) -> None:
        self.restorable.emit(self.can_restore())

    # Inside

    def _show(self, found: tuple[list[Backup], int]) -> None:
        backups, kept = found
        if kept not in self.kept.values:
            kept = max(each for each in _MORE_KEPT if each <= max(kept, KEPT))
        self.kept.set_value(kept)
        self._tell_restorable()
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
                sized(text_label(moment), _WHEN),
                sized(text_label(self._size(backup.size), tone="text2"), _SIZE, right=True),
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


def _look(path: Path) -> tuple[list[Backup], int]:
    """The backups that are there, and how many of the last stay."""
    return list_backups(path), last_kept(path)
