"""Beside the ledgers: who keeps their word, how our people do, what became of the chosen promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.core.words import Words
from kam.services.commitments.history import PromiseStory
from kam.services.commitments.rows import AccountRates, PersonRate, Rates
from kam.services.people.names import colleague_short
from kam.ui.commitments.saying import history_words
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.glyphs import AvatarGlyph
from kam.ui.widgets.glyphs.shapes import diamond, filled, outlined
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList, clear, sized
from kam.ui.widgets.pieces import Mark, Run
from kam.ui.widgets.segmented import Choice, SegmentedControl

WIDTH: Final = 264
_FROM, _TO = 40, 100
_GOAL: Final = 80
_MOST: Final = 8
_FEW: Final = (5, 4)
"""So many clients and people where the window is low."""
_SCALE: Final = 96
_BAR: Final = 44


def _percent(value: Decimal | None) -> int | None:
    return None if value is None else round(value * 100)


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Our rate filled (a diamond below 80), theirs hollow, on one scale from 40 to 100."""

    ours: int | None
    theirs: int | None

    @property
    def size(self) -> QSizeF:
        """A scale of fixed length."""
        return QSizeF(_SCALE, 18)

    def say(self, words: Words) -> str:
        """Both rates."""
        unknown = words.say("nothing to count")
        return words.say(
            "we {ours}, they {theirs}",
            ours=unknown if self.ours is None else f"{self.ours} %",
            theirs=unknown if self.theirs is None else f"{self.theirs} %",
        )

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw scale, goal, line and both ends."""
        middle = box.center().y()
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        goal = QPen(theme.colour("edge"), 1)
        goal.setDashPattern([2, 2])
        painter.setPen(goal)
        x = self._x(_GOAL, box)
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        known = [self._x(each, box) for each in (self.ours, self.theirs) if each is not None]
        if len(known) > 1:
            painter.setPen(QPen(theme.colour("text2"), 1))
            painter.drawLine(QPointF(known[0], middle), QPointF(known[1], middle))
        if self.theirs is not None:
            at = QPointF(self._x(self.theirs, box), middle)
            filled(painter, theme.colour("page"))
            painter.drawEllipse(at, 4.5, 4.5)
            outlined(painter, theme.colour("text2"), 1.5)
            painter.drawEllipse(at, 4, 4)
        if self.ours is not None:
            paint_ours(painter, QPointF(self._x(self.ours, box), middle), theme, low=self.ours < _GOAL)

    def _x(self, value: int, box: QRectF) -> float:
        share = (max(_FROM, min(_TO, value)) - _FROM) / (_TO - _FROM)
        return box.left() + 5 + share * (box.width() - 10)


def paint_ours(painter: QPainter, at: QPointF, theme: Theme, *, low: bool) -> None:
    """Our end of a dumbbell: a disc, a diamond where it is below the goal."""
    if low:
        filled(painter, theme.colour("amber_fill"))
        painter.drawPolygon(diamond(QRectF(at.x() - 5.5, at.y() - 5.5, 11, 11)))
    else:
        filled(painter, theme.colour("accent"))
        painter.drawEllipse(at, 4.5, 4.5)


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a dumbbell in the key."""

    kind: str

    @property
    def size(self) -> QSizeF:
        """11 × 11."""
        return QSizeF(11, 11)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the word stands beside it
        """Nothing: the word stands beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        if self.kind == "theirs":
            outlined(painter, theme.colour("text2"), 1.5)
            painter.drawEllipse(box.center(), 4, 4)
        else:
            paint_ours(painter, box.center(), theme, low=self.kind == "low")


@dataclass(frozen=True, slots=True)
class _Axis:
    """The figures under the scales."""

    @property
    def size(self) -> QSizeF:
        """As long as a scale."""
        return QSizeF(_SCALE, 14)

    def say(self, words: Words) -> str:  # noqa: ARG002 - each scale says its figures
        """Nothing: each scale says its figures."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Write 40, 80, 100."""
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour("text2"))
        for value in (_FROM, _GOAL, _TO):
            x = box.left() + 5 + (value - _FROM) / (_TO - _FROM) * (box.width() - 10)
            place = QRectF(min(x - 12, box.right() - 22), box.top(), 24, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(value))


@dataclass(frozen=True, slots=True)
class _RateBar:
    """A rate as a bar; amber below 80."""

    percent: int

    @property
    def size(self) -> QSizeF:
        """64 × 6."""
        return QSizeF(_BAR, 6)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the figure stands beside it
        """Nothing: the figure stands beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        filled(painter, theme.colour("line"))
        painter.drawRoundedRect(box, 3, 3)
        filled(painter, theme.colour("amber_fill" if self.percent < _GOAL else "bar"))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * self.percent / 100, 6), 3, 3)


class WhoKeeps(Panel):
    """Clients by how we and they keep our word; a row shows this client alone."""

    account_wished = Signal(object)

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Who keeps their word"), secondary=words.say("12 months"))
        key = LineLabel(
            look,
            (
                _End("ours"),
                Run(words.say_in("key", "we"), Type.SECONDARY, "text2", gap=4),
                Mark(_End("low"), gap=10),
                Run(words.say("we below 80 %"), Type.SECONDARY, "text2", gap=4),
                Mark(_End("theirs"), gap=10),
                Run(words.say_in("key", "they"), Type.SECONDARY, "text2", gap=4),
            ),
        )
        held = QHBoxLayout()
        held.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 2)
        held.addWidget(key)
        self.rows = PanelList(look, row_height=Size.ROW_COMPACT)
        self._axis = LineLabel(look, (_Axis(),), align=Qt.AlignmentFlag.AlignRight)
        self.most = _MOST
        self._rates: Sequence[AccountRates] = ()
        foot = QHBoxLayout()
        foot.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 4)
        foot.addStretch(1)
        foot.addWidget(self._axis)
        self.body.addLayout(held)
        self.body.addWidget(self.rows)
        self.body.addLayout(foot)

    def show_rates(self, rates: Sequence[AccountRates]) -> None:
        """Show those with most to count."""
        self._rates = rates
        self.rows.clear()
        for each in rates[: self.most]:
            dumbbell = Dumbbell(_percent(each.ours.rate), _percent(each.theirs.rate))
            told = f"{each.name}, {dumbbell.say(self.look.words)}"
            row = self.rows.add_opening_row(
                told, ElidedLabel(each.name), sized(LineLabel(self.look, (dumbbell,)), _SCALE + 1)
            )
            row.opened.connect(partial(self.account_wished.emit, each.id))
        self.setVisible(bool(rates))

    def show_most(self, most: int) -> None:
        """Show so many."""
        if most != self.most:
            self.most = most
            self.show_rates(self._rates)


class OurPeople(Panel):
    """Who of us, or of theirs, keeps their word, and what they owe too long; a row shows theirs alone."""

    person_wished = Signal(str, object)
    """«ours» or «theirs», and who."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("People"))
        self.sides = SegmentedControl(
            look,
            [
                Choice("ours", words.say_in("people", "ours")),
                Choice("theirs", words.say_in("people", "theirs")),
            ],
            words.say("Whose people"),
        )
        self.add_action(self.sides)
        self.sides.chosen.connect(lambda _: self._show())
        self.rows = PanelList(look, row_height=Size.ROW_COMPACT)
        self.body.addWidget(self.rows)
        self.most = _MOST
        self._rates: dict[str, Sequence[PersonRate]] = {"ours": (), "theirs": ()}

    def show_rates(self, rates: Rates) -> None:
        """Show those who owe something late first."""
        self._rates = {"ours": rates.by_colleague, "theirs": rates.by_person}
        self._show()
        self.setVisible(bool(rates.by_colleague or rates.by_person))

    def show_most(self, most: int) -> None:
        """Show so many."""
        if most != self.most:
            self.most = most
            self._show()

    def _show(self) -> None:
        formats, words = self.look.formats, self.look.words
        self.rows.clear()
        side = self.sides.current
        shown = self._rates[side][: self.most]
        for each in shown:
            percent = _percent(each.rate.rate) or 0
            rate = formats.points(percent)
            short = colleague_short(each.name)
            late = formats.number(each.late) if each.late else "—"
            told = words.say("{name}: {rate} in time, {late} late", name=each.name, rate=rate, late=each.late)
            tone, role = ("red", Type.STRONG) if each.late else ("text3", Type.SECONDARY)
            row = self.rows.add_opening_row(
                told,
                LineLabel(self.look, (AvatarGlyph(_initials(each.name), 22),)),
                ElidedLabel(short),
                sized(LineLabel(self.look, (_RateBar(percent),)), _BAR + 1),
                sized(label(rate, Type.SECONDARY), 36, right=True),
                sized(label(late, role, tone), 18, right=True),
            )
            row.cells.setStretch(0, 0)
            row.cells.setStretch(1, 1)
            row.opened.connect(partial(self.person_wished.emit, side, each.id))
        if not shown:
            self.rows.add_row(label(words.say("Nothing to count yet."), Type.BODY, "text3"))


class Chosen(Panel):
    """The history of the chosen promise's date, and where it comes from."""

    origin_wished = Signal()

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Chosen"), secondary=words.say("history of the date"))
        self.pad(top=8, bottom=8, spacing=4)
        self.body.addStretch(1)
        self.forget()

    def forget(self) -> None:
        """Nothing is chosen, or several."""
        clear(self.body)
        self.body.addWidget(label(self.look.words.say("Choose a promise."), Type.SECONDARY, "text3"))
        self.body.addStretch(1)

    def show_story(self, story: PromiseStory) -> None:
        """Show what became of a promise."""
        clear(self.body)
        formats, words = self.look.formats, self.look.words
        self.body.addWidget(label(story.row.text, Type.STRONG, wraps=True))
        for line in story.lines:
            said, tone = history_words(line, self.look)
            text = f"{said}: {line.words}" if line.words else said
            held = QHBoxLayout()
            held.setSpacing(Size.GRID)
            day = sized(label(formats.day_month(line.on), Type.SECONDARY, "text2"), 48)
            held.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
            held.addWidget(label(text, Type.SECONDARY, tone, wraps=True), 1)
            self.body.addLayout(held)
        if story.notes:
            self.body.addWidget(label(story.notes, Type.SECONDARY, "text2", wraps=True))
        if story.row.origin is not None:
            text = words.of(story.row.origin.kind.label)
            opened = link(
                self.look,
                words.say("Open: {what}", what=text),
                icon="external-link",
                run=self.origin_wished.emit,
            )
            self.body.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)


class SideColumn(QScrollArea):
    """The three panels, which scroll together where the window is low."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.keeps = WhoKeeps(look)
        self.people = OurPeople(look)
        self.chosen = Chosen(look)
        inside = QWidget()
        inside.setProperty("ground", "sunk")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.GRID)
        column.addWidget(self.keeps)
        column.addWidget(self.people)
        column.addWidget(self.chosen, 1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low there are fewer lines, so that the history of the chosen one is seen."""
        super().resizeEvent(event)
        low = self.window().height() < Size.SMALL_BELOW
        clients, people = _FEW if low else (_MOST, _MOST)
        self.keeps.show_most(clients)
        self.people.show_most(people)
        tab_in_reading_order(self)  # other rows were made last

    def show_rates(self, rates: Rates) -> None:
        """Show clients and people."""
        self.keeps.show_rates(rates.by_account)
        self.people.show_rates(rates)
        tab_in_reading_order(self)


def _initials(name: str) -> str:
    return "".join(part[0].upper() for part in name.split()[:2])
