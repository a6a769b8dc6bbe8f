"""The first minute: whose workspace it is, its currency and language, and where its file lies."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from kam.core.errors import UserError
from kam.core.formats import Formats, Target
from kam.core.telling import Teller
from kam.core.words import LANGUAGES
from kam.services.workspaces import CURRENCY_OF, NewWorkspace
from kam.ui.draft_keeper import DraftKeeper
from kam.ui.drafts import Draft, Payload
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.welcome.logo_field import LogoField
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label, set_property
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.restored_note import RestoredNote

_CURRENCIES: Final = ("RUB", "USD", "EUR", "GBP", "KZT", "CNY", "BYN", "AED", "TRY", "INR", "JPY")
_LANGUAGE_NAMES: Final = {"ru": "Русский", "en": "English"}
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name_for(company: str) -> str:
    """A file's name from a company's: what no system allows in names is left out."""
    bare = _UNSAFE.sub(" ", company).strip(" .")
    return f"{' '.join(bare.split())[:80] or 'kam'}.kam"


class NewWorkspaceDialog(QDialog):
    """Asks for what a new workspace begins with; says beside each field what is wrong with it."""

    wished = Signal(object, object)
    """The path and the ``NewWorkspace``."""
    logo_wished = Signal(object)
    """The ``Path`` of a picture: whoever opened the dialog reads it and shows it in ``logo``."""

    def __init__(self, look: Look, parent: QWidget, draft: Draft, table: Path | None = None) -> None:
        """``table`` is what the first import will bring."""
        super().__init__(parent)
        self._look = look
        self._table = table
        self.restored = RestoredNote(look)
        words = look.words
        self.setWindowTitle(words.say("New workspace"))
        self.setMinimumWidth(520)
        self.company = QLineEdit()
        self.me = QLineEdit()
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(_LANGUAGE_NAMES[code], code)
        self.language.setCurrentIndex(self.language.findData(words.language))
        self.currency = QComboBox()
        self.currency.addItems(_CURRENCIES)
        self.currency.setCurrentText(CURRENCY_OF.get(words.language, "EUR"))
        self.file = QLineEdit()
        self._file_typed = False
        self.logo = LogoField(look)
        self.logo.wished.connect(self.logo_wished)
        self._trouble = label("", Type.SECONDARY, "red")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self._lay_out()
        self.company.textChanged.connect(self._suggest)
        self.file.textEdited.connect(self._file_was_typed)
        self._suggest()
        self.keeper = DraftKeeper(draft, words.say("New workspace"), self._typed, self)
        for line in (self.company, self.me, self.file):
            line.textEdited.connect(self.keeper.touch)
        for combo in (self.language, self.currency):
            combo.activated.connect(self.keeper.touch)
        self.restored.discarded.connect(self._discard)
        self.finished.connect(self.keeper.drop)
        self._begun = self._values()
        self.keeper.ask(self._restore)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its sentences need at this width."""
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        self.setMinimumHeight(self._outer.totalHeightForWidth(self.minimumWidth()))

    def _values(self) -> Payload:
        return {
            "company": self.company.text(),
            "me": self.me.text(),
            "language": self.language.currentData(),
            "currency": self.currency.currentText(),
            "file": self.file.text() if self._file_typed else None,
        }

    def _typed(self) -> Payload | None:
        """What was filled in; None where it is as it was."""
        values = self._values()
        return None if values == self._begun else values

    def _show(self, values: Payload) -> None:
        self.company.setText(str(values.get("company") or ""))
        self.me.setText(str(values.get("me") or ""))
        self.language.setCurrentIndex(max(0, self.language.findData(values.get("language"))))
        self.currency.setCurrentIndex(max(0, self.currency.findText(str(values.get("currency")))))
        file = values.get("file")
        self._file_typed = isinstance(file, str)
        if isinstance(file, str):
            self.file.setText(file)
        self._suggest()

    def _restore(self, values: Payload, moment: str) -> None:
        self._show(values)
        self.restored.tell(moment)
        self._fit()

    def _discard(self) -> None:
        self.restored.hide()
        self._show(self._begun)
        self.keeper.drop()

    def _lay_out(self) -> None:
        words = self._look.words
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.setSpacing(16)
        outer.addWidget(label(words.say("New workspace"), Type.TITLE))
        about = label(
            words.say("One file with everything you know about your clients. It stays on this computer."),
            Type.BODY,
            "text2",
        )
        about.setWordWrap(True)
        outer.addWidget(about)
        if self._table is not None:
            then = (
                IconGlyph("file-spreadsheet", pixels=Size.ICON),
                Run(
                    words.say("Then the import of “{name}” begins.", name=self._table.name),
                    Type.STRONG,
                    gap=8,
                ),
            )
            outer.addWidget(LineLabel(self._look, then))
        outer.addWidget(self.restored)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        choose = button(self._look, words.say_in("button", "Choose…"))
        choose.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.addWidget(self.file, 1)
        place.addWidget(choose)
        for text, editor in (
            (words.say("Your company"), self.company),
            (words.say("Your name"), self.me),
            (words.say("Language of papers"), self.language),
            (words.say("Currency"), self.currency),
            (words.say("Logo"), self.logo),
            (words.say("File"), place),
        ):
            named = QLabel(text)
            named.setProperty("tone", "text2")
            if isinstance(editor, QWidget):
                named.setBuddy(editor)
                editor.setAccessibleName(text)
                form.addRow(named, editor)
            else:
                self.file.setAccessibleName(text)
                named.setBuddy(self.file)
                form.addRow(named, editor)
        outer.addLayout(form)
        outer.addWidget(self._trouble)
        outer.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        words = self._look.words
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = button(self._look, words.say_in("button", "Cancel"))
        cancel.clicked.connect(self.reject)
        self.make = button(self._look, words.say_in("button", "Make the workspace"), kind=Kind.PRIMARY)
        self.make.setDefault(True)
        self.make.clicked.connect(self._wish)
        row.addWidget(cancel)
        row.addWidget(self.make)
        return row

    def show_trouble(self, error: UserError) -> None:
        """What is wrong, in words; the fields keep what was typed."""
        teller = Teller(self._look.words, Formats(self._look.words.language, Target.WINDOW))
        self._trouble.setText(teller.sentence(error))
        self._trouble.show()

    def _suggest(self) -> None:
        if not self._file_typed:
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            self.file.setText(str(Path(documents, file_name_for(self.company.text()))))

    def _file_was_typed(self) -> None:
        self._file_typed = True

    def _choose(self) -> None:
        words = self._look.words
        self._chooser = QFileDialog(self, words.say("Where the file lies"), self.file.text())
        self._chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._chooser.setNameFilter(words.say("kam workspaces (*.kam)"))
        self._chooser.setDefaultSuffix("kam")
        self._chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self._chooser.fileSelected.connect(self._chosen)
        self._chooser.open()

    def _chosen(self, path: str) -> None:
        self._file_typed = True
        self.file.setText(path)
        self.keeper.touch()

    def _wish(self) -> None:
        missing = [each for each in (self.company, self.me, self.file) if not each.text().strip()]
        for each in (self.company, self.me, self.file):
            set_property(each, "state", "wrong" if each in missing else "")
        if missing:
            missing[0].setFocus()
            self._trouble.setText(self._look.words.say("This field cannot be empty."))
            self._trouble.show()
            return
        begin = NewWorkspace(
            company=self.company.text().strip(),
            me=self.me.text().strip(),
            language=self.language.currentData(),
            currency=self.currency.currentText(),
            logo=self.logo.path,
        )
        self.wished.emit(Path(self.file.text().strip()).expanduser(), begin)
