"""How much of the portfolio hangs on how few: the curve now and a year ago (domain.md §2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from kam.analysis.concentration import Concentration, ParetoPoint, concentration, pareto
from kam.analysis.ratios import Percent, ratio, share
from kam.analysis.segments import abc_classes
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import AbcClass
from kam.services.portfolio.book import Book, read_book
from kam.services.portfolio.health import fitting, health_for, needs_health
from kam.services.portfolio.query import PortfolioQuery
from kam.services.portfolio.units import Measure, Unit, units_of
from kam.services.profile import read_profile
from kam.services.standing import standings
from kam.store.workspace import Workspace

_TOPS: Final = (1, 3, 5)
_EVERYBODY: Final = PortfolioQuery()


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """An account or holding on the curve, its place counted from 1. Shares are ratios of the whole curve."""

    id: UUID
    name: str
    place: int
    abc: AbcClass
    amount: Money
    share: Decimal
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class TopShare:
    """What the first ``count`` have together, how much more than a year ago (None: unknown), and who."""

    count: int
    share: Decimal
    change: Decimal | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassShare:
    """How many make up a class, and their share of the whole."""

    abc: AbcClass
    count: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class TooMuch:
    """Somebody at the threshold or above; ``a_year_ago_too`` where they were then (None: unknown).

    ``others_must_grow`` is by how much the rest has to grow to bring the share back to the threshold.
    """

    id: UUID
    name: str
    share: Decimal
    others_must_grow: Money
    a_year_ago_too: bool | None


@dataclass(frozen=True, slots=True)
class ConcentrationView:
    """The curve of a portfolio, largest first.

    ``before`` is last year's curve by place, empty where that year is not known. ``herfindahl`` is Σ share²,
    ``equal_accounts`` as if there were that many equal ones; with what they were a year ago, None where that
    is unknown. ``without`` bought nothing, ``unknown`` have an amount that is not known (margins).
    """

    measure: Measure
    months: tuple[Month, ...]
    accounts: int
    total: Money
    points: tuple[CurvePoint, ...]
    before: tuple[Decimal, ...]
    tops: tuple[TopShare, ...]
    classes: tuple[ClassShare, ...]
    herfindahl: Decimal | None
    herfindahl_before: Decimal | None
    equal_accounts: Decimal | None
    warnings: tuple[TooMuch, ...]
    threshold: Percent
    a_percent: Percent
    b_percent: Percent
    without: tuple[UUID, ...]
    unknown: tuple[UUID, ...]


def read_concentration(
    workspace: Workspace,
    query: PortfolioQuery = _EVERYBODY,
    *,
    as_of: datetime,
    measure: Measure = Measure.REVENUE,
    by_holding: bool = False,
) -> ConcentrationView:
    """The curve of the accounts that meet a query; by default of all. Last year is known by revenue alone."""
    with workspace.reading() as session:
        book = read_book(workspace, session, as_of)
        health = health_for(workspace, session, as_of, wanted=needs_health(query))
        judged = standings(workspace, session, read_profile(session).today(as_of))
    meeting = {entry.row.id for entry in filter(fitting(query, health), book.entries)}
    units = [
        unit for unit in units_of(book, judged, by_holding=by_holding) if not meeting.isdisjoint(unit.members)
    ]
    return _View(book, units, measure).whole()


class _View:
    """Puts the curve of some units together."""

    def __init__(self, book: Book, units: Sequence[Unit], measure: Measure) -> None:
        self._book = book
        self._units = units
        self._measure = measure
        self._names = {unit.id: unit.name for unit in units}
        amounts = {unit.id: unit.amount(measure) for unit in units}
        self._unknown = tuple(unit.id for unit in units if amounts[unit.id] is None and unit.revenue != 0)
        self._now = self._money(amounts)
        known_before = measure is Measure.REVENUE and all(unit.before is not None for unit in units)
        self._before = self._money({unit.id: unit.before for unit in units}) if known_before else None

    def whole(self) -> ConcentrationView:
        """Everything at once."""
        settings = self._book.settings
        points = pareto(self._now)
        found = concentration(self._now, settings.concentration)
        former = concentration(self._before, settings.concentration) if self._before else None
        classes = abc_classes(self._now, settings.segments)
        of_points = {point.account: classes[point.account].abc for point in points}
        return ConcentrationView(
            measure=self._measure,
            months=self._book.sales.months,
            accounts=len(self._units),
            total=found.total if found else Money(0, self._book.currency),
            points=tuple(self._point(point, of_points[point.account]) for point in points),
            before=tuple(point.cumulative for point in pareto(self._before)) if self._before else (),
            tops=self._tops(points, found, former),
            classes=_classes(points, of_points),
            herfindahl=found.herfindahl if found else None,
            herfindahl_before=former.herfindahl if former else None,
            equal_accounts=found.equal_accounts if found else None,
            warnings=self._warnings(found),
            threshold=settings.concentration.warning_percent,
            a_percent=settings.segments.a_percent,
            b_percent=settings.segments.b_percent,
            without=tuple(unit.id for unit in self._units if unit.revenue <= 0),
            unknown=self._unknown,
        )

    def _money(self, amounts: Mapping[UUID, int | None]) -> dict[UUID, Money]:
        return {
            each: Money(minor, self._book.currency) for each, minor in amounts.items() if minor is not None
        }

    def _point(self, point: ParetoPoint, abc: AbcClass) -> CurvePoint:
        return CurvePoint(
            point.account,
            self._names[point.account],
            point.place,
            abc,
            point.revenue,
            point.share,
            point.cumulative,
        )

    def _tops(
        self, points: Sequence[ParetoPoint], found: Concentration | None, former: Concentration | None
    ) -> tuple[TopShare, ...]:
        if found is None:
            return ()
        now, then = _shares(found), _shares(former) if former else None
        return tuple(
            TopShare(
                count,
                now[count],
                now[count] - then[count] if then else None,
                tuple(self._names[point.account] for point in points[:count]),
            )
            for count in _TOPS
        )

    def _warnings(self, found: Concentration | None) -> tuple[TooMuch, ...]:
        if found is None:
            return ()
        whole = sum(max(money.minor, 0) for money in self._before.values()) if self._before else 0
        return tuple(
            TooMuch(
                warning.account,
                self._names[warning.account],
                warning.share,
                warning.others_must_grow,
                self._was_above(warning.account, whole),
            )
            for warning in found.warnings
        )

    def _was_above(self, account: UUID, whole: int) -> bool | None:
        if not self._before or not whole:
            return None
        threshold = share(self._book.settings.concentration.warning_percent)
        return self._before[account].minor >= threshold * whole


def _shares(found: Concentration) -> dict[int, Decimal]:
    return dict(zip(_TOPS, (found.top_1, found.top_3, found.top_5), strict=True))


def _classes(points: Sequence[ParetoPoint], classes: Mapping[UUID, AbcClass]) -> tuple[ClassShare, ...]:
    whole = sum(point.revenue.minor for point in points)
    return tuple(
        ClassShare(
            abc,
            len(members := [point for point in points if classes[point.account] is abc]),
            ratio(sum(point.revenue.minor for point in members), whole) or Decimal(0),
        )
        for abc in AbcClass
    )
