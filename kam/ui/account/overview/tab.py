"""The overview: what changed, what was promised, revenue, people, risks, next steps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kam.analysis.health.saying import HealthTeller
from kam.analysis.map_review import CheckState
from kam.core.formats import Formats
from kam.core.telling import Teller
from kam.core.vocabulary import Side
from kam.services.account_card import AccountCard, KeptShare, PromiseLine, kept_ratio
from kam.services.health.rows import HealthRow
from kam.ui.account.overview import lines
from kam.ui.account.overview.revenue import RevenuePanel
from kam.ui.account.tab import AccountTab
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.desk import Desk
from kam.ui.health.why import HealthWhy
from kam.ui.places import IMPORTS, Place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList, sized
from kam.ui.widgets.tips import plain_tip

_LINES: Final = 6
"""So many lines each panel has at least; where the window is high, as many as there is room for."""
_FOOT: Final = 38
_DAYS: Final = 48
_SIDE: Final = 40
_DUE: Final = 62
_ATTITUDE: Final = 108
_BARS: Final = 32


class OverviewTab(AccountTab):
    """Six equal panels; each line opens its place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = desk.look.words
        self._teller = Teller(words, desk.look.formats, desk.zone)
        self._account_id: UUID | None = None
        self._card: AccountCard | None = None
        self._row: HealthRow | None = None
        self.why = HealthWhy(desk, self)
        self.why.went.connect(self.went)
        self._fitting = _LINES
        self._panels: list[Panel] = []
        self._lists: list[PanelList] = []
        self.changes = self._panel(words.say("Changed since the last meeting"))
        self.promises = self._panel(words.say("Open promises"))
        self.revenue = RevenuePanel(desk)
        self.revenue.import_wished.connect(partial(self.went.emit, IMPORTS))
        self.people = self._panel(words.say("People"))
        self.risks = self._panel(words.say("Risks and checks of the map"))
        self.steps = self._panel(words.say("Next steps"))
        self._kept = label("", Type.SECONDARY, "text2")
        every = link(desk.look, words.say("All promises"), run=self._go_to_promises)
        self.promises[0].set_foot(every, None, self._kept)
        self.ticks = PromiseDeeds(desk, self)
        self.why_risk = link(desk.look, "", run=self.explain_health)
        self.why_risk.setVisible(False)
        self.risks[0].set_foot(self.why_risk)
        self.people[0].set_foot(link(desk.look, words.say("Chart and grid"), run=partial(self._go, "people")))
        self._grid = QGridLayout(self._room())
        shown: Sequence[QWidget] = (
            self.changes[0],
            self.promises[0],
            self.revenue,
            self.people[0],
            self.risks[0],
            self.steps[0],
        )
        for number, each in enumerate(shown):
            self._grid.addWidget(each, number // 3, number % 3)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        for row in range(2):
            self._grid.setRowStretch(row, 1)
        self._measure()

    def show_account(
        self,
        account_id: UUID,
        item_id: UUID | None = None,  # noqa: ARG002 - it has no records of its own
        view: str | None = None,  # noqa: ARG002 - nor views
    ) -> None:
        """The page reads the card and hands it over; what was shown of another goes at once."""
        if account_id != self._account_id:
            self._account_id = account_id
            self._row = None
            self.why_risk.setVisible(False)
            self._forget()

    def refresh(self) -> None:
        """The page reads the card."""

    def show_card(self, card: AccountCard) -> None:
        """Show an account's card."""
        self._card = card
        self.revenue.show_card(card)
        self._fill(card)
        self._measure()
        tab_in_reading_order(self)  # the lines were made last

    def _fill(self, card: AccountCard) -> None:
        self._show_changes(card)
        self._show_promises(card)
        self._show_people(card)
        self._show_risks(card)
        self._show_steps(card)

    def show_health(self, row: HealthRow) -> None:
        """Show what of an account's health stands in the panels."""
        self._row = row
        risk = self.look.words.of(row.churn.risk.label)
        self.why_risk.setText(self.look.words.say("Why the risk of leaving is {risk}", risk=risk))
        self.why_risk.setVisible(True)
        if self._card is not None:
            self._show_changes(self._card)
            self._measure()
            tab_in_reading_order(self)

    def explain_health(self) -> None:
        """Show why the account's health is what it is."""
        if self._row is not None:
            self.why.ask_of(self._row)

    def _room(self) -> QWidget:
        """Where the panels lie: as large as the tab, scrolled where a screen is too low for six lines."""
        held, area, column = QWidget(), QScrollArea(), QVBoxLayout(self)
        held.setProperty("ground", "sunk")
        area.setWidget(held)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        return held

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has lower rows and no feet, so that nothing scrolls; a high one has more rows."""
        super().resizeEvent(event)
        self._measure()

    def _forget(self) -> None:
        """Until an account is read: neither the lines of the last one nor that there are none."""
        for rows in self._lists:
            rows.clear()
        for panel in self._panels:
            panel.set_secondary("")
        self._kept.setText("")
        self.revenue.forget()

    # Panels

    def _show_changes(self, card: AccountCard) -> None:
        panel, rows = self.changes
        formats, words = self.look.formats, self.look.words
        panel.set_secondary(
            formats.near(card.last_met_on, card.day) if card.last_met_on else words.say("we have not met yet")
        )
        rows.clear()
        self._add_health(card, rows)
        for each in card.changes[: self._fitting - len(rows.rows)]:
            day = label(formats.near(each.on, card.day), Type.SECONDARY, "text2")
            rows.add_row(sized(day, _DAYS), LineLabel(self.look, lines.change_line(each)), stretch=1)
        self._say_if_empty(rows, rows.rows, words.say("Nothing has changed since."))

    def _add_health(self, card: AccountCard, rows: PanelList) -> None:
        """A month in which health moved is the first thing that has changed."""
        row = self._row
        if row is None or row.account_id != card.row.id or not row.is_told:
            return
        words = self.look.words
        teller = HealthTeller(words, self.look.formats)
        told, shown = lines.health_told(row, teller), LineLabel(self.look, lines.health_line(row, teller))
        since = ElidedLabel(words.say_in("health moved", "month"), Type.SECONDARY, "text2")
        opening = rows.add_opening_row(told, sized(since, _DAYS), shown, stretch=1)
        opening.setToolTip(plain_tip(told))
        opening.opened.connect(self.explain_health)

    def _show_promises(self, card: AccountCard) -> None:
        panel, rows = self.promises
        words, formats = self.look.words, self.look.formats
        ours = [each for each in card.promises if each.side is Side.OURS]
        theirs = [each for each in card.promises if each.side is Side.THEIRS]
        panel.set_secondary(words.say("ours {ours}, theirs {theirs}", ours=len(ours), theirs=len(theirs)))
        rows.clear()
        for each in _fairly(ours, theirs, self._fitting):
            side = ElidedLabel(lines.side_word(each.side, words), Type.SECONDARY, "text2")
            box = QCheckBox()
            box.setMinimumSize(Size.TARGET, Size.TARGET)
            box.setAccessibleName(words.say("Done: “{text}”", text=each.text))
            box.setToolTip(words.say("Tick when it is done"))
            box.clicked.connect(partial(self.ticks.tick, [each.id], each.text))
            what = LineLabel(self.look, lines.promise_line(each, words))
            when = LineLabel(
                self.look, (lines.due(each, card.day, self.look),), align=Qt.AlignmentFlag.AlignRight
            )
            rows.add_row(box, sized(side, _SIDE), what, sized(when, _DUE), stretch=2)
        self._say_if_empty(rows, card.promises, words.say("Nobody owes anybody anything."))
        kept = [
            words.say("kept in a year: we {share}", share=_share(card.kept_by_us, formats)),
            words.say("they {share}", share=_share(card.kept_by_them, formats)),
        ]
        self._kept.setText(", ".join(kept))

    def _show_people(self, card: AccountCard) -> None:
        panel, rows = self.people
        words = self.look.words
        panel.set_secondary(
            words.say("{count} on the map, {rated} rated", count=len(card.people), rated=card.people_rated)
        )
        rows.clear()
        for place in card.people[: self._fitting]:
            row = rows.add_opening_row(
                place.label,
                LineLabel(self.look, lines.person_line(place, words)),
                sized(LineLabel(self.look, lines.attitude_line(place, words)), _ATTITUDE),
                sized(LineLabel(self.look, lines.influence_line(place)), _BARS),
                sized(
                    LineLabel(self.look, lines.contact_line(place, words), align=Qt.AlignmentFlag.AlignRight),
                    _DUE,
                ),
            )
            row.opened.connect(partial(self._go, "people", place.id))
        self._say_if_empty(rows, card.people, words.say("Nobody is on the map yet."))

    def _show_risks(self, card: AccountCard) -> None:
        panel, rows = self.risks
        words = self.look.words
        failed = sum(check.state is not CheckState.PASSED for check in card.checks)
        panel.set_secondary(
            words.say("{failed} of {count} not passed", failed=failed, count=len(card.checks))
            if card.checks
            else ""
        )
        rows.clear()
        for check in card.checks[: self._fitting]:
            row = rows.add_opening_row(
                words.of(check.heading.label),
                LineLabel(self.look, lines.check_line(check, self._teller, words)),
            )
            row.opened.connect(partial(self._go, "people", check.people[0] if check.people else None))
        self._say_if_empty(rows, card.checks, words.say("There is nobody to check yet."))

    def _show_steps(self, card: AccountCard) -> None:
        _, rows = self.steps
        rows.clear()
        for step in card.steps[: self._fitting]:
            when = LineLabel(self.look, (lines.due(step, card.day, self.look),))
            rows.add_row(
                sized(when, _DUE),
                ElidedLabel(step.text),
                label(step.owner, Type.SECONDARY, "text2"),
                stretch=1,
            )
        self._say_if_empty(rows, card.steps, self.look.words.say("No step has been agreed."))

    def _say_if_empty(self, rows: PanelList, what: Sequence[object], sentence: str) -> None:
        if not what:
            rows.add_row(label(sentence, Type.BODY, "text3"))

    # Measures

    def _panel(self, title: str) -> tuple[Panel, PanelList]:
        panel = Panel(self.look, title)
        rows = PanelList(self.look)
        panel.body.addWidget(rows)
        self._panels.append(panel)
        self._lists.append(rows)
        return panel, rows

    def _measure(self) -> None:
        small = self.window().height() < Size.SMALL_BELOW
        gap = Size.GAP_SMALL if small else Size.GAP
        self._grid.setContentsMargins(Size.PAGE_MARGIN, gap, Size.PAGE_MARGIN, gap)
        self._grid.setSpacing(gap)
        row = Size.ROW_COMPACT if small else Size.ROW
        room = (self.height() - 3 * gap) // 2 - Size.PANEL_HEAD - _FOOT
        fitting = max(_LINES, room // row)
        if fitting != self._fitting:
            self._fitting = fitting
            if self._card is not None:
                self._fill(self._card)
        for rows in self._lists:
            rows.set_row_height(row)
        for panel in (*self._panels, self.revenue):
            panel.show_foot(shown=not small)

    def _go_to_promises(self) -> None:
        self.went.emit(Place("promises", self._account_id))

    def _go(self, tab: str, item_id: UUID | None = None) -> None:
        self.went.emit(Place("account", self._account_id, tab, item_id))


def _fairly(ours: list[PromiseLine], theirs: list[PromiseLine], most: int) -> list[PromiseLine]:
    """So many in all, half of them of each side where both have so many."""
    mine = ours[: max(most // 2, most - len(theirs))]
    return [*mine, *theirs[: most - len(mine)]]


def _share(kept: KeptShare, formats: Formats) -> str:
    share = kept_ratio(kept)
    return "—" if share is None else formats.percent(share)
