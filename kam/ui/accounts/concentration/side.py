"""Beside the curve: who is too much and what brings it back, and everybody by rank."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.short_names import short_name
from kam.core.vocabulary import AbcClass
from kam.services.portfolio.concentration import ClassShare, ConcentrationView, CurvePoint, TooMuch
from kam.ui.accounts.concentration.figures import OVER_LIMIT
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, rule
from kam.ui.widgets.panels import Panel, clear
from kam.ui.widgets.pieces import Line, Run, text_width
from kam.ui.widgets.table.column import Column, Group
from kam.ui.widgets.table.table import Table

_MOST_WARNINGS: Final = 2


class RankSide(Panel):
    """Warnings, ranks, and who bought nothing."""

    limit_wished = Signal()
    """The limit is to be looked at."""
    without_wished = Signal()
    """Those without purchases are to be shown."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._view: ConcentrationView | None = None
        words = look.words
        self._warnings = QVBoxLayout()
        self._warnings.setContentsMargins(12, 10, 12, 10)
        self._warnings.setSpacing(12)
        self._warned = QFrame()
        self._warned.setLayout(self._warnings)
        self._rule = rule()
        self.table = Table(
            look,
            self._columns(),
            name=words.say("Clients by share"),
            row_height=Size.ROW_COMPACT,
            margin=12,
        )
        self.body.addWidget(self._warned)
        self.body.addWidget(self._rule)
        self.body.addWidget(self.table, 1)
        self._without = ElidedLabel("", Type.SECONDARY, "text2")
        self._show_them = link(look, words.say_in("button", "Show"), run=self.without_wished.emit)
        self.set_foot(self._without, None, self._show_them)

    def show_view(self, view: ConcentrationView) -> None:
        """Show what was read."""
        self._view = view
        self._show_warnings(view)
        of = {each.abc: each for each in view.classes}
        groups = [
            (self._group(of[abc], cumulative), [point for point in view.points if point.abc is abc])
            for abc, cumulative in self._cumulative(view)
        ]
        self.table.show_groups(groups)
        words = self.look.words
        count = len(view.without)
        self._without.setText(
            words.say("No purchases in 12 months: {count}", count=self.look.formats.number(count))
        )
        self.show_foot(shown=bool(count))

    # Warnings

    def _show_warnings(self, view: ConcentrationView) -> None:
        clear(self._warnings)
        for each in view.warnings[:_MOST_WARNINGS]:
            self._warnings.addWidget(self._warning(each, view))
        self._warned.setVisible(bool(view.warnings))
        self._rule.setVisible(bool(view.warnings))

    def _warning(self, each: TooMuch, view: ConcentrationView) -> QWidget:
        words, formats = self.look.words, self.look.formats
        limit = formats.points(int(view.threshold))
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        sign = LineLabel(self.look, (OVER_LIMIT,))
        sign.setFixedSize(16, Size.GAP + 4)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        share = formats.percent(each.share, 1)
        heading = words.say("{name} is above the limit: {share}", name=each.name, share=share)
        texts.addWidget(label(heading, Type.STRONG, wraps=True))
        texts.addWidget(label(self._cure(each, limit), Type.SECONDARY, "text2", wraps=True))
        links = QHBoxLayout()
        links.setContentsMargins(-3, 0, 0, 0)
        links.addWidget(link(self.look, words.say("Change the limit"), run=self.limit_wished.emit))
        links.addStretch(1)
        texts.addLayout(links)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return held

    def _cure(self, each: TooMuch, limit: str) -> str:
        """Since when, and by how much the others have to grow."""
        words, formats = self.look.words, self.look.formats
        since = {
            True: words.say("The limit of {limit} is passed for the second year.", limit=limit),
            False: words.say("A year ago it was under the limit of {limit}.", limit=limit),
            None: words.say("The limit is {limit}.", limit=limit),
        }[each.a_year_ago_too]
        money = formats.money(each.others_must_grow.minor, each.others_must_grow.currency)
        back = words.say("Growth of {sum} at the others brings it back.", sum=money)
        return f"{since} {back}"

    # Ranks

    def _columns(self) -> list[Column[CurvePoint]]:
        words, formats = self.look.words, self.look.formats

        def share(point: CurvePoint) -> str:
            return formats.number(point.share * 100, 1)

        def share_line(point: CurvePoint) -> Line:
            over = self._view is not None and point.share * 100 >= self._view.threshold
            return (Run(share(point), Type.STRONG if over else Type.BODY, "red" if over else "text"),)

        return [
            Column(
                id="place",
                heading=words.say("No."),
                text=lambda point: formats.number(point.place),
                width=40,
                tone="text2",
            ),
            Column(
                id="name",
                heading=words.say("Client"),
                text=lambda point: point.name,
                line=self._name,
                tip=lambda point: point.name,
                width=100,
                stretch=True,
                least=80,
            ),
            Column(
                id="share",
                heading=words.say("Share, %"),
                text=share,
                line=share_line,
                width=66,
                right=True,
            ),
            Column(
                id="cumulative",
                heading=words.say("In all, %"),
                text=lambda point: formats.number(point.cumulative * 100, 1),
                width=68,
                right=True,
                tone="text2",
            ),
        ]

    def _name(self, point: CurvePoint) -> Line:
        """The whole name where it has room, else the short one."""
        room = self.table.columnWidth(1) - 16
        wide = text_width(self.look.theme.family, Type.BODY, point.name) > room
        return (Run(short_name(point.name) if wide else point.name),)

    def _cumulative(self, view: ConcentrationView) -> list[tuple[AbcClass, str]]:
        """Each class that has somebody, with what it reaches to."""
        formats = self.look.formats
        last = {point.abc: point.cumulative for point in view.points}
        return [(abc, formats.number(last[abc] * 100, 1)) for abc in AbcClass if abc in last]

    def _group(self, found: ClassShare, cumulative: str) -> Group:
        words, formats = self.look.words, self.look.formats
        name = words.of(found.abc.label)
        count = words.say_many("{count} client", "{count} clients", found.count)
        cells = {
            "share": (Run(formats.number(found.share * 100, 1), Type.STRONG),),
            "cumulative": (Run(cumulative, Type.BODY, "text2"),),
        }
        title = (Run(name, Type.STRONG), Run(count, Type.BODY, "text2", gap=12))
        return Group(found.abc.value, title, f"{name}, {count}", cells)
