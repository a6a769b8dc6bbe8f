"""Dialogs: a sheet of fields, a question, a question that wants a reason. Opened, never run in a loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.ui.drafts import Draft
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, Kind, button
from kam.ui.widgets.fields import Form, LongTextEditor
from kam.ui.widgets.fields.form_draft import FormDraft
from kam.ui.widgets.focus import first_by_tab, step_in_reading_order, tab_in_reading_order
from kam.ui.widgets.labels import label
from kam.ui.widgets.scrolled import Yielding

Refused: TypeAlias = Callable[[Exception], bool]

WIDTH = 480
_ALL = 1000
_TITLE = 40
"""The bar above a window, which the system draws."""


class Sheet(QDialog):
    """Heading, sentence, contents, one primary button and Cancel.

    The primary button does not close the sheet: it asks the owner by ``wished`` and waits. The owner calls
    ``done_well`` when the change is made, or ``take`` with what was refused; then everything typed is still
    there. Enter presses the primary button, Escape gives up; giving up what was typed is asked about once.
    """

    wished = Signal()
    """The primary button was pressed."""

    def __init__(  # a heading, a sentence and two words
        self,
        look: Look,
        parent: QWidget | None,
        heading: str,
        sentence: str = "",
        *,
        primary: str,
        cancel: str = "",
        kind: Kind = Kind.PRIMARY,
        width: int = WIDTH,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._busy = False
        self._warned = False
        self._is_begun = False
        self._has_been_active = False
        self.draft: FormDraft | None = None
        """Keeps what is typed through a crash; None where nothing can be typed."""
        self.setWindowTitle(heading)
        self.setAccessibleDescription(sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(width)
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(Size.PAGE_MARGIN, 20, Size.PAGE_MARGIN, 20)
        self.body.setSpacing(Size.GAP)
        outer.addLayout(self.body)
        outer.addStretch(1)
        self.heading = label(heading, Type.LEAD, wraps=True)
        self.body.addWidget(self.heading)
        if sentence:
            self.body.addWidget(label(sentence, tone="text2", wraps=True))
        self._below_head = self.body.count()
        self.message = label("", tone="red", wraps=True)
        self.message.setVisible(False)
        self.primary = button(look, primary, kind=kind, run=self._press)
        self.cancel = button(look, cancel or look.words.say_in("button", "Cancel"), run=self.reject)
        outer.addWidget(self._foot())
        self.primary.setDefault(True)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something between the sentence and the buttons; with ``stretch`` it grows with the sheet."""
        self.body.addWidget(widget, stretch)
        if stretch:
            self._outer.setStretch(0, _ALL)

    def keep_draft(self, draft: Draft, forms: Mapping[str, Form]) -> None:
        """Keep what is typed into forms of this sheet until it is saved or given up.

        A sheet that is opened again begins with it, and says so. Forms may be filled by readings that were
        asked for before the sheet is shown.
        """
        self.draft = FormDraft(self.look, draft, self.heading.text(), forms, self)
        self.draft.came_back = self.show_restored
        self.body.insertWidget(self._below_head, self.draft.note)
        self.finished.connect(self.draft.end)

    def show_restored(self, names: AbstractSet[str]) -> None:
        """What was typed before has come back into these forms; a sheet of parts shows the right one."""

    def is_changed(self) -> bool:
        """Whether giving up would lose something typed."""
        return False

    def set_busy(self, *, busy: bool) -> None:
        """While the change is under way nothing can be pressed twice."""
        self._busy = busy
        self.primary.setEnabled(not busy)

    def done_well(self) -> None:
        """The change is made: close."""
        self.set_busy(busy=False)
        self.accept()

    def take(self, error: Exception) -> bool:
        """The change was refused: say why, keep everything. False where the user cannot mend it."""
        self.set_busy(busy=False)
        if not isinstance(error, UserError):
            return False
        self.show_fault(Teller(self.look.words, self.look.formats).sentence(error))
        return True

    def show_fault(self, sentence: str) -> None:
        """A sentence in red above the buttons; empty takes it away."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def reject(self) -> None:
        """Give up; what was typed is given up at the second wish only."""
        if self._busy:
            return
        if self.is_changed() and not self._warned:
            self._warned = True
            words = self.look.words
            self.show_fault(words.say("What you typed is not saved. Press once more to close without it."))
            self.cancel.setText(words.say_in("button", "Close without saving"))
            self.cancel.setFocus()
            return
        super().reject()

    def sizeHint(self) -> QSize:
        """As wide as it will be at least: the height follows from how texts wrap at that width."""
        wished = super().sizeHint()
        return wished.expandedTo(QSize(self.minimumWidth(), wished.height()))

    def event(self, event: QEvent) -> bool:
        """Other contents, another least height; the first field has the keyboard once the sheet has it."""
        answer = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._keep_room()
        elif event.type() is QEvent.Type.WindowActivate and not self._has_been_active:
            self._has_been_active = True
            QTimer.singleShot(0, self, self._enter)  # after whatever the system has chosen
        return answer

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another least height."""
        super().resizeEvent(event)
        self._keep_room()

    def adjustSize(self) -> None:
        """As high as its contents want to be now."""
        self._outer.activate()
        self.resize(self.width(), self._wished_height())

    def _keep_room(self) -> None:
        """Never lower than its contents at its width; Qt's own least height is of the narrowest sheet."""
        self.setMinimumHeight(self._outer.minimumHeightForWidth(max(self.width(), self.minimumWidth())))
        if self.height() < self._wished_height() and not self._outer.stretch(0):
            self.resize(self.width(), self._wished_height())

    def _wished_height(self) -> int:
        """The height of its contents at its width, as far as the screen has room for it and its title."""
        wished = self._outer.totalHeightForWidth(max(self.width(), self.minimumWidth()))
        return min(wished, self.screen().availableGeometry().height() - _TITLE)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes as the sheet reads, whatever has been read or offered meanwhile."""
        return step_in_reading_order(self, forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        """The first field has the keyboard; the buttons, which are made before the fields, come last."""
        tab_in_reading_order(self)
        super().showEvent(event)
        self._enter()
        if self.draft is not None and not self._is_begun:
            self._is_begun = True
            self.draft.begin()

    def _enter(self) -> None:
        """Go to the first field, unless the keyboard is in one already."""
        if self.focusWidget() in {None, self.cancel, self.primary}:
            first = first_by_tab(self.primary)
            if first is not self.cancel:
                first.setFocus(Qt.FocusReason.TabFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross of the window gives up as Escape does."""
        event.ignore()
        self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter presses the primary button from a text of several lines too."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._press()
        else:
            super().keyPressEvent(event)

    def _press(self) -> None:
        if not self._busy and self.primary.isEnabled():
            self.show_fault("")
            self._warned = False
            self._wish()

    def _wish(self) -> None:
        self.wished.emit()

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "sheetfoot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(Size.PAGE_MARGIN, 12, Size.PAGE_MARGIN, 12)
        column.setSpacing(Size.GRID)
        column.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        self.left = QHBoxLayout()
        row.addLayout(self.left)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.primary)
        column.addLayout(row)
        return foot


class FormSheet(Sheet):
    """A sheet with a form: ``wished`` comes only when every field can be understood."""

    def __init__(  # as a sheet
        self,
        look: Look,
        parent: QWidget | None,
        heading: str,
        sentence: str = "",
        *,
        primary: str,
        draft: Draft | None,
        new: bool = True,
        label_width: int = 0,
        width: int = WIDTH,
        scrolls: bool = False,
    ) -> None:
        """``draft`` keeps what is typed through a crash; None is for what is no loss.

        A form that may be higher than a low screen ``scrolls`` there: the buttons stay in reach.
        """
        super().__init__(look, parent, heading, sentence, primary=primary, width=width)
        self.form = Form(look, new=new, label_width=label_width)
        self._held: QWidget = Yielding(self.form) if scrolls else self.form
        if scrolls:
            self.form.setProperty("ground", "page")
        self.add(self._held)
        if draft is not None:
            self.keep_draft(draft, {"form": self.form})
        self.form.changed.connect(self._touched)

    def add_above(self, widget: QWidget) -> None:
        """Put something between the sentence and the fields."""
        self.body.insertWidget(self.body.indexOf(self._held), widget)

    def is_changed(self) -> bool:
        """Whether any field differs."""
        return self.form.is_changed()

    def take(self, error: Exception) -> bool:
        """Say beside the fields what was refused."""
        self.set_busy(busy=False)
        return self.form.take(error)

    def _wish(self) -> None:
        if self.form.values() is not None:
            self.wished.emit()

    def _touched(self) -> None:
        self._warned = False
        self.show_fault("")


def confirm(  # a question and two answers
    look: Look,
    parent: QWidget | None,
    heading: str,
    sentence: str,
    *,
    primary: str,
    run: Callable[[], object],
    danger: bool = False,
) -> Sheet:
    """Ask before something; ``run`` when the answer is yes. The safe answer has the keyboard at first."""
    sheet = Sheet(
        look,
        parent,
        heading,
        sentence,
        primary=primary,
        kind=Kind.DANGER if danger else Kind.PRIMARY,
        width=400,
    )

    def yes() -> None:
        sheet.done_well()
        run()

    sheet.wished.connect(yes)
    if danger:
        sheet.primary.setDefault(False)
        sheet.cancel.setDefault(True)
        sheet.cancel.setFocus()
    sheet.open()
    return sheet


def tell(look: Look, parent: QWidget | None, heading: str, sentence: str) -> Sheet:
    """Say something that asks for nothing but to be read."""
    sheet = Sheet(
        look, parent, heading, sentence, primary=look.words.say_in("button", "All right"), width=400
    )
    sheet.wished.connect(sheet.done_well)
    sheet.cancel.hide()
    sheet.open()
    return sheet


class ReasonSheet(FormSheet):
    """Asks why; without a reason nothing happens."""

    reasoned = Signal(str)
    """The reason; close with ``done_well`` when the change is made."""

    def __init__(  # as a sheet
        self,
        look: Look,
        parent: QWidget | None,
        heading: str,
        sentence: str = "",
        *,
        primary: str,
        draft: Draft | None,
        question: str = "",
        placeholder: str = "",
    ) -> None:
        super().__init__(look, parent, heading, sentence, primary=primary, draft=draft)
        words = look.words
        editor = LongTextEditor(look, placeholder=placeholder)
        self.form.add("reason", question or words.say_in("field", "Reason"), editor)
        self.wished.connect(self._give)

    def _give(self) -> None:
        reason = self.form["reason"].value()
        if reason is None:
            self.form.set_faults(
                {"reason": self.look.words.say("Without a reason nobody will know later why.")}
            )
            return
        self.reasoned.emit(str(reason))


def foot_button(look: Look, sheet: Sheet, text: str, run: Callable[[], object]) -> Button:
    """One more button, at the left of a sheet's foot."""
    made = button(look, text, run=run)
    sheet.left.addWidget(made)
    return made
