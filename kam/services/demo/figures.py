"""Sales of two years and targets, generated from the totals that each client's table states.

A year's total of a line is spread over its twelve months by season, story and a seeded scatter, so that
the months always sum to the stated total: what the texts say about money stays true on any day.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.periods import Month, trailing_months
from kam.core.vocabulary import SalesSource, TargetMeasure
from kam.models.sales import NO_ID
from kam.services.demo.errors import DemoContentError

if TYPE_CHECKING:
    from uuid import UUID

    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_YEAR: Final = 12
_MARGIN_SCATTER: Final = 0.02
_TARGET_STEP: Final = 1_000_000
_LINE_STEP: Final = 100_000
_TARGETS_AHEAD: Final = 14
Row = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """What a client bought of a line for a unit in a month, in minor units."""

    month: Month
    line: str
    unit: str | None
    minor: int


@dataclass(frozen=True)
class Figures:
    """The rows of one client's sales and targets, as columns of their tables."""

    orders: list[Row]
    totals: list[Row]
    targets: list[Row]


def make_figures(shelf: Shelf, client: Table, supplier: Table) -> Figures:
    """Sales of 24 whole months and targets. A client that never bought has none."""
    sales = client.get("sales")
    if sales is None:
        return Figures([], [], [])
    scope = client["account"]["key"]
    cells = list(_cells(shelf, sales, supplier["seasons"][sales.get("season", "even")], scope))
    orders: list[Row] = []
    totals: list[Row] = []
    lines = {line["key"]: line for line in supplier["product_lines"]}
    if SalesSource.of(sales["source"]) is SalesSource.ORDERS:
        orders = _Orders(shelf, sales, lines, scope).rows(cells)
    else:
        totals = [_total(shelf, cell, lines[cell.line], scope) for cell in cells if cell.minor]
    growth = client.get("target", {}).get("growth", supplier["targets"]["growth"])
    return Figures(orders, totals, _targets(shelf, cells, growth, scope))


def _cells(shelf: Shelf, sales: Table, season: Sequence[float], scope: str) -> Iterator[Cell]:
    this_month = Month.of(shelf.dates.today)
    for line, stated in sales["lines"].items():
        for year, name in ((1, "prev"), (0, "last")):
            months = trailing_months(this_month - 1 - _YEAR * year, _YEAR)
            weights = _weights(sales, season, months, this_month, f"{scope}/{line}/{name}")
            minor = Money.of(stated[name], shelf.currency).minor
            for unit, share in _unit_shares(stated).items():
                unit_minor = round(minor * share / 100) * 100
                for month, part in zip(months, _split(unit_minor, weights, scope), strict=True):
                    yield Cell(month, line, unit, part)


def _unit_shares(stated: Table) -> dict[str | None, float]:
    units = stated.get("units")
    if not units:
        return {None: 1.0}
    whole = sum(units.values())
    return {unit: part / whole for unit, part in units.items()}


def _weights(
    sales: Table, season: Sequence[float], months: Sequence[Month], this_month: Month, seed: str
) -> list[float]:
    """How much of a year's total each month takes.

    ``active = [from, to]`` limits buying to months counted back from this one (−1 is the last full one);
    ``last_months`` scales the most recent ones; ``trend`` is the growth within a year.
    """
    scatter = random.Random(seed)  # noqa: S311 - a story, not a secret
    noise, trend = sales.get("noise", 0.08), sales.get("trend", 0.0)
    first, last = sales.get("active", (-2 * _YEAR, -1))
    recent = sales.get("last_months", ())
    weights = []
    for place, month in enumerate(months):
        back = this_month.months_until(month)
        weight = season[month.month - 1] * (1 + trend * (place / _YEAR - 0.5))
        weight *= max(0.3, 1 + scatter.gauss(0, noise))
        if back >= -len(recent):
            weight *= recent[back]
        weights.append(weight if first <= back <= last else 0.0)
    return weights


def _split(minor: int, weights: Sequence[float], scope: str) -> list[int]:
    """A sum in parts by weight, each of whole major units, summing to it exactly."""
    whole = sum(weights)
    if not minor:
        return [0] * len(weights)
    if not whole:
        message = f"{scope}: sales are stated for a year in which nothing was bought"
        raise DemoContentError(message)
    parts = [int(minor * weight / whole) // 100 * 100 for weight in weights]
    parts[parts.index(max(parts))] += minor - sum(parts)
    return parts


def _cost(minor: int, margin: float | None, scatter: random.Random) -> int | None:
    if margin is None:
        return None
    return round(minor * (1 - margin + scatter.uniform(-_MARGIN_SCATTER, _MARGIN_SCATTER)))


def _quantity(minor: int, line: Table) -> Decimal:
    return (Decimal(minor) / 100 / Decimal(str(line["price"]))).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _total(shelf: Shelf, cell: Cell, line: Table, scope: str) -> Row:
    unit = NO_ID if cell.unit is None else shelf.id_of("business_unit", cell.unit, scope)
    product_line = shelf.id_of("product_line", cell.line, "")
    scatter = random.Random(f"{scope}/{cell.line}/{cell.minor}")  # noqa: S311 - a story, not a secret
    return {
        "id": new_id(),
        "account_id": shelf.id_of("account", scope, ""),
        "month": cell.month,
        "unit_id": None if cell.unit is None else unit,
        "product_line_id": product_line,
        "unit_key": unit,
        "product_line_key": product_line,
        "quantity": _quantity(cell.minor, line),
        "revenue_minor": cell.minor,
        "cost_minor": _cost(cell.minor, line.get("margin"), scatter),
        "currency": shelf.currency,
    }


class _Orders:
    """Splits a client's months into orders, each of a day and a unit, with the lines that were ordered."""

    def __init__(self, shelf: Shelf, sales: Table, lines: Table, scope: str) -> None:
        self._shelf = shelf
        self._every = sales["every_days"]
        self._silent = sales.get("silent_days", self._every)
        self._prefix = sales["numbers"]
        self._lines = lines
        self._scope = scope
        self._scatter = random.Random(f"{scope}/orders")  # noqa: S311 - a story, not a secret

    def rows(self, cells: Sequence[Cell]) -> list[Row]:
        """Order lines whose sums by month, line and unit are the cells'; the running month follows on."""
        days = self._days()
        by_month: dict[Month, list[date]] = defaultdict(list)
        for day in days:
            by_month[Month.of(day)].append(day)
        bought: dict[tuple[date, str | None], list[tuple[Cell, int]]] = defaultdict(list)
        for cell in [*cells, *self._running(cells)]:
            for day, minor in self._share_out(cell, by_month[cell.month]):
                bought[day, cell.unit].append((cell, minor))
        rows: list[Row] = []
        for number, key in enumerate(sorted(bought, key=lambda key: (key[0], key[1] or "")), start=101):
            for place, (cell, minor) in enumerate(bought[key], start=1):
                rows.append(self._row(f"{self._prefix}-{number:04d}", place, key[0], cell, minor))
        return rows

    def _days(self) -> list[date]:
        """Order days of two years until the last one; every month before has at least one."""
        dates = self._shelf.dates
        day, first = self._last_day(), (Month.of(dates.today) - 2 * _YEAR).first_day
        found = []
        while day >= first:
            found.append(day)
            day = dates.working(day - timedelta(days=max(2, self._every + self._scatter.randint(-2, 2))))
        months = {Month.of(day) for day in found}
        for back in range(1, 2 * _YEAR + 1):
            month = Month.of(dates.today) - back
            if month not in months:
                found.append(dates.working(month.first_day + timedelta(days=14)))
        return sorted(found)

    def _last_day(self) -> date:
        """The first working day within the ``silent_days``: holidays make nobody silent for longer."""
        dates = self._shelf.dates
        first = dates.today - timedelta(days=self._silent)
        days = (first + timedelta(days=ahead) for ahead in range(self._silent))
        return next((day for day in days if dates.is_working(day)), dates.working(first))

    def _running(self, cells: Sequence[Cell]) -> Iterator[Cell]:
        """What was bought in the month that has not ended: the last month's, in proportion to its days."""
        today = self._shelf.dates.today
        month = Month.of(today)
        share = (today.day - 1) / month.last_day.day
        for cell in cells:
            if cell.month == month - 1:
                yield Cell(month, cell.line, cell.unit, int(cell.minor * share) // 100 * 100)

    def _share_out(self, cell: Cell, days: Sequence[date]) -> Iterator[tuple[date, int]]:
        if not cell.minor or not days:
            return
        taken = sorted(self._scatter.sample(days, min(len(days), self._scatter.choice((1, 2, 2, 3)))))
        weights = [self._scatter.uniform(0.7, 1.3) for _ in taken]
        for day, minor in zip(taken, _split(cell.minor, weights, self._scope), strict=True):
            if minor:
                yield day, minor

    def _row(self, number: str, place: int, day: date, cell: Cell, minor: int) -> Row:
        line = self._lines[cell.line]
        unit = None if cell.unit is None else self._shelf.id_of("business_unit", cell.unit, self._scope)
        return {
            "id": new_id(),
            "account_id": self._shelf.id_of("account", self._scope, ""),
            "unit_id": unit,
            "product_line_id": self._shelf.id_of("product_line", cell.line, ""),
            "order_number": number,
            "line_number": place,
            "on": day,
            "product": self._scatter.choice(line["products"]),
            "quantity": _quantity(minor, line),
            "revenue_minor": minor,
            "cost_minor": _cost(minor, line.get("margin"), self._scatter),
            "currency": self._shelf.currency,
            "is_return": False,
        }


def _targets(shelf: Shelf, cells: Sequence[Cell], growth: float, scope: str) -> list[Row]:
    """A target for each month from a year ago to a year ahead: the same month a year before, grown.

    The whole client has its own, each of its product lines too.
    """
    sold: dict[str | None, dict[Month, int]] = defaultdict(lambda: defaultdict(int))
    for cell in cells:
        sold[None][cell.month] += cell.minor
        sold[cell.line][cell.month] += cell.minor
    this_month = Month.of(shelf.dates.today)
    rows: list[Row] = []
    for line, months in sold.items():
        step = _TARGET_STEP if line is None else _LINE_STEP
        for month in (this_month - _YEAR).span(_YEAR + _TARGETS_AHEAD):
            year = month - _YEAR
            base = months.get(year) or months.get(year - _YEAR, 0)
            amount = round(base * growth / step) * step
            if amount:
                rows.append(_target(shelf, month, amount, scope, line))
    return rows


def _target(shelf: Shelf, month: Month, minor: int, scope: str, line: str | None) -> Row:
    account: UUID = shelf.id_of("account", scope, "")
    return {
        "id": new_id(),
        "account_id": account,
        "month": month,
        "product_line_id": None if line is None else shelf.id_of("product_line", line, ""),
        "measure": TargetMeasure.REVENUE,
        "amount_minor": minor,
        "currency": shelf.currency,
    }
