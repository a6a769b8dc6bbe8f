"""How the plan of an account is written in the table of all plans, and by what the table is sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kam.analysis.plans.course_words import course_words
from kam.analysis.short_names import short_name
from kam.core.formats import Scale
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.short_names import family_of
from kam.core.text import fold, sort_key
from kam.core.vocabulary import PlanStatus
from kam.services.plans.portfolio import PlansRow
from kam.ui.health.pieces import score_line
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.pieces import Line, Run, said, text_width
from kam.ui.widgets.table import Column, Sorting

STATES: Final = {
    PlanStatus.DRAFT: State.UNKNOWN,
    PlanStatus.SUBMITTED: State.ATTENTION,
    PlanStatus.RETURNED: State.POOR,
    PlanStatus.APPROVED: State.GOOD,
    PlanStatus.CLOSED: State.UNKNOWN,
}
_PADDING: Final = 18
_REACHED: Final = Decimal(1)
_SHORT: Final = Decimal("0.9")


class PlanColumns:
    """The columns; sums are in the unit of the largest of them."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._scale: Scale | None = None

    def follow(self, rows: Sequence[PlansRow]) -> None:
        """Choose the unit of the sums."""
        sums = [each for row in rows for each in (row.line.fact, row.line.plan, row.line.gap) if each]
        largest = max(sums, key=lambda each: abs(each.minor), default=None)
        formats = self._look.formats
        self._scale = None if largest is None else formats.scale_for(abs(largest.minor), largest.currency)

    def make(self) -> list[Column[PlansRow]]:
        """Client, period, status, strategy, health, plan and fact, gap, objectives, risk, review, owner."""
        words = self._look.words
        return [
            Column(
                "account",
                words.say_in("column", "Client"),
                lambda row: short_name(row.line.account),
                160,
                type=Type.NAME,
                sort="account",
                stretch=True,
                least=140,
                tip=lambda row: "\n".join(part for part in (row.line.account, row.line.ambition) if part),
                copy=lambda row: row.line.account,
            ),
            Column(
                "period", words.say_in("column", "Period"), self._period, self._period_width(), sort="period"
            ),
            Column(
                "status",
                words.say_in("column", "Plan"),
                self._status,
                170,
                line=self._status_line,
                sort="status",
            ),
            Column(
                "strategy",
                words.say_in("column", "Strategy"),
                lambda row: words.of(row.line.strategy.label) if row.line.strategy else "",
                112,
                sort="strategy",
                tone="text2",
            ),
            Column(
                "health",
                words.say_in("column", "Health"),
                lambda row: said(self._health(row), words),
                92,
                line=self._health,
                sort="health",
                copy=lambda row: "" if row.line.health is None else str(row.line.health.score),
            ),
            Column(
                "done",
                words.say_in("column", "Plan/fact"),
                self._done,
                86,
                line=self._done_line,
                right=True,
                sort="done",
                copy=lambda row: "" if row.done is None else str(round(row.done, 4)),
            ),
            Column(
                "gap",
                words.say_in("column", "Gap"),
                self._gap,
                88,
                line=self._gap_line,
                right=True,
                sort="gap",
                falling=True,
                copy=lambda row: "" if row.line.gap is None else str(Decimal(row.line.gap.minor) / 100),
            ),
            Column(
                "objectives",
                words.say_in("column", "Objectives"),
                self._objectives,
                132,
                line=self._objectives_line,
                sort="behind",
                falling=True,
            ),
            Column(
                "risk",
                words.say("Top risk"),
                lambda row: row.line.risk.title if row.line.risk else "",
                110,
                line=self._risk_line,
                sort="risk",
                falling=True,
                stretch=True,
                tip=lambda row: row.line.risk.response if row.line.risk else "",
            ),
            Column(
                "review", words.say("Next review"), self._review, 118, line=self._review_line, sort="review"
            ),
            Column(
                "owner",
                words.say_in("column", "Answers"),
                lambda row: row.line.owner,
                92,
                line=lambda row: (Run(family_of(row.line.owner), tone="text2"),),
                sort="owner",
                shown=False,
            ),
        ]

    # How a cell is written

    def _health(self, row: PlansRow) -> Line:
        found = row.line.health
        score, change = (None, None) if found is None else (found.score, found.change)
        return score_line(self._look.formats, score, row.line.band, change, asks_why=False)

    def _period(self, row: PlansRow) -> str:
        if row.starts_on is None or row.line.ends_on is None:
            return ""
        first, last = Month.of(row.starts_on), Month.of(row.line.ends_on)
        formats = self._look.formats
        shown = [formats.month_short_year(each.first_day) for each in (first, last)]
        return formats.range_dash.join(dict.fromkeys(shown))

    def _period_width(self) -> int:
        """Room for the two widest months of a year."""
        formats, family = self._look.formats, self._look.theme.family
        months = [formats.month_short_year(date(2026, number, 1)) for number in range(1, 13)]
        widest = max(text_width(family, Type.BODY, month) for month in months)
        return round(2 * widest + text_width(family, Type.BODY, formats.range_dash)) + _PADDING

    def _status(self, row: PlansRow) -> str:
        words = self._look.words
        if row.line.status is None:
            return words.say("no plan")
        said = words.of(row.line.status.label)
        if row.line.version is None:
            return said
        return words.say("{status}, v{number}", status=said, number=row.line.version)

    def _status_line(self, row: PlansRow) -> Line:
        if row.line.status is None:
            return (Run(self._status(row), tone="text3"),)
        return (StateGlyph(STATES[row.line.status], silent=True), Run(self._status(row)))

    def _done(self, row: PlansRow) -> str:
        return "—" if row.done is None else self._look.formats.percent(row.done)

    def _done_line(self, row: PlansRow) -> Line:
        if row.done is None:
            return (Run("—", tone="text3"),)
        state = State.GOOD if row.done >= _REACHED else State.ATTENTION if row.done >= _SHORT else State.POOR
        return (StateGlyph(state, silent=True), Run(self._done(row)))

    def _gap(self, row: PlansRow) -> str:
        words, formats = self._look.words, self._look.formats
        gap = row.line.gap
        if gap is None or self._scale is None:
            return "—"
        if gap.minor <= 0:
            return words.say("covered")
        return formats.money(gap.minor, gap.currency)

    def _gap_line(self, row: PlansRow) -> Line:
        gap: Money | None = row.line.gap
        tone = "text3" if gap is None else "green" if gap.minor <= 0 else "text"
        return (Run(self._gap(row), tone=tone),)

    def _objectives(self, row: PlansRow) -> str:
        words, line = self._look.words, row.line
        if not line.objectives:
            return "—" if line.status is None else words.say("no objectives")
        return course_words(words, line.objectives, behind=line.behind, unknown=line.unknown)

    def _objectives_line(self, row: PlansRow) -> Line:
        said = self._objectives(row)
        if row.line.behind:
            return (StateGlyph(State.ATTENTION, silent=True), Run(said, tone="amber"))
        known = row.line.objectives > row.line.unknown
        return (Run(said, tone="text" if known else "text3"),)

    def _risk_line(self, row: PlansRow) -> Line:
        risk = row.line.risk
        if risk is None:
            return (Run("—", tone="text3"),) if row.line.status is not None else ()
        weight = (risk.probability or 0) * (risk.impact or 0)
        return (Run(str(weight) if weight else "?", Type.STRONG), Run(risk.title))

    def _review(self, row: PlansRow) -> str:
        if row.line.next_review_on is not None:
            return self._look.formats.full_date(row.line.next_review_on)
        return self._look.words.say("not planned") if row.line.review_overdue else "—"

    def _review_line(self, row: PlansRow) -> Line:
        if row.line.next_review_on is None and row.line.review_overdue:
            return (StateGlyph(State.ATTENTION, silent=True), Run(self._review(row), tone="amber"))
        return (Run(self._review(row), tone="text" if row.line.next_review_on else "text3"),)


_FIRST: Final = list(PlanStatus)
_KEYS: Final[dict[str, Callable[[PlansRow], Any]]] = {
    "account": lambda row: sort_key(row.line.account),
    "period": lambda row: row.line.ends_on or date.max,
    "status": lambda row: len(_FIRST) if row.line.status is None else _FIRST.index(row.line.status),
    "strategy": lambda row: "" if row.line.strategy is None else row.line.strategy.value,
    "health": lambda row: (row.line.health is None, row.line.health.score if row.line.health else 0),
    "done": lambda row: (row.done is None, row.done or Decimal(0)),
    "gap": lambda row: row.line.gap.minor if row.line.gap else -(10**18),
    "behind": lambda row: (row.line.behind, row.line.objectives),
    "risk": lambda row: (
        (row.line.risk.probability or 0) * (row.line.risk.impact or 0) if row.line.risk else -1
    ),
    "review": lambda row: (not row.line.review_overdue, row.line.next_review_on or date.max),
    "owner": lambda row: sort_key(row.line.owner),
}


def in_order(rows: Sequence[PlansRow], sorting: Sorting | None) -> list[PlansRow]:
    """The rows by a column; unsorted they stand by revenue, the largest first."""
    if sorting is None:
        return list(rows)
    return sorted(rows, key=_KEYS[sorting.column], reverse=sorting.falling)


def that_say(rows: Sequence[PlansRow], text: str) -> list[PlansRow]:
    """The rows in whose client, title, ambition, risk or owner all words of a text stand."""
    wanted = fold(text).split()

    def said(row: PlansRow) -> str:
        risk = row.line.risk.title if row.line.risk else ""
        return fold(f"{row.line.account} {row.title} {row.line.ambition} {risk} {row.line.owner}")

    return [row for row in rows if all(word in said(row) for word in wanted)]
