"""The portfolio as a matrix and as a curve."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import AbcClass, Overridden, Segment
from kam.models import Account, MonthlySales, Setting
from kam.services.history import undo_step
from kam.services.portfolio.concentration import ConcentrationView, read_concentration
from kam.services.portfolio.matrix import Bubble, Matrix, potential_set, read_matrix
from kam.services.portfolio.overriding import set_override
from kam.services.portfolio.query import PortfolioQuery
from kam.services.portfolio.units import Measure
from tests.builders import NOW, Office

LAST = Month(2026, 10)
ALL = PortfolioQuery()


def sell(
    office: Office, account: Account, rubles: int, month: Month = LAST, *, cost: int | None = None
) -> None:
    office.add(
        MonthlySales(
            account_id=account.id,
            month=month,
            revenue_minor=rubles * 100,
            cost_minor=None if cost is None else cost * 100,
            currency="RUB",
        )
    )


def bubbles(matrix: Matrix) -> dict[str, Bubble]:
    return {bubble.name: bubble for cell in matrix.cells for bubble in (*cell.bubbles, *cell.tail)}


def matrix_of(office: Office, query: PortfolioQuery = ALL, *, by_holding: bool = False) -> Matrix:
    return read_matrix(office.workspace, query, as_of=NOW, by_holding=by_holding)


def curve_of(office: Office, query: PortfolioQuery = ALL, *, by_holding: bool = False) -> ConcentrationView:
    return read_concentration(office.workspace, query, as_of=NOW, by_holding=by_holding)


# --- the matrix


def test_accounts_stand_in_their_cells_sized_by_margin(office: Office) -> None:
    large, small = office.account("Крупный", potential=4), office.account("Малый", potential=1)
    sell(office, large, 900, cost=600)
    sell(office, small, 100)
    matrix = matrix_of(office)
    assert [(cell.abc, cell.potential) for cell in matrix.cells] == [(AbcClass.A, 4), (AbcClass.C, 1)]
    found = bubbles(matrix)
    assert (found["Крупный"].size, found["Крупный"].segment) == (Money(30_000, "RUB"), Segment.VIP)
    assert found["Крупный"].margin_rate == Decimal("0.333333")
    assert found["Крупный"].share == Decimal("0.9")
    assert (found["Малый"].size, found["Малый"].segment) == (None, Segment.TAIL)
    assert [bubble.name for bubble in matrix.cells[1].tail] == ["Малый"]
    by_revenue = read_matrix(office.workspace, ALL, as_of=NOW, measure=Measure.REVENUE)
    assert bubbles(by_revenue)["Малый"].size == Money(10_000, "RUB")


def test_who_waits_for_a_potential_is_listed_even_outside_the_filter(office: Office) -> None:
    office.account("Волга", potential=3)
    office.account("Ока")
    matrix = matrix_of(office, PortfolioQuery(text="волга"))
    assert (matrix.total, matrix.shown) == (2, 1)
    assert [bubble.name for bubble in matrix.undefined] == ["Ока"]
    assert matrix.undefined_shown == 0
    assert [bubble.name for bubble in matrix.without_class] == ["Волга"]


def test_sums_of_the_zones_are_those_of_the_table(office: Office) -> None:
    for name, potential, rubles in [("А", 5, 800), ("Б", 4, 150), ("В", 3, 50)]:
        sell(office, office.account(name, potential=potential), rubles, cost=10)
    sums = {each.segment: each for each in matrix_of(office).sums}
    assert (sums[Segment.VIP].count, sums[Segment.VIP].revenue) == (1, 80_000)
    assert (sums[Segment.STRATEGIC].count, sums[Segment.STRATEGIC].margin) == (1, 14_000)
    assert sums[Segment.TYPICAL].count == 1


def test_a_holding_is_one_bubble_under_its_head(office: Office) -> None:
    head = office.account("Холдинг", potential=5)
    daughter = office.account("Дочка", parent_id=head.id, potential=1)
    other = office.account("Прочий", potential=1)
    sell(office, head, 10, cost=5)
    sell(office, daughter, 500, cost=100)
    sell(office, other, 490, cost=1)
    assert bubbles(matrix_of(office))["Холдинг"].segment is Segment.STRATEGIC
    whole = matrix_of(office, by_holding=True)
    assert sorted(bubbles(whole)) == ["Прочий", "Холдинг"]
    found = bubbles(whole)["Холдинг"]
    assert (found.abc, found.segment, found.margin) == (AbcClass.A, Segment.VIP, Money(40_500, "RUB"))
    filtered = matrix_of(office, PortfolioQuery(text="дочка"), by_holding=True)
    assert sorted(bubbles(filtered)) == ["Холдинг"]


def test_a_segment_set_by_hand_stays_with_the_holding(office: Office) -> None:
    head = office.account("Холдинг", potential=1)
    sell(office, head, 100)
    set_override(office.workspace, head.id, Overridden.SEGMENT, Segment.VIP, "Имя")
    found = bubbles(matrix_of(office, by_holding=True))["Холдинг"]
    assert (found.segment, found.segment_by_hand) == (Segment.VIP, True)


def test_it_is_known_when_and_by_whom_a_potential_was_set(office: Office) -> None:
    account = office.account()
    office.clock.moment += timedelta(days=2)
    office.change(account, potential=4)
    office.clock.moment += timedelta(days=2)
    office.change(account, name="Другое имя")
    found = potential_set(office.workspace, account.id)
    assert found is not None
    assert (found.on, found.by) == (date(2026, 11, 25), "Мария Кречетова")
    office.change(account, potential=5)
    undo_step(office.workspace)
    again = potential_set(office.workspace, account.id)
    assert again is not None
    assert again.on == date(2026, 11, 25)


# --- the curve


def sell_portfolio(office: Office) -> list[Account]:
    accounts = [office.account(f"Клиент {number}") for number in range(1, 5)]
    for account, now, before in zip(accounts, (50, 30, 15, 5), (40, 30, 20, 10), strict=True):
        for back in range(12):
            sell(office, account, now, LAST - back)
            sell(office, account, before, LAST - 12 - back)
    return accounts


def test_the_curve_says_what_the_first_have_and_how_that_changed(office: Office) -> None:
    sell_portfolio(office)
    office.account("Ничего не купил")
    view = curve_of(office)
    assert [(point.place, point.share, point.cumulative) for point in view.points] == [
        (1, Decimal("0.5"), Decimal("0.5")),
        (2, Decimal("0.3"), Decimal("0.8")),
        (3, Decimal("0.15"), Decimal("0.95")),
        (4, Decimal("0.05"), Decimal(1)),
    ]
    assert [point.abc for point in view.points] == [AbcClass.A, AbcClass.A, AbcClass.B, AbcClass.C]
    assert view.before == (Decimal("0.4"), Decimal("0.7"), Decimal("0.9"), Decimal(1))
    assert [(top.count, top.share, top.change) for top in view.tops] == [
        (1, Decimal("0.5"), Decimal("0.1")),
        (3, Decimal("0.95"), Decimal("0.05")),
        (5, Decimal(1), Decimal(0)),
    ]
    assert view.tops[1].names == ("Клиент 1", "Клиент 2", "Клиент 3")
    assert [(each.abc, each.count, each.share) for each in view.classes] == [
        (AbcClass.A, 2, Decimal("0.8")),
        (AbcClass.B, 1, Decimal("0.15")),
        (AbcClass.C, 1, Decimal("0.05")),
    ]
    assert (view.herfindahl, view.herfindahl_before) == (Decimal("0.365"), Decimal("0.3"))
    assert view.equal_accounts == Decimal("2.7")
    assert (view.accounts, len(view.without)) == (5, 1)


def test_whoever_is_above_the_threshold_is_named_with_the_way_back(office: Office) -> None:
    sell_portfolio(office)
    first, second = curve_of(office).warnings
    assert (first.name, first.share, first.a_year_ago_too) == ("Клиент 1", Decimal("0.5"), True)
    assert first.others_must_grow == Money(1_800_00, "RUB")
    assert second.name == "Клиент 2"
    office.add(Setting(name="concentration", value='{"warning_percent": 45}'))
    (only,) = curve_of(office).warnings
    assert (only.name, only.a_year_ago_too) == ("Клиент 1", False)


def test_a_year_that_is_not_known_is_not_drawn(office: Office) -> None:
    sell(office, office.account(), 100)
    view = curve_of(office)
    assert (view.before, view.herfindahl_before, view.tops[0].change) == ((), None, None)
    assert view.warnings[0].a_year_ago_too is None


def test_the_curve_of_margins_leaves_out_what_is_not_known(office: Office) -> None:
    known, unknown = office.account("Известен"), office.account("Неизвестен")
    sell(office, known, 100, cost=40)
    sell(office, unknown, 900)
    view = read_concentration(office.workspace, as_of=NOW, measure=Measure.MARGIN)
    assert [(point.name, point.amount) for point in view.points] == [("Известен", Money(6_000, "RUB"))]
    assert view.unknown == (unknown.id,)


def test_holdings_weigh_together(office: Office) -> None:
    accounts = sell_portfolio(office)
    office.change(accounts[1], parent_id=accounts[0].id)
    view = curve_of(office, by_holding=True)
    assert [point.share for point in view.points] == [Decimal("0.8"), Decimal("0.15"), Decimal("0.05")]


def test_nobody_has_bought_anything_yet(office: Office) -> None:
    office.account()
    view = curve_of(office)
    assert (view.points, view.tops, view.warnings, view.total) == ((), (), (), Money(0, "RUB"))
    assert view.equal_accounts is None
    assert matrix_of(office).cells == ()
