"""A section that is a form: shown as lines, turned into its editor within the card."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kam.core.vocabulary import DossierSection
from kam.services.dossier.rows import Dossier
from kam.ui.account.dossier.card import Card
from kam.ui.account.dossier.choices import Reading
from kam.ui.account.dossier.facts import Fact, Facts
from kam.ui.account.dossier.reading import identity_facts, missing_fields, portrait_facts, terms_facts
from kam.ui.account.dossier.section_editor import SectionEditor
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Run


class SectionCard(Card):
    """Identity, portrait or terms."""

    turned = Signal()
    """It became an editor, or lines again."""
    reading_wished = Signal()
    """The dossier is to be read anew: somebody else changed it."""

    def __init__(self, desk: Desk, section: DossierSection, title: str) -> None:
        super().__init__(desk.look, section, title)
        self._desk = desk
        self._reading: Reading | None = None
        self.editor: SectionEditor | None = None
        self.edit = self.add_head_icon("pencil", desk.look.words.say("Edit: {section}", section=title))
        self.edit.clicked.connect(lambda: self.open_editor())  # noqa: PLW0108 - drops the signal's argument
        self.facts = Facts(desk.look)
        self.facts.fill_wished.connect(self.open_editor)
        self.below = QVBoxLayout()
        self.below.setSpacing(0)
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.facts)
        column.addLayout(self.below)
        self.body.addWidget(self._shown)

    @property
    def is_editing(self) -> bool:
        """Whether it is an editor now."""
        return self.editor is not None

    def show_reading(self, reading: Reading) -> None:
        """Show an account's section; an open editor keeps what was typed."""
        self._reading = reading
        dossier = reading.dossier
        facts = self._facts(dossier)
        self.facts.show_facts(facts)
        known = any(fact.text is not None for fact in facts)
        self.show_verified(dossier.verified(self.section), dossier.on, known=known)
        if self.editor is not None:
            self.editor.show_reading(reading)
            self._show_head()

    def open_editor(self, field: str = "", contents: Mapping[str, Any] | None = None) -> None:
        """Turn into the editor, perhaps at a field, perhaps with what was typed before."""
        if self._reading is None:
            return
        if self.editor is None:
            self.editor = SectionEditor(self._desk, self.section, self._reading, self.title.text())
            self.editor.ended.connect(self.close_editor)
            self.editor.drafted.connect(partial(self._show_head, kept=True))
            self.editor.stale.connect(self.reading_wished)
            self.editor.form.changed.connect(self._show_head)
            self.body.addWidget(self.editor)
            self._shown.setVisible(False)
            self.editor.show()  # at once, so that a field of it can take the keyboard
            if contents is not None and not self.editor.restore(contents):
                self.close_editor()
                return
            self._show_head(kept=contents is not None)
            self.turned.emit()
        if contents is None:
            self.editor.focus_field(field)

    def close_editor(self) -> None:
        """Turn into lines again."""
        if self.editor is None:
            return
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.editor.isAncestorOf(focused)
        self.body.removeWidget(self.editor)
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = None
        self._shown.setVisible(True)
        self.edit.setVisible(True)
        if self._reading is not None:
            self.show_reading(self._reading)
        if had_focus:
            self.edit.setFocus()
        self.turned.emit()

    def _show_head(self, *, kept: bool = False) -> None:
        """While it is edited the head says so, and whether what was typed is kept."""
        if self.editor is None:
            return
        words = self.look.words
        text = words.say("editing, the draft is kept") if kept else words.say("editing")
        self.mark.show_line(
            (IconGlyph("pencil", "accent_text"), Run(text, Type.SECONDARY, "accent_text", gap=5))
        )
        self.mark.setVisible(True)
        self.verify.setVisible(False)
        self.edit.setVisible(False)
        self.show_state(editing=True)

    def _facts(self, dossier: Dossier) -> list[Fact]:
        missing = missing_fields(dossier)
        if self.section is DossierSection.IDENTITY:
            return identity_facts(self.look, dossier.identity, missing)
        if self.section is DossierSection.PORTRAIT:
            return portrait_facts(self.look, dossier.portrait, missing)
        return terms_facts(self.look, dossier.terms, missing)
