"""The sheet that makes one client of two: which stays, whose values count, what goes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.analysis.short_names import short_name
from kam.services.accounts.merging import MergeReport, merge_accounts
from kam.services.accounts.merging_fields import Side
from kam.services.accounts.merging_preview import MergePreview, preview_merge
from kam.services.portfolio.rows import PortfolioRow
from kam.services.settings.colleagues import list_colleagues
from kam.ui.accounts.merge.saying import ADDED_UP, TWINS, MergeWords
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import label
from kam.ui.widgets.merge_choices import ChoicesGrid
from kam.ui.widgets.panels import clear
from kam.ui.widgets.segmented import Choice, SegmentedControl

_WIDTH: Final = 720
_HEIGHT: Final = 300
_LONGEST: Final = 32


@dataclass(frozen=True, slots=True)
class _Read:
    """What there is to decide, and who can own."""

    preview: MergePreview
    colleagues: dict[UUID, str]


class MergeSheet(Sheet):
    """Both clients side by side; one step makes one of them, undo makes two again."""

    merged = Signal(object)
    """The identity of the client that stays."""

    def __init__(self, desk: Desk, page: QWidget, rows: Sequence[PortfolioRow]) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("Merge two clients"),
            words.say("Everything that belongs to the other goes over. It is one step, and can be undone."),
            primary=words.say_in("button", "Merge"),
            width=_WIDTH,
        )
        self._desk = desk
        self._rows = {row.id: row for row in rows}
        larger, smaller = sorted(rows, key=lambda row: -row.revenue_12m.minor)
        self._keep, self._other = larger.id, smaller.id
        self.stays = SegmentedControl(
            desk.look,
            [Choice(row.id.hex, _button_name(row.name)) for row in (larger, smaller)],
            words.say("Which of them stays"),
        )
        self.grid = ChoicesGrid(desk.look)
        self.told: list[str] = []
        self._scroll = QScrollArea()
        self._facts = QVBoxLayout()
        self._lay_out()
        self.primary.setEnabled(False)
        self.stays.chosen.connect(self._swap)
        self.wished.connect(self._merge)
        self._read()

    def _lay_out(self) -> None:
        words = self.look.words
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label(words.say("Which of them stays"), tone="text2"))
        row.addWidget(self.stays)
        row.addStretch(1)
        self.add(head)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFixedHeight(_HEIGHT)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(words.say("Values of both"))
        self.add(self._scroll)
        self._facts.setSpacing(Size.HALF)
        self.body.addLayout(self._facts)

    # Reading

    def _read(self) -> None:
        workspace, keep, other = self._desk.workspace, self._keep, self._other

        def work() -> _Read:
            names = {each.id: each.name for each in list_colleagues(workspace)}
            return _Read(preview_merge(workspace, keep, other), names)

        self._desk.read(self, work, self._show, key="preview", otherwise=self.take)

    def _swap(self, code: str) -> None:
        self._keep = UUID(code)
        self._other = next(each for each in self._rows if each != self._keep)
        self._read()

    def _show(self, read: _Read) -> None:
        preview, words = read.preview, self.look.words
        if preview.keep != self._keep:
            return
        said = MergeWords(self.look, read.colleagues)
        keep, other = self._rows[preview.keep].name, self._rows[preview.other].name
        self.grid = ChoicesGrid(self.look)
        if preview.choices or preview.twins.keys() & TWINS.keys():
            self.grid.add_heads(words.say("{name} (stays)", name=keep), other)
        for each in preview.choices:
            self.grid.add_choice(
                each.name,
                said.field(each.name),
                said.value(each.name, each.keep, preview.keep_currency),
                said.value(each.name, each.other, preview.other_currency),
                each.usual,
            )
        for table, name in TWINS.items():
            if count := preview.twins.get(table):
                self.grid.add_sum(table, words.of(name), self._options(table, count, keep, other))
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, Size.GRID, 0)
        column.addWidget(self.grid)
        column.addStretch(1)
        self._scroll.setWidget(held)
        self._scroll.setVisible(bool(self.grid.codes))
        self._tell(preview, said)
        self.set_busy(busy=False)
        tab_in_reading_order(self)
        self.adjustSize()

    def _options(self, table: str, count: int, keep: str, other: str) -> list[tuple[Side | None, str]]:
        words = self.look.words
        usual = words.say_many("add up ({count})", "add up ({count})", count)
        if table not in ADDED_UP:
            usual = words.say_many("the later one ({count})", "the later ones ({count})", count)
        return [
            (None, usual),
            (Side.KEEP, words.say("those of {name}", name=keep)),
            (Side.OTHER, words.say("those of {name}", name=other)),
        ]

    def _tell(self, preview: MergePreview, said: MergeWords) -> None:
        """What happens without being asked."""
        words = self.look.words
        told = []
        if preview.filled:
            told.append(words.say("Taken from the other: {fields}.", fields=said.filled(preview.filled)))
        if moves := said.moves(preview.moves):
            told.append(words.say("Goes over: {what}.", what=moves))
        if preview.people_at_both:
            told.append(
                words.say_many(
                    "{count} person is at both: their two places become one.",
                    "{count} people are at both: their two places become one.",
                    preview.people_at_both,
                )
            )
        if preview.hidden_months:
            told.append(
                words.say_many(
                    "In {count} month one has orders and the other a total: the orders will count.",
                    "In {count} months one has orders and the other totals: the orders will count.",
                    len(preview.hidden_months),
                )
            )
        if preview.currencies_differ:
            told.append(
                words.say("The two count in different currencies: sums go with the currency you take.")
            )
        self.told = told
        clear(self._facts)
        for sentence in told:
            self._facts.addWidget(label(sentence, Type.SECONDARY, "text2", wraps=True))

    # Merging

    def _merge(self) -> None:
        words = self.look.words
        names = self._rows[self._other].name, self._rows[self._keep].name
        notice = words.say("{other} went into {keep}", other=names[0], keep=names[1])
        use_case = partial(merge_accounts, self._desk.workspace, self._keep, self._other, self.grid.chosen())
        self.set_busy(busy=True)
        self._desk.change(self, use_case, self._done, otherwise=self.take, notice=notice, undoable=True)

    def _done(self, report: MergeReport) -> None:
        self.done_well()
        self.merged.emit(report.account)


def _button_name(name: str) -> str:
    """The name as a button has room for it."""
    short = short_name(name)
    return short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…"
