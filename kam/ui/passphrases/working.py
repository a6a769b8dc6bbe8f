"""The window that is there while a workspace is encrypted, or no longer: it is closed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLayout, QProgressBar, QVBoxLayout, QWidget

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.core.words import Words
from kam.jobs import Jobs, Lane, PoolThreads, Threads
from kam.services.files import copy_to_second_place
from kam.services.sealing import delete_earlier_copies, earlier_copies, reseal, seal, unseal
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.passphrases.form import WIDTH
from kam.ui.passphrases.wishes import Deed, ProtectionWish
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label

_MARGIN: Final = 32
_SIGN: Final = 24


@dataclass(frozen=True, slots=True)
class Protected:
    """What was done: how many earlier backups were deleted, and whether all that was wished for."""

    deed: Deed
    deleted: int = 0
    is_whole: bool = True


def carry_out(path: Path, wish: ProtectionWish, place: Path | None, clock: Clock) -> Protected:
    """Do it to a closed workspace, copy the backup made of it to the second place, tidy up behind it.

    That the second place is away, or that a backup cannot be deleted, does not take back what was done.

    Raises:
        UserError: as the use cases. The file is as it was then, unless the error says that only the backup
            after it could not be made.

    """
    if wish.deed is Deed.SEAL:
        seal(path, clock, wish.passphrase)
    elif wish.deed is Deed.RESEAL:
        reseal(path, clock, wish.passphrase)
    else:
        unseal(path, clock)
    is_whole, deleted = True, 0
    try:
        if place is not None:
            copy_to_second_place(place, path)
    except UserError:
        is_whole = False
    if wish.deletes_earlier:
        places = () if place is None else (place,)
        before = len(earlier_copies(path, places))
        left = len(delete_earlier_copies(path, places))
        deleted, is_whole = before - left, is_whole and not left
    return Protected(wish.deed, deleted, is_whole)


class WorkingWindow(QWidget):
    """Says what is done and that nothing can be lost by it; it cannot be closed before the end."""

    ended = Signal(object)
    """``Protected``, or the failure that left everything as it was."""

    def __init__(
        self,
        look: Look,
        path: Path,
        wish: ProtectionWish,
        local: LocalSettings,
        threads: Threads | None = None,
    ) -> None:
        super().__init__()
        self._path, self._wish, self._local = path, wish, local
        self._jobs = Jobs(threads or PoolThreads())
        self._is_busy = False
        words = look.words
        self.setWindowTitle("kam")
        self.setProperty("ground", "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(Size.GRID)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.heading = label(_heading(words, wish.deed, path.stem), Type.LEAD, wraps=True)
        self.heading.setFixedWidth(WIDTH)
        sentence = words.say(
            "Every record is copied and compared. Whatever happens meanwhile, you have the old file or the "
            "finished new one. Then the workspace opens again."
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.heading.text())
        column.addWidget(LineLabel(look, (IconGlyph("lock", "text2", _SIGN),), height=_SIGN))
        column.addWidget(self.heading)
        column.addWidget(label(sentence, tone="text2", wraps=True))
        column.addSpacing(Size.GRID)
        column.addWidget(self.bar)

    def begin(self, clock: Clock) -> None:
        """Show itself and do it in a thread."""
        self._is_busy = True
        self.show()
        place = self._local.backup_place(self._path)
        work = partial(carry_out, self._path, self._wish, place, clock)
        self._jobs.run(self, work, self._end, lane=Lane.WRITE, otherwise=self._refused)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Not before the end."""
        event.setAccepted(not self._is_busy)

    def _refused(self, error: Exception) -> bool:
        self._end(error)
        return True

    def _end(self, result: Protected | Exception) -> None:
        self._is_busy = False
        self._jobs.finish()
        if self._wish.deed is Deed.SEAL:
            self._local.forget_queries()
        self.hide()
        self.ended.emit(result)


def told(words: Words, done: Protected) -> str:
    """A line for the status bar."""
    if not done.is_whole:
        return words.say(
            "Done, but some earlier backups could not be reached: see Protection in the settings."
        )
    if done.deed is Deed.SEAL:
        if done.deleted:
            return words.say_many(
                "The workspace is encrypted; {count} earlier backup was deleted.",
                "The workspace is encrypted; {count} earlier backups were deleted.",
                done.deleted,
            )
        return words.say("The workspace is encrypted.")
    if done.deed is Deed.RESEAL:
        if done.deleted:
            return words.say_many(
                "The passphrase is changed; {count} earlier backup was deleted.",
                "The passphrase is changed; {count} earlier backups were deleted.",
                done.deleted,
            )
        return words.say("The passphrase is changed.")
    return words.say("The workspace is no longer encrypted.")


def _heading(words: Words, deed: Deed, name: str) -> str:
    if deed is Deed.SEAL:
        return words.say("Encrypting “{name}”", name=name)
    if deed is Deed.RESEAL:
        return words.say("Changing the passphrase of “{name}”", name=name)
    return words.say("Removing the encryption of “{name}”", name=name)
