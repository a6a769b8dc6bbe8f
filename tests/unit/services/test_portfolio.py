"""The portfolio as a table: what a row says, what a filter leaves, how it is ordered and summed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.text import sort_key
from kam.core.vocabulary import (
    AbcClass,
    AccountStatus,
    Channel,
    Circle,
    ClockState,
    ComplaintKind,
    InteractionStatus,
    KeyGroup,
    Overridden,
    RelationshipDegree,
    Segment,
    ServedBy,
    Severity,
    XyzClass,
)
from kam.models import (
    Account,
    Address,
    ClientSpend,
    Colleague,
    Complaint,
    CurrencyRate,
    InteractionAccount,
    MonthlySales,
    OrderLine,
    Override,
    ProductLine,
    Setting,
    SupplierShare,
)
from kam.services.accounts.pins import pin
from kam.services.history import undo_step
from kam.services.portfolio.book import read_row
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query import Condition, Grouping, PortfolioQuery
from kam.services.portfolio.query_json import as_json, from_json
from kam.services.portfolio.reading import (
    Portfolio,
    PortfolioRow,
    portfolio_choices,
    read_portfolio,
    why_empty,
)
from kam.services.standing import standings
from tests.builders import NOW, Office

TODAY = NOW.date()
LAST = Month(2026, 10)


def read(office: Office, query: PortfolioQuery | None = None, *, as_of: datetime = NOW) -> Portfolio:
    return read_portfolio(office.workspace, query or PortfolioQuery(), as_of=as_of)


def only_row(office: Office) -> PortfolioRow:
    (row,) = read(office).rows
    return row


def names(portfolio: Portfolio) -> list[str]:
    return [row.name for row in portfolio.rows]


def sell(
    office: Office,
    account: Account,
    rubles: int,
    month: Month = LAST,
    *,
    currency: str = "RUB",
    cost: int | None = None,
) -> None:
    office.add(
        MonthlySales(
            account_id=account.id,
            month=month,
            revenue_minor=rubles * 100,
            cost_minor=None if cost is None else cost * 100,
            currency=currency,
        )
    )


def sell_two_years(office: Office, account: Account, before: int, now: int) -> None:
    """The same every month of each of the two years."""
    for back in range(12):
        sell(office, account, now, LAST - back)
        sell(office, account, before, LAST - 12 - back)


def order(office: Office, account: Account, number: str, on: date, rubles: int = 100) -> None:
    office.add(
        OrderLine(
            account_id=account.id,
            order_number=number,
            line_number=1,
            on=on,
            revenue_minor=rubles * 100,
            currency="RUB",
        )
    )


def complain(office: Office, account: Account, number: str, received_at: datetime) -> Complaint:
    return office.add(
        Complaint(
            account_id=account.id,
            number=number,
            channel=Channel.EMAIL,
            received_at=received_at,
            kind=ComplaintKind.QUALITY,
            severity=Severity.NORMAL,
            summary="Рвётся плёнка",
        )
    )


def line_of(office: Office, name: str = "Плёнка") -> ProductLine:
    return office.add(ProductLine(name=name, name_key=sort_key(name)))


# --- what a row says


def test_a_row_says_what_the_account_is_worth(office: Office) -> None:
    account = office.account("Волгометиз", potential=4, industry="Метизы", owner_id=office.me)
    office.add(Address(account_id=account.id, city="Волгоград"))
    sell_two_years(office, account, 100, 150)
    row = only_row(office)
    assert (row.revenue_12m, row.revenue_before) == (Money(180_000, "RUB"), Money(120_000, "RUB"))
    assert row.change == Decimal("0.5")
    assert row.months == (15_000,) * 12
    assert (row.abc, row.xyz, row.share) == (AbcClass.A, XyzClass.X, Decimal(1))
    assert (row.segment, row.key_group) == (Segment.VIP, KeyGroup.BREADWINNER)
    assert row.degree is RelationshipDegree.PERMANENT
    assert (row.city, row.industry, row.owner) == ("Волгоград", "Метизы", "Мария Кречетова")


def test_months_stand_oldest_first_and_the_running_one_is_not_among_them(office: Office) -> None:
    account = office.account()
    sell(office, account, 1, LAST - 11)
    sell(office, account, 12, LAST)
    sell(office, account, 99, Month.of(TODAY))
    row = only_row(office)
    assert (row.months[0], row.months[-1]) == (100, 1_200)
    assert row.revenue_12m.minor == 1_300


def test_a_margin_is_unknown_as_long_as_one_cost_is(office: Office) -> None:
    account = office.account()
    sell(office, account, 100, LAST - 1, cost=70)
    assert only_row(office).margin_12m == Money(3_000, "RUB")
    sell(office, account, 100, LAST)
    assert only_row(office).margin_12m is None


def test_other_currencies_count_at_the_rate_of_their_month(office: Office) -> None:
    account = office.account()
    office.add(CurrencyRate(currency="USD", on=date(2026, 9, 1), rate_millionths=80_000_000))
    office.add(CurrencyRate(currency="USD", on=date(2026, 10, 1), rate_millionths=90_000_000))
    sell(office, account, 10, LAST - 1, currency="USD", cost=4)
    sell(office, account, 10, LAST, currency="USD", cost=5)
    row = only_row(office)
    assert row.months[-2:] == (80_000, 90_000)
    assert row.revenue_12m.minor == 170_000
    assert row.margin_12m == Money(80_000 - 32_000 + 90_000 - 45_000, "RUB")


def test_uneven_months_are_told_from_even_ones(office: Office) -> None:
    account = office.account()
    for back in range(12):
        sell(office, account, 100 if back % 2 else 900, LAST - back)
    assert only_row(office).xyz is XyzClass.Z


def test_months_that_nobody_brought_in_yet_make_no_account_uneven(office: Office) -> None:
    account = office.account()
    for back in range(2, 12):
        sell(office, account, 100, LAST - back)
    assert only_row(office).xyz is XyzClass.X


@pytest.mark.parametrize(
    ("days_ago", "degree"),
    [
        pytest.param([], RelationshipDegree.NOT_YET, id="never bought"),
        pytest.param([10], RelationshipDegree.ONE_OFF, id="one order"),
        pytest.param([10, 12], RelationshipDegree.EPISODIC, id="two orders of one month are no single one"),
        pytest.param([300, 330, 360], RelationshipDegree.STOPPED, id="silent for ten months"),
        pytest.param([190, 390, 590], RelationshipDegree.EPISODIC, id="rare by habit is not stopped"),
        pytest.param([10 + 30 * n for n in range(13)], RelationshipDegree.PERMANENT, id="every month"),
    ],
)
def test_the_degree_follows_the_days_of_order(
    office: Office, days_ago: list[int], degree: RelationshipDegree
) -> None:
    account = office.account()
    for days in days_ago:
        order(office, account, f"Z-{days}", TODAY - timedelta(days=days))
    assert only_row(office).degree is degree


def test_who_spends_much_and_is_new_is_suggested_as_prospective(office: Office) -> None:
    account, usual = office.account("Новый"), office.account("Старый", potential=1)
    sell(office, usual, 1_000, LAST)
    spend = ClientSpend(
        account_id=account.id,
        product_line_id=line_of(office).id,
        year=2026,
        total_minor=500_000,
        currency="RUB",
    )
    office.add(spend)
    office.add(SupplierShare(spend_id=spend.id, served_by=ServedBy.US, amount_minor=50_000))
    row = next(row for row in read(office).rows if row.name == "Новый")
    assert row.key_group is KeyGroup.PROSPECTIVE
    assert row.wallet_share == Decimal("0.1")


def test_a_word_of_the_kam_counts_from_its_day_until_it_is_taken_back(office: Office) -> None:
    account = office.account()
    office.add(
        Override(
            account_id=account.id,
            what=Overridden.SEGMENT,
            value="vip",
            reason="Имя",
            on=TODAY,
            ended_on=TODAY + timedelta(days=5),
        )
    )
    assert read(office, as_of=NOW - timedelta(days=1)).rows[0].segment is Segment.UNKNOWN
    assert only_row(office).segment is Segment.VIP
    assert only_row(office).segment_by_hand
    assert read(office, as_of=NOW + timedelta(days=5)).rows[0].segment is Segment.UNKNOWN


def test_a_class_set_by_hand_moves_the_segment(office: Office) -> None:
    large, small = office.account("Крупный", potential=1), office.account("Малый", potential=3)
    sell(office, large, 990)
    sell(office, small, 10)
    assert {row.name: row.segment for row in read(office).rows}["Малый"] is Segment.TYPICAL
    office.add(Override(account_id=small.id, what=Overridden.ABC, value="a", reason="Растёт", on=TODAY))
    row = next(row for row in read(office).rows if row.name == "Малый")
    assert (row.abc, row.segment) == (AbcClass.A, Segment.VIP)


def test_two_orders_of_one_month_are_two_purchases_and_no_tail(office: Office) -> None:
    large, small = office.account("Крупный", potential=1), office.account("Малый", potential=2)
    sell(office, large, 1_000_000)
    order(office, small, "1", date(2026, 10, 5))
    assert {row.name: row.segment for row in read(office).rows}["Малый"] is Segment.TAIL
    order(office, small, "2", date(2026, 10, 20))
    assert {row.name: row.segment for row in read(office).rows}["Малый"] is Segment.TYPICAL


def test_thresholds_are_those_of_the_workspace(office: Office) -> None:
    first, second = office.account("Первый"), office.account("Второй")
    sell(office, first, 60)
    sell(office, second, 40)
    assert {row.name: row.abc for row in read(office).rows}["Второй"] is AbcClass.C
    office.add(Setting(name="segments", value='{"a_percent": 100}'))
    assert {row.name: row.abc for row in read(office).rows}["Второй"] is AbcClass.A


def test_complaints_are_counted_with_the_worst_of_their_clocks(office: Office) -> None:
    account, calm = office.account("Шумный"), office.account("Тихий")
    complain(office, account, "K-1", NOW - timedelta(days=60))
    complain(office, account, "K-2", NOW - timedelta(minutes=1))
    rows = {row.name: row for row in read(office).rows}
    assert (rows["Шумный"].open_complaints, rows["Шумный"].worst_clock) == (2, ClockState.BREACHED)
    assert (rows["Тихий"].open_complaints, rows["Тихий"].worst_clock) == (0, None)
    assert calm.id == rows["Тихий"].id


def test_a_clock_that_runs_out_shows_without_any_change(office: Office) -> None:
    complain(office, office.account(), "K-1", NOW)
    assert only_row(office).worst_clock is ClockState.ON_TRACK
    assert read(office, as_of=NOW + timedelta(days=9)).rows[0].worst_clock is ClockState.BREACHED


def test_the_next_meeting_is_told_in_local_time(office: Office) -> None:
    account = office.account()
    office.meeting(account, datetime(2026, 12, 4, 11))  # noqa: DTZ001 - a planned local time
    meeting = office.meeting(account, datetime(2026, 11, 25, 11))  # noqa: DTZ001 - a planned local time
    office.meeting(account, datetime(2026, 11, 24, 11), status=InteractionStatus.CANCELLED)  # noqa: DTZ001
    row = only_row(office)
    assert row.next_meeting is not None
    assert row.next_meeting.isoformat() == "2026-11-25T11:00:00+03:00"
    assert row.next_meeting_id == meeting.id


def test_a_meeting_and_a_contact_count_for_every_account_they_concern(office: Office) -> None:
    host, guest = office.account("Хозяин"), office.account("Гость")
    planned = office.meeting(host, datetime(2026, 11, 25, 11))  # noqa: DTZ001 - a planned local time
    done = office.meeting(host, datetime(2026, 11, 13, 11), status=InteractionStatus.DONE)  # noqa: DTZ001
    for meeting in (planned, done):
        office.add(InteractionAccount(interaction_id=meeting.id, account_id=guest.id))
    rows = {row.name: row for row in read(office).rows}
    assert rows["Гость"].next_meeting_id == rows["Хозяин"].next_meeting_id == planned.id
    assert rows["Гость"].last_contact_days == rows["Хозяин"].last_contact_days == 10


def test_contact_is_overdue_by_the_tightest_cadence_of_the_people_there(office: Office) -> None:
    account = office.account()
    office.meeting(account, datetime(2026, 10, 24, 11), status=InteractionStatus.DONE)  # noqa: DTZ001
    assert (only_row(office).last_contact_days, only_row(office).contact_overdue) == (30, False)
    person = office.stakeholder(account)
    office.change(person, circle=Circle.SUPPORT)
    assert (only_row(office).contact_norm_days, only_row(office).contact_overdue) == (45, False)
    office.stakeholder(account, cadence_days=29)
    assert (only_row(office).contact_norm_days, only_row(office).contact_overdue) == (29, True)


def test_who_has_left_or_has_no_name_asks_for_no_contact(office: Office) -> None:
    account = office.account()
    office.meeting(account, datetime(2026, 8, 1, 11), status=InteractionStatus.DONE)  # noqa: DTZ001
    office.stakeholder(account, left_on=TODAY - timedelta(days=1))
    assert only_row(office).contact_norm_days is None


# --- what is remembered follows every change


def test_each_change_shows_at_once_and_its_undo_too(office: Office) -> None:
    account = office.account("Прежний", potential=1)
    sell(office, account, 100)
    assert only_row(office).revenue_12m.minor == 10_000
    office.promise(account, "Прислать образцы")
    assert only_row(office).revenue_12m.minor == 10_000
    sell(office, account, 50, LAST - 1)
    assert only_row(office).revenue_12m.minor == 15_000
    undo_step(office.workspace)
    assert only_row(office).revenue_12m.minor == 10_000
    office.change(account, name="Новый", potential=5)
    assert (only_row(office).name, only_row(office).potential, only_row(office).segment) == (
        "Новый",
        5,
        Segment.VIP,
    )
    office.remove(account)
    assert read(office).rows == ()


def test_yesterday_and_today_are_two_portfolios(office: Office) -> None:
    account = office.account()
    sell(office, account, 500, Month.of(TODAY))
    assert only_row(office).revenue_12m.minor == 0
    assert read(office, as_of=NOW + timedelta(days=10)).rows[0].revenue_12m.minor == 50_000
    assert only_row(office).revenue_12m.minor == 0


# --- filters


def test_every_typed_word_must_be_somewhere_in_the_account(office: Office) -> None:
    office.account("Ёлочный завод", legal_name="ООО «Ель»", tax_number="7701")
    office.account("Сосновый завод")
    for text, expected in [
        ("елочн", ["Ёлочный завод"]),
        ("ЗАВОД ель", ["Ёлочный завод"]),
        ("7701", ["Ёлочный завод"]),
        ("", ["Ёлочный завод", "Сосновый завод"]),
        ("пихта", []),
    ]:
        assert names(read(office, PortfolioQuery(text=text))) == expected


def test_conditions_are_met_together_and_a_set_means_any_of_it(office: Office) -> None:
    other = office.add(Colleague(name="Олег Валеев"))
    office.account("А", owner_id=office.me, status=AccountStatus.ACTIVE)
    office.account("Б", owner_id=other.id, status=AccountStatus.ACTIVE, potential=3)
    office.account("В", owner_id=other.id, status=AccountStatus.LOST)
    office.account("Г")
    both = frozenset({office.me, other.id})
    active = frozenset({AccountStatus.ACTIVE})
    assert names(read(office, PortfolioQuery(owners=both, statuses=active))) == ["А", "Б"]
    assert names(read(office, PortfolioQuery(owners=both, statuses=active, potential_unset=True))) == ["А"]
    assert names(read(office, PortfolioQuery(owners=frozenset({None})))) == ["Г"]


def test_switches_keep_what_needs_attention(office: Office) -> None:
    quiet, loud = office.account("Тихий", potential=3), office.account("Шумный", potential=3)
    complain(office, loud, "K-1", NOW - timedelta(days=60))
    office.meeting(quiet)
    for query, expected in [
        (PortfolioQuery(with_complaints=True), ["Шумный"]),
        (PortfolioQuery(clock_in_danger=True), ["Шумный"]),
        (PortfolioQuery(without_meeting=True), ["Шумный"]),
        (PortfolioQuery(without_sales=True), ["Тихий", "Шумный"]),
        (PortfolioQuery(falling=True), []),
        (PortfolioQuery(contact_overdue=True), []),
    ]:
        assert names(read(office, query)) == expected


def test_an_empty_table_says_which_condition_keeps_how_many_away(office: Office) -> None:
    office.account("Волга", status=AccountStatus.ACTIVE)
    office.account("Ока", status=AccountStatus.ACTIVE)
    office.account("Кама", status=AccountStatus.LOST)
    query = PortfolioQuery(text="кама", statuses=frozenset({AccountStatus.ACTIVE}))
    assert read(office, query).shown == 0
    assert [(relief.dropped, relief.count) for relief in why_empty(office.workspace, query, as_of=NOW)] == [
        (Condition.TEXT, 2),
        (Condition.STATUSES, 1),
    ]
    assert names(read(office, query.without(Condition.TEXT))) == ["Волга", "Ока"]


def test_the_filter_bar_knows_what_there_is_to_choose_from(office: Office) -> None:
    office.account("А", industry="Упаковка", owner_id=office.me)
    office.account("Б", industry="упаковка")
    office.account("В", industry="Упаковка", status=AccountStatus.LOST)
    choices = portfolio_choices(office.workspace, as_of=NOW)
    assert choices.total == 3
    assert choices.statuses == ((AccountStatus.PROSPECT, 2), (AccountStatus.LOST, 1))
    assert choices.owners == ((None, None, 2), (office.me, "Мария Кречетова", 1))
    assert choices.industries == (("Упаковка", 3),)
    assert choices.conditions[Condition.POTENTIAL_UNSET] == 3
    assert names(read(office, PortfolioQuery(industries=frozenset({"УПАКОВКА"})))) == ["А", "Б", "В"]


# --- order, groups, sums


def test_the_largest_stands_first_and_the_unknown_last_in_either_direction(office: Office) -> None:
    for name, rubles, potential in [("Б", 100, None), ("А", 300, 2), ("В", 200, 5)]:
        sell(office, office.account(name, potential=potential), rubles)
    assert names(read(office)) == ["А", "В", "Б"]
    by_name = PortfolioQuery(sort=PortfolioColumn.NAME, descending=False)
    assert names(read(office, by_name)) == ["А", "Б", "В"]
    rising = PortfolioQuery(sort=PortfolioColumn.POTENTIAL, descending=False)
    falling = PortfolioQuery(sort=PortfolioColumn.POTENTIAL)
    assert names(read(office, rising)) == ["А", "В", "Б"]
    assert names(read(office, falling)) == ["В", "А", "Б"]


@pytest.mark.parametrize("column", list(PortfolioColumn))
def test_every_column_can_be_sorted_by(office: Office, column: PortfolioColumn) -> None:
    full = office.account(
        "Полный", legal_name="ООО", tax_number="1", external_id="2", potential=3, industry="И"
    )
    sell_two_years(office, full, 10, 20)
    complain(office, full, "K-1", NOW)
    office.meeting(full)
    office.account("Пустой", parent_id=full.id)
    office.account("Второй пустой")
    for descending in (True, False):
        assert read(office, PortfolioQuery(sort=column, descending=descending)).shown == 3


def test_groups_stand_in_the_order_of_their_vocabulary_and_sum(office: Office) -> None:
    vip, typical, unset = (
        office.account("Крупный", potential=5),
        office.account("Средний", potential=2),
        office.account("Без потенциала"),
    )
    sell_two_years(office, vip, 80, 160)
    sell_two_years(office, typical, 40, 30)
    sell_two_years(office, unset, 10, 10)
    complain(office, vip, "K-1", NOW)
    portfolio = read(office, PortfolioQuery(grouping=Grouping.SEGMENT))
    assert [group.label for group in portfolio.groups] == [Segment.VIP, Segment.TYPICAL, Segment.UNKNOWN]
    first = portfolio.groups[0]
    assert (first.key, first.sums.count, first.sums.complaints) == ("vip", 1, 1)
    assert (first.sums.revenue.minor, first.sums.share, first.sums.change) == (
        192_000,
        Decimal("0.8"),
        Decimal(1),
    )
    assert portfolio.sums.revenue.minor == 240_000
    assert portfolio.sums.change == Decimal("0.538462")
    assert (portfolio.total, portfolio.shown) == (3, 3)


@pytest.mark.slow
def test_sums_are_of_what_is_shown_and_their_share_of_the_whole(office: Office) -> None:
    sell(office, office.account("Крупный"), 750)
    sell(office, office.account("Малый"), 250, cost=100)
    portfolio = read(office, PortfolioQuery(text="малый"))
    assert (portfolio.total, portfolio.shown) == (2, 1)
    assert (portfolio.sums.revenue.minor, portfolio.sums.share) == (25_000, Decimal("0.25"))
    assert (portfolio.sums.margin.minor, portfolio.sums.margin_unknown) == (15_000, 0)
    assert read(office).sums.margin_unknown == 1


@pytest.mark.slow
def test_owners_cities_and_holdings_group_by_name_with_the_rest_last(office: Office) -> None:
    head = office.account("Холдинг")
    sub = office.account("Дочка", parent_id=head.id, owner_id=office.me)
    office.account("Внучка", parent_id=sub.id)
    office.account("Сам по себе")
    by_holding = read(office, PortfolioQuery(grouping=Grouping.HOLDING, sort=PortfolioColumn.NAME))
    assert [(group.label, group.sums.count) for group in by_holding.groups] == [("Холдинг", 3), (None, 1)]
    by_owner = read(office, PortfolioQuery(grouping=Grouping.OWNER))
    assert [(group.label, group.sums.count) for group in by_owner.groups] == [
        ("Мария Кречетова", 1),
        (None, 3),
    ]


@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_grouping_shows_every_account_once(office: Office, grouping: Grouping) -> None:
    office.account("А", industry="Сталь")
    office.account("Б", industry="сталь")
    portfolio = read(office, PortfolioQuery(grouping=grouping))
    assert sorted(names(portfolio)) == ["А", "Б"]
    assert sum(group.sums.count for group in portfolio.groups) == 2


def test_an_empty_workspace_has_an_empty_portfolio(office: Office) -> None:
    portfolio = read(office)
    assert (portfolio.groups, portfolio.total, portfolio.sums.revenue) == ((), 0, Money(0, "RUB"))
    assert portfolio.sums.share is None


# --- a query is kept


def test_a_query_survives_being_kept_as_json(office: Office) -> None:
    query = PortfolioQuery(
        text="волга",
        statuses=frozenset({AccountStatus.ACTIVE, AccountStatus.AT_RISK}),
        owners=frozenset({office.me, None}),
        key_groups=frozenset({KeyGroup.EXPERT, None}),
        classes=frozenset({None}),
        cities=frozenset({"Казань"}),
        without_meeting=True,
        sort=PortfolioColumn.CHANGE,
        descending=False,
        grouping=Grouping.SEGMENT,
    )
    assert from_json(as_json(query)) == query
    assert as_json(PortfolioQuery()) == {}


def test_a_view_of_a_later_program_loses_only_what_is_not_known() -> None:
    stored = {"segments": ["vip", "galactic"], "sort": "karma", "moon_phase": True, "with_complaints": True}
    assert from_json(stored) == PortfolioQuery(segments=frozenset({Segment.VIP}), with_complaints=True)


def test_moments_of_one_minute_are_one(office: Office) -> None:
    office.account()
    early = datetime(2026, 11, 23, 14, 40, 1, tzinfo=UTC)
    assert read(office, as_of=early).as_of == read(office, as_of=early + timedelta(seconds=58)).as_of


# --- one account


def test_one_row_is_the_same_as_in_the_table_remembered_or_not(office: Office) -> None:
    other = office.account("Прочий", potential=3)
    account = office.account("Волгометиз", potential=4, parent_id=other.id, owner_id=office.me)
    office.add(Address(account_id=account.id, city="Волгоград"))
    office.stakeholder(account)
    sell_two_years(office, account, 100, 150)
    sell(office, other, 999)
    order(office, account, "1", TODAY)
    complain(office, account, "K-1", NOW - timedelta(days=9))
    office.meeting(account)
    office.meeting(account, datetime(2026, 10, 1, 11), status=InteractionStatus.DONE)  # noqa: DTZ001
    with office.workspace.reading() as session:
        alone = read_row(office.workspace, session, account.id, NOW)
    in_table = next(row for row in read(office).rows if row.id == account.id)
    with office.workspace.reading() as session:
        again = read_row(office.workspace, session, account.id, NOW)
    assert alone == in_table == again
    with office.workspace.reading() as session, pytest.raises(NotFoundError):
        read_row(office.workspace, session, new_id(), NOW)


def test_a_pin_or_a_saved_view_makes_nobody_add_up_the_sales_again(office: Office) -> None:
    account = office.account()
    sell(office, account, 100)
    with office.workspace.reading() as session:
        before = standings(office.workspace, session, TODAY)
    pin(office.workspace, account.id, on=True)
    office.promise(account, "Прислать образцы")
    with office.workspace.reading() as session:
        assert standings(office.workspace, session, TODAY) is before
