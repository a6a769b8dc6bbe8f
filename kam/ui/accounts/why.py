"""Why a computed value is what it is, and setting it by hand with a reason."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kam.analysis.reason_words import ReasonTeller
from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.core.text import with_capital
from kam.core.vocabulary import Overridden, Segment, Term
from kam.core.words import Words
from kam.services.portfolio.explaining import VOCABULARY_OF, Explanation, explain
from kam.services.portfolio.overriding import end_override, set_override
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.desk import Desk
from kam.ui.drafts import Draft
from kam.ui.look import Look
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, LongTextEditor, options_of
from kam.ui.widgets.glyphs import DotGlyph
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.pieces import metrics_for
from kam.ui.widgets.tags import Tag, Tone

_WIDTH: Final = 400
_AWAY: Final = 8
"""Room between the popover and the edge of the screen."""


def value_of(row: PortfolioRow, what: Overridden) -> Term | None:
    """A computed value of a row as it stands."""
    values: dict[Overridden, Term | None] = {
        Overridden.SEGMENT: row.segment,
        Overridden.ABC: row.abc,
        Overridden.XYZ: row.xyz,
        Overridden.KEY_GROUP: row.key_group,
        Overridden.RELATIONSHIP_DEGREE: row.degree,
    }
    return values[what]


def named_value(words: Words, what: Overridden, value: Term | None) -> str:
    """«Сегмент: VIP»; what has no value says so."""
    name = words.of(what.label)
    shown = words.say("none") if value is None else words.of(value.label)
    return words.say("{name}: {values}", name=with_capital(name), values=shown)


class WhyPopover(QFrame):
    """A value's parts in words, over the page; closes by Escape or a click elsewhere."""

    by_hand_wished = Signal()
    computed_wished = Signal()

    def __init__(self, look: Look, parent: QWidget, account: str, explanation: Explanation) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._look = look
        self._words = look.words
        self.explanation = explanation
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # its corners are round
        self.setFixedWidth(_WIDTH)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(Size.GAP, 12, Size.GAP, 12)
        column.setSpacing(Size.HALF)
        heading = named_value(self._words, explanation.what, explanation.value)
        head = QHBoxLayout()
        head.addWidget(label(heading, Type.LEAD, wraps=True), 1)
        if explanation.by_hand is not None:
            head.addWidget(Tag(self._words.say("by hand"), Tone.ACCENT), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(label(account, Type.SECONDARY, "text2", wraps=True))
        column.addSpacing(Size.HALF)
        self._add_word(column)
        self.sentences = self._sentences()
        for sentence in self.sentences:
            column.addLayout(self._part(sentence))
        column.addSpacing(Size.HALF)
        column.addWidget(rule())
        column.addLayout(self._deeds())
        self.setAccessibleName(heading)
        self.setAccessibleDescription("; ".join(self.sentences))

    def open_at(self, place: QPoint) -> None:
        """Open at a place of the screen, whole."""
        for each in self.findChildren(QLabel):
            each.ensurePolished()  # its height follows from its font
        self.setFixedHeight(self._column.heightForWidth(_WIDTH))
        screen = self.screen().availableGeometry()
        self.move(
            max(screen.left() + _AWAY, min(place.x(), screen.right() - self.width() - _AWAY)),
            max(screen.top() + _AWAY, min(place.y(), screen.bottom() - self.height() - _AWAY)),
        )
        self.show()
        self.by_hand.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The ground: where corners are round a style sheet would leave it out."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("line2"), 1))
            painter.setBrush(theme.colour("page"))
            frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, Size.RADIUS_PALETTE, Size.RADIUS_PALETTE)

    def _sentences(self) -> list[str]:
        teller = ReasonTeller(self._words, self._look.formats)
        return [teller.sentence(reason) for reason in self.explanation.reasons]

    def _add_word(self, column: QVBoxLayout) -> None:
        """What was said by hand stands first, and what the computation would say after it."""
        by_hand = self.explanation.by_hand
        if by_hand is None:
            return
        words = self._words
        since = words.say("Set by hand on {date}:", date=self._look.formats.full_date(by_hand.on))
        column.addWidget(label(since, Type.SECONDARY, "text2"))
        column.addWidget(label(by_hand.reason, wraps=True, selectable=True))
        column.addSpacing(Size.HALF)
        computed = self.explanation.computed
        shown = words.say("none") if computed is None else words.of(computed.label)
        column.addWidget(label(words.say("By computation: {value}", value=shown), Type.STRONG))

    def _part(self, sentence: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        dot = LineLabel(self._look, (DotGlyph("edge"),))
        dot.setFixedSize(Size.GRID, metrics_height(self._look))
        row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(sentence, wraps=True, selectable=True), 1)
        return row

    def _deeds(self) -> QHBoxLayout:
        words = self._words
        row = QHBoxLayout()
        row.setSpacing(Size.GAP)
        row.setContentsMargins(0, Size.HALF, 0, 0)
        self.by_hand = link(self._look, words.say("Set by hand…"), icon="pencil", run=self._wish_by_hand)
        row.addWidget(self.by_hand)
        if self.explanation.by_hand is not None:
            back = words.say("Back to the computation")
            row.addWidget(link(self._look, back, icon="rotate-ccw", run=self._wish_computed))
        row.addStretch(1)
        return row

    def _wish_by_hand(self) -> None:
        self.by_hand_wished.emit()
        self.close()

    def _wish_computed(self) -> None:
        self.computed_wished.emit()
        self.close()


def metrics_height(look: Look) -> int:
    """The height of a line of text."""
    return round(metrics_for(look.theme.family, Type.BODY).height())


class OverrideSheet(FormSheet):
    """To what, and why; without a reason nothing is set."""

    def __init__(
        self, look: Look, parent: QWidget, account: str, explanation: Explanation, draft: Draft
    ) -> None:
        words = look.words
        name = words.of(explanation.what.label)
        shown = words.say("none") if explanation.computed is None else words.of(explanation.computed.label)
        super().__init__(
            look,
            parent,
            words.say("Set by hand: {name}", name=name),
            words.say("{account}. By computation: {value}", account=account, value=shown),
            primary=words.say_in("button", "Set"),
            draft=draft,
        )
        terms = [term for term in VOCABULARY_OF[explanation.what] if term is not Segment.UNKNOWN]
        choice = ChoiceEditor(look, options_of(look, terms))
        value = explanation.value if explanation.value in terms else terms[0]
        self.form.add("value", with_capital(name), choice, value=value)
        reason = explanation.by_hand.reason if explanation.by_hand is not None else None
        hint = words.say("It is kept with the date and shown to whoever asks why.")
        self.form.add(
            "reason", words.say_in("field", "Reason"), LongTextEditor(look), value=reason, hint=hint
        )

    def chosen(self) -> tuple[Term, str] | None:
        """The value and the reason; None where the reason is missing, which its field then says."""
        value, reason = self.form["value"].value(), self.form["reason"].value()
        if reason is None:
            sentence = self.look.words.say("Without a reason nobody will know later why.")
            self.form.set_faults({"reason": sentence})
            return None
        return value, reason

    def take(self, error: Exception) -> bool:
        """What is wrong is wrong with the reason, or nothing the user can mend here."""
        self.set_busy(busy=False)
        if isinstance(error, UserError):
            self.form.set_faults({"reason": Teller(self.look.words, self.look.formats).sentence(error)})
            return True
        return False


class Why:
    """Asks why, shows the answer, and changes the value when the user wishes."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk = desk
        self._page = page
        self.popover: WhyPopover | None = None
        self.sheet: OverrideSheet | None = None

    def ask(self, account_id: UUID, account: str, what: Overridden, at: QPoint) -> None:
        """Explain a value of an account at a place of the screen."""
        work = partial(explain, self._desk.workspace, account_id, what, as_of=self._desk.now())
        self._desk.read(self._page, work, partial(self._show, account_id, account, at), key="why")

    def _show(self, account_id: UUID, account: str, at: QPoint, explanation: Explanation) -> None:
        popover = WhyPopover(self._desk.look, self._page.window(), account, explanation)
        popover.by_hand_wished.connect(partial(self._ask_by_hand, account_id, account, explanation))
        popover.computed_wished.connect(partial(self._return, account_id, explanation.what))
        self.popover = popover
        popover.open_at(at)

    def _ask_by_hand(self, account_id: UUID, account: str, explanation: Explanation) -> None:
        code = explanation.what.value
        draft = self._desk.draft(f"account.by_hand.{code}", account_id, at=account_place(account_id))
        sheet = OverrideSheet(self._desk.look, self._page.window(), account, explanation, draft)

        def wish() -> None:
            chosen = sheet.chosen()
            if chosen is None:
                return
            change: Any = partial(set_override, self._desk.workspace, account_id, explanation.what, *chosen)
            self._desk.save(sheet, change)

        sheet.wished.connect(wish)
        self.sheet = sheet
        sheet.open()

    def _return(self, account_id: UUID, what: Overridden) -> None:
        change = partial(end_override, self._desk.workspace, account_id, what)
        notice = self._desk.look.words.say("The computed value counts again")
        self._desk.change(self._page, change, notice=notice, undoable=True)
