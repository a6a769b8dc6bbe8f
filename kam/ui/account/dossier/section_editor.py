"""A section while it is edited: its form, and how it is saved or given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.core.errors import ConflictError
from kam.core.telling import Teller
from kam.core.vocabulary import DossierSection
from kam.services.dossier import Check, edit_section, verify_section
from kam.services.drafts import ABOUT, draft_key
from kam.ui.account.dossier.choices import Reading
from kam.ui.account.dossier.section_forms import form_of, values_of, version_of
from kam.ui.desk import Desk
from kam.ui.draft_keeper import DraftKeeper
from kam.ui.drafts import Draft
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.fields.typed import rebase, reset, retype, typed_into
from kam.ui.widgets.labels import label
from kam.ui.widgets.restored_note import RestoredNote


class SectionEditor(QWidget):
    """Edits a section of one account. What was typed stays until it is saved or given up."""

    ended = Signal()
    """It was saved, or given up: the section is shown again."""
    drafted = Signal()
    """What was typed is kept in the workspace."""
    stale = Signal()
    """Somebody else changed the section: it is to be read anew."""

    def __init__(self, desk: Desk, section: DossierSection, reading: Reading, title: str) -> None:
        super().__init__()
        self._desk = desk
        self._section = section
        self._account_id = reading.dossier.account_id
        self._version = version_of(section, reading.dossier)
        self._warned = False
        words = desk.look.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.notice = label("", Type.SECONDARY, "amber", wraps=True)
        self.notice.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, 0)
        self.notice.setVisible(False)
        column.addWidget(self.notice)
        self.restored = RestoredNote(desk.look)
        self.restored.discarded.connect(self._discard)
        held = QVBoxLayout()  # takes no room while the note is hidden
        held.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, 0)
        held.addWidget(self.restored)
        column.addLayout(held)
        self.form = form_of(section, desk, reading)
        self.form.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        column.addWidget(self.form)
        self.verified = QCheckBox(words.say("Verified today"))
        self.verified.setChecked(True)
        self.cancel = button(desk.look, words.say_in("button", "Cancel"), run=self.give_up)
        self.save = button(desk.look, words.say_in("button", "Save"), kind=Kind.PRIMARY, run=self.keep)
        self.save.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        column.addWidget(self._foot())
        at = replace(account_place(self._account_id, "dossier"), view=section.value)
        draft = Draft(desk.drafts, key_of(self._account_id, section), at)
        self.keeper = DraftKeeper(draft, title, self.contents, self)
        self.keeper.saved.connect(self.drafted)
        self.form.changed.connect(self._touched)
        self.verified.clicked.connect(self._touched)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.keep)

    # What is typed

    def contents(self) -> dict[str, Any] | None:
        """What was typed, as a draft keeps it; None where nothing was."""
        typed = typed_into(self.form)
        if not typed:
            return None
        return {"version": self._version, "typed": typed, "verified": self.verified.isChecked()}

    def restore(self, contents: Mapping[str, Any]) -> bool:
        """Put back what was typed before; False where that has been saved meanwhile.

        What comes out of the workspace was typed in another run, and is told of.
        """
        if ABOUT in contents:
            self.restored.tell(self._desk.drafts.moment_of(contents))
            contents = {name: value for name, value in contents.items() if name != ABOUT}
        typed = contents.get("typed")
        retype(self.form, typed if isinstance(typed, dict) else {})
        self.verified.setChecked(bool(contents.get("verified", True)))
        if contents.get("version") != self._version:
            self._tell_conflict()
        self.keeper.restored(contents)
        if not typed_into(self.form):
            self.keeper.drop()
            return False
        return True

    def show_reading(self, reading: Reading) -> None:
        """The dossier was read anew: what was not touched follows, what was typed stays."""
        version = version_of(self._section, reading.dossier)
        if version == self._version:
            return
        self._version = version
        was_typed = bool(typed_into(self.form))
        rebase(self.form, values_of(self._section, reading.dossier))
        if was_typed:
            self._tell_conflict()

    def focus_field(self, name: str = "") -> None:
        """Go to a field, or to the first."""
        field = self.form.fields.get(name) or next(iter(self.form.fields.values()))
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # Saving and giving up

    def keep(self) -> None:
        """Save what differs; where nothing does, only note that the section was verified."""
        if not self.save.isEnabled():
            return
        values = self.form.changed_values()
        if values is None:
            return
        if not values and not self.verified.isChecked():
            self._end()
            return
        self.save.setEnabled(False)
        desk = self._desk
        if values:
            work = partial(
                edit_section,
                desk.workspace,
                self._account_id,
                self._section,
                values,
                version=self._version,
                verified_on=desk.today() if self.verified.isChecked() else None,
            )
            desk.change(self, work, lambda _: self._end(), otherwise=self._refused)
        else:
            verify = partial(
                verify_section, desk.workspace, self._account_id, self._section, Check(desk.today())
            )
            desk.change(self, verify, lambda _: self._end(), otherwise=self._refused)

    def give_up(self) -> None:
        """Show the section again; what was typed is given up at the second wish only."""
        words = self._desk.look.words
        if typed_into(self.form) and not self._warned:
            self._warned = True
            self._say(words.say("What you typed is not saved. Press once more to give it up."))
            self.cancel.setText(words.say_in("button", "Give it up"))
            return
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _discard(self) -> None:
        self.restored.hide()
        reset(self.form)
        self._say("")
        self.keeper.drop()

    def _end(self) -> None:
        self.save.setEnabled(True)
        self.keeper.drop()
        self.ended.emit()

    def _refused(self, error: Exception) -> bool:
        self.save.setEnabled(True)
        if isinstance(error, ConflictError):
            self._tell_conflict()
            self.stale.emit()
            return True
        return self.form.take(error)

    def _tell_conflict(self) -> None:
        teller = Teller(self._desk.look.words, self._desk.look.formats)
        self._say(teller.sentence(ConflictError("dossier.changed_meanwhile")))

    def _say(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    def _touched(self) -> None:
        if self._warned:
            self._warned = False
            self._say("")
            self.cancel.setText(self._desk.look.words.say_in("button", "Cancel"))
        self.keeper.touch()

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "panelfoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        row.setSpacing(Size.GRID)
        row.addWidget(self.verified)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        return foot


def key_of(account_id: UUID, section: DossierSection) -> str:
    """The key of a section's draft."""
    return draft_key(f"dossier.{section.value}", account_id)
