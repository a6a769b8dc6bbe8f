"""The eight factors of health, each opening to its parts and to the records behind them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.health.parts import part_points
from kam.analysis.health.saying import HealthTeller
from kam.analysis.health.scale import FULL
from kam.analysis.health.score import Health, HealthFactor, Part, WeighedFactor
from kam.analysis.health.trust import TrustReason
from kam.services.health.evidence import Evidence, EvidenceKind
from kam.services.health.rows import HealthRow
from kam.ui.health.factor_bar import FactorBar
from kam.ui.health.pieces import change_of
from kam.ui.health.places import evidence_place, factor_place
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link, short_link
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, rule
from kam.ui.widgets.panels import Row, sized
from kam.ui.widgets.pieces import Run

_NAME: Final = 134
_POINTS: Final = 78
_CHANGE: Final = 40
_UNDATED: Final = frozenset({TrustReason.START.value, TrustReason.NO_COMPLAINTS.value})
"""What there is to begin with: its day is that of the last complaint, which has a line of its own."""
_SHOWN: Final = 5
"""So many records of a part are offered at once; the place of the factor has them all."""
_INDENT: Final = Size.PANEL_PADDING + 22
_PART_POINTS: Final = 30
_ROOM: Final = 416
"""How wide a link to a record may be."""


class FactorRow(QWidget):
    """A factor in one line; opened, its parts under it."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.look = look
        self._name = name
        self._said = name
        self.head = Row(look, name)
        self._arrow = LineLabel(look)
        self.bar = FactorBar(look)
        self._points = LineLabel(look, align=Qt.AlignmentFlag.AlignRight)
        self._change = LineLabel(look, align=Qt.AlignmentFlag.AlignRight)
        cells = self.head.cells
        cells.addWidget(sized(self._arrow, Size.ICON_IN_TEXT))
        cells.addWidget(sized(ElidedLabel(name, Type.NAME), _NAME))
        cells.addWidget(self.bar)
        cells.addStretch(1)
        cells.addWidget(sized(self._points, _POINTS))
        cells.addWidget(sized(self._change, _CHANGE))
        self.inside = QWidget()
        self.parts = QVBoxLayout(self.inside)
        self.parts.setContentsMargins(_INDENT, 2, Size.PANEL_PADDING, Size.GRID)
        self.parts.setSpacing(Size.HALF)
        self.inside.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.inside)
        self.head.opened.connect(self._toggle)
        self.open(is_open=False)

    @property
    def is_open(self) -> bool:
        """Whether the parts are shown."""
        return not self.inside.isHidden()

    def open(self, *, is_open: bool = True) -> None:
        """Show the parts or fold them."""
        self.inside.setVisible(is_open)
        self._arrow.show_line((IconGlyph("chevron-down" if is_open else "chevron-right"),))
        say = self.look.words.say
        state = say("opened") if is_open else say("folded")
        self.head.setAccessibleName(say("{what}, {state}", what=self._said, state=state))

    def say_points(self, text: str, change: int | None, said: str) -> None:
        """Write the figures of the head; ``said`` is all of it in words."""
        self._points.show_line((Run(text, Type.STRONG),))
        self._change.show_line(change_of(self.look.formats, change) if change else ())
        self._said = said
        self.open(is_open=self.is_open)

    def _toggle(self) -> None:
        self.open(is_open=not self.is_open)


class FactorRows(QWidget):
    """All factors from the first to the last, and their sum, which is the score."""

    went = Signal(object)
    """A ``Place`` the user wants to see."""

    def __init__(self, look: Look, row: HealthRow, evidence: Mapping[UUID, Evidence]) -> None:
        super().__init__()
        self.look = look
        self._row = row
        self._evidence = evidence
        self._teller = HealthTeller(look.words, look.formats)
        self.rows: dict[HealthFactor, FactorRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        if row.health is not None:
            self._fill(row.health)
        else:
            for factor in HealthFactor:
                self._add(factor, self._unknown(factor))

    def _fill(self, health: Health) -> None:
        known = {each.factor: each for each in health.factors}
        moved = {each.factor: each.points for each in self._row.moved}
        widest = max(each.points + each.gain for each in health.factors)
        self._column.addWidget(self._sum(health))
        self._column.addWidget(rule())
        for factor in HealthFactor:
            if factor in known:
                self._add(factor, self._known(known[factor], moved.get(factor), widest))
            elif factor in health.unknown:
                self._add(factor, self._unknown(factor))
        if health.pulls_down:
            self.rows[health.pulls_down[0].factor].open()

    def _add(self, factor: HealthFactor, made: FactorRow) -> None:
        self.rows[factor] = made
        self._column.addWidget(made)

    def _known(self, factor: WeighedFactor, change: int | None, widest: int) -> FactorRow:
        words, formats = self.look.words, self.look.formats
        name = words.of(factor.factor.label)
        made = FactorRow(self.look, name)
        most = factor.points + factor.gain
        made.bar.show_points(factor.points, most, widest)
        text = words.say(
            "{points} of {most}", points=formats.number(factor.points), most=formats.number(most)
        )
        said = words.say("{name}: {values}", name=name, values=text)
        if change:
            moved = words.say("{points} within a month", points=formats.signed(change))
            said = words.say("{first}, {second}", first=said, second=moved)
        made.say_points(text, change, said)
        for part, points in zip(factor.found.parts, part_points(factor), strict=True):
            self._add_part(made, part, points)
        behind = [len(part.records) for part in factor.found.parts if part.points < part.most or part.records]
        if not behind or min(behind) == 0 or max(behind) > _SHOWN:
            made.parts.addLayout(_indented(self._way(factor.factor)))
        return made

    def _unknown(self, factor: HealthFactor) -> FactorRow:
        words = self.look.words
        name = words.of(factor.label)
        made = FactorRow(self.look, name)
        made.bar.show_unknown()
        text = words.say("not known")
        made.say_points(text, None, words.say("{name}: {values}", name=name, values=text))
        made.parts.addWidget(label(self._teller.how_known(factor), wraps=True))
        made.parts.addWidget(self._way(factor), 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _sum(self, health: Health) -> QWidget:
        held = QWidget()
        cells = QHBoxLayout(held)
        cells.setContentsMargins(0, 0, Size.PANEL_PADDING, Size.HALF)
        words, formats = self.look.words, self.look.formats
        cells.addWidget(label(words.say("What it is made of"), Type.STRONG), 1)
        score = formats.number(health.score)
        whole = words.say("{points} of {most}", points=score, most=formats.number(FULL))
        self.total = label(whole, Type.STRONG)
        cells.addWidget(self.total)
        cells.addSpacing(_CHANGE + Size.GRID)
        return held

    def _add_part(self, made: FactorRow, part: Part, points: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        shown = label(self.look.formats.signed(points), Type.STRONG, "red" if points < 0 else "text")
        row.addWidget(sized(shown, _PART_POINTS, right=True), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(self._teller.reasons.sentence(part.reason), wraps=True, selectable=True), 1)
        if part.on is not None and part.reason.code not in _UNDATED:
            day = label(self.look.formats.full_date(part.on), Type.SECONDARY, "text3")
            row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        made.parts.addLayout(row)
        records = [self._evidence[each] for each in part.records if each in self._evidence]
        if records:
            flow = FlowLayout()
            for each in records[:_SHOWN]:
                self._add_record(flow, each)
            made.parts.addLayout(_indented(flow))

    def _add_record(self, flow: FlowLayout, record: Evidence) -> None:
        place = evidence_place(record)
        if place is not None:
            go = partial(self.went.emit, place)
            made = short_link(self.look, self._called(record), _ROOM, icon=_ICONS[record.kind], run=go)
            flow.addWidget(made)

    def _way(self, factor: HealthFactor) -> QWidget:
        """To where all that the factor stands on is kept."""
        go = partial(self.went.emit, factor_place(self._row.account_id, factor))
        return link(self.look, self._where(factor), icon="arrow-right", run=go)

    def _called(self, record: Evidence) -> str:
        if record.kind is not EvidenceKind.ANSWER or record.measure is None:
            return record.title
        words = self.look.words
        score = words.say("no answer") if record.score is None else self.look.formats.number(record.score)
        return words.say(
            "{name}: {measure} {score}",
            name=record.title,
            measure=words.of(record.measure.label),
            score=score,
        )

    def _where(self, factor: HealthFactor) -> str:
        say = self.look.words.say
        match factor:
            case HealthFactor.REVENUE | HealthFactor.RHYTHM:
                return say("Sales of the client")
            case HealthFactor.WALLET:
                return say("The client's wallet")
            case HealthFactor.COMPLAINTS:
                return say("Complaints of the client")
            case HealthFactor.SATISFACTION:
                return say("Satisfaction of the client")
            case HealthFactor.PROMISES:
                return say("Promises of the client")
            case _:
                return say("People of the client")


_ICONS: Final[Mapping[EvidenceKind, str]] = {
    EvidenceKind.PERSON: "user",
    EvidenceKind.COMPLAINT: "shield-alert",
    EvidenceKind.ANSWER: "clipboard-check",
    EvidenceKind.PROMISE: "handshake",
    EvidenceKind.CONTRACT: "file-text",
}


def _indented(inside: QWidget | FlowLayout) -> QHBoxLayout:
    """Under the sentence of a part rather than under its points."""
    row = QHBoxLayout()
    row.setContentsMargins(_PART_POINTS + Size.GRID, 0, 0, 0)
    if isinstance(inside, FlowLayout):
        row.addLayout(inside)
    else:
        row.addWidget(inside)
        row.addStretch(1)
    return row
