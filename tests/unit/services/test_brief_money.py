"""Money of a brief: exact sums of full months, in one currency, unknown where it is not known."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kam.core.periods import Month
from kam.core.vocabulary import (
    KeyGroup,
    OpportunityStage,
    Overridden,
    Segment,
    ServedBy,
    WhitespaceStage,
)
from kam.models import (
    Account,
    BusinessUnit,
    ClientSpend,
    Competitor,
    CompetitorPresence,
    Contract,
    CurrencyRate,
    MonthlySales,
    Opportunity,
    OrderLine,
    Override,
    ProductLine,
    Receivable,
    Setting,
    SupplierShare,
    Target,
    WhitespaceCell,
)
from kam.reports.content import OrderRhythm, Receivables, UnknownKind
from kam.services.standing import standing_of
from tests.briefs import brief, local
from tests.builders import Office


@pytest.fixture
def account(office: Office) -> Account:
    return office.account(currency="RUB", potential=5)


def line(office: Office, name: str) -> ProductLine:
    return office.add(ProductLine(name=name, name_key=name.casefold()))


def sell(office: Office, account: Account, first: Month, months: int, minor: int, **values: object) -> None:
    values = {"currency": "RUB"} | values
    office.add_all(
        *(
            MonthlySales(account_id=account.id, month=month, revenue_minor=minor, **values)
            for month in first.span(months)
        )
    )


def test_twelve_full_months_stand_against_the_twelve_before(office: Office, account: Account) -> None:
    sell(office, account, Month(2024, 11), 12, 10_00)
    sell(office, account, Month(2025, 11), 12, 12_00)
    sell(office, account, Month(2026, 11), 1, 99_00)

    money = brief(office, office.meeting(account)).money

    assert [figure.month for figure in money.months] == list(Month(2025, 11).span(12))
    assert (money.total, money.total_before) == (144_00, 120_00)
    assert (money.months[0].revenue, money.months[0].year_before) == (12_00, 10_00)


def test_a_month_without_a_sale_is_zero_and_one_without_data_unknown(
    office: Office, account: Account
) -> None:
    sell(office, account, Month(2026, 3), 1, 10_00)
    sell(office, office.account("Другой"), Month(2026, 10), 1, 1_00)

    money = brief(office, office.meeting(account)).money

    assert [figure.revenue for figure in money.months] == [None] * 4 + [10_00] + [0] * 7
    assert (money.total, money.total_before) == (10_00, None)


def test_no_sales_at_all_is_no_chart(office: Office, account: Account) -> None:
    sell(office, office.account("Другой"), Month(2026, 1), 10, 1_00)

    money = brief(office, office.meeting(account)).money

    assert (money.months, money.total, money.rhythm, money.margin) == ((), None, None, None)


def test_other_currencies_come_at_the_rate_of_the_months_end(office: Office, account: Account) -> None:
    sell(office, account, Month(2026, 9), 1, 100_00)
    sell(office, account, Month(2026, 9), 1, 10_00, currency="USD", product_line_id=line(office, "x").id)
    for on, rate in ((date(2026, 9, 30), "90"), (date(2026, 10, 1), "95"), (date(2026, 8, 1), "80")):
        office.add(CurrencyRate(currency="USD", on=on, rate_millionths=int(Decimal(rate) * 1_000_000)))

    content = brief(office, office.meeting(account))

    assert content.money.total == 100_00 + 900_00
    assert UnknownKind.TEXT not in {one.kind for one in content.unknowns}


def test_a_sum_without_a_rate_is_left_out_and_said_to_be_unknown(office: Office, account: Account) -> None:
    sell(office, account, Month(2026, 9), 1, 100_00)
    sell(office, account, Month(2026, 9), 1, 10_00, currency="USD", product_line_id=line(office, "x").id)

    content = brief(office, office.meeting(account))

    assert content.money.total == 100_00
    assert "sums in USD are left out: no exchange rate is known" in {one.subject for one in content.unknowns}


def test_an_account_in_another_currency_is_shown_in_its_own(office: Office) -> None:
    account = office.account(currency="USD")
    office.add(CurrencyRate(currency="USD", on=date(2026, 1, 1), rate_millionths=100_000_000))
    sell(office, account, Month(2026, 9), 1, 5_000_00)

    content = brief(office, office.meeting(account))

    assert (content.currency, content.money.total) == ("USD", 50_00)


def test_plan_and_fact_run_from_the_fiscal_year_to_the_last_full_month(
    office: Office, account: Account
) -> None:
    sell(office, account, Month(2025, 12), 11, 10_00)
    office.add_all(
        *(
            Target(account_id=account.id, month=month, amount_minor=12_00, currency="RUB")
            for month in Month(2026, 1).span(12)
        )
    )

    money = brief(office, office.meeting(account)).money
    plan = money.plan_fact

    assert plan is not None
    assert (plan.first, plan.last, plan.fact, plan.plan) == (Month(2026, 1), Month(2026, 10), 100_00, 120_00)
    assert money.months[-1].target == 12_00


def test_targets_of_product_lines_are_summed_unless_the_account_has_its_own(
    office: Office, account: Account
) -> None:
    sell(office, account, Month(2026, 9), 2, 10_00)
    film, tape = line(office, "Плёнка"), line(office, "Лента")
    for month, where, amount in (
        (Month(2026, 9), film.id, 3_00),
        (Month(2026, 9), tape.id, 4_00),
        (Month(2026, 10), film.id, 3_00),
        (Month(2026, 10), None, 20_00),
    ):
        office.add(
            Target(
                account_id=account.id,
                month=month,
                product_line_id=where,
                amount_minor=amount,
                currency="RUB",
            )
        )

    targets = [figure.target for figure in brief(office, office.meeting(account)).money.months]

    assert targets[-2:] == [7_00, 20_00]


def test_the_wallet_is_of_the_latest_year_and_its_parts_sum_to_the_whole(
    office: Office, account: Account
) -> None:
    film = line(office, "Плёнка")
    sell(office, account, Month(2026, 9), 1, 10_00, product_line_id=film.id)
    rival = office.add(Competitor(name="Лентапром", name_key="лентапром"))
    old = ClientSpend(account_id=account.id, year=2025, total_minor=5_00, currency="RUB")
    spend = ClientSpend(
        account_id=account.id, year=2026, total_minor=100_00, currency="RUB", product_line_id=film.id
    )
    office.add_all(
        old,
        spend,
        SupplierShare(spend_id=spend.id, served_by=ServedBy.US, amount_minor=38_00),
        SupplierShare(
            spend_id=spend.id, served_by=ServedBy.COMPETITOR, competitor_id=rival.id, amount_minor=31_00
        ),
    )

    content = brief(office, office.meeting(account))
    wallet = content.money.wallet

    assert wallet is not None
    assert (wallet.year, wallet.total) == (2026, 100_00)
    assert {share.by: share.amount for share in wallet.shares} == {
        ServedBy.US: 38_00,
        ServedBy.COMPETITOR: 31_00,
        ServedBy.UNKNOWN: 31_00,
    }
    assert content.money.lines[0].wallet_share == Decimal("0.38")
    assert [(one.subject, one.amount) for one in content.unknowns if one.kind is UnknownKind.SPEND] == [
        ("Плёнка", 31_00)
    ]


def test_rhythm_margin_and_debt_come_from_order_lines_and_documents(office: Office, account: Account) -> None:
    days = (date(2026, 10, 1), date(2026, 10, 12), date(2026, 10, 23), date(2026, 11, 13))
    office.add_all(
        *(
            OrderLine(
                account_id=account.id,
                order_number=str(number),
                line_number=1,
                on=day,
                revenue_minor=100_00,
                cost_minor=80_00,
                currency="RUB",
            )
            for number, day in enumerate(days)
        ),
        Receivable(
            account_id=account.id, document="1", due_on=date(2026, 11, 1), amount_minor=8_00, currency="RUB"
        ),
        Receivable(
            account_id=account.id, document="2", due_on=date(2026, 12, 1), amount_minor=3_00, currency="RUB"
        ),
    )

    money = brief(office, office.meeting(account)).money

    assert money.rhythm == OrderRhythm(days_since=11, usual_days=11)
    assert money.margin is not None
    assert money.margin.share == Decimal("0.2")
    assert money.receivables == Receivables(owed=11_00, overdue=8_00)


def test_monthly_totals_tell_no_rhythm_and_an_unknown_cost_no_margin(
    office: Office, account: Account
) -> None:
    sell(office, account, Month(2026, 1), 9, 10_00, cost_minor=5_00)
    sell(office, account, Month(2026, 10), 1, 10_00)

    money = brief(office, office.meeting(account)).money

    assert (money.rhythm, money.margin) == (None, None)


def test_the_segment_and_the_group_follow_from_the_whole_portfolio(office: Office, account: Account) -> None:
    sell(office, account, Month(2026, 1), 10, 90_00)
    sell(office, office.account("Другой"), Month(2026, 1), 10, 10_00)

    head = brief(office, office.meeting(account)).head

    assert (head.segment, head.group) == (Segment.VIP, KeyGroup.BREADWINNER)


def test_what_the_kam_decided_stands_before_what_is_computed_while_it_holds(
    office: Office, account: Account
) -> None:
    office.add_all(
        Override(
            account_id=account.id, what=Overridden.SEGMENT, value="tail", reason="уходит", on=date(2026, 3, 1)
        ),
        Override(
            account_id=account.id,
            what=Overridden.KEY_GROUP,
            value="image_maker",
            reason="имя",
            on=date(2026, 1, 1),
            ended_on=date(2026, 10, 1),
        ),
    )
    meeting = office.meeting(account)

    head = brief(office, meeting).head

    assert (head.segment, head.group) == (Segment.TAIL, KeyGroup.PROSPECTIVE)


def test_a_class_set_by_hand_moves_the_segment_of_the_brief_as_in_the_portfolio(
    office: Office, account: Account
) -> None:
    sell(office, office.account("Крупный"), Month(2026, 1), 10, 99_00)
    sell(office, account, Month(2026, 1), 10, 1_00)
    assert brief(office, office.meeting(account)).head.segment is Segment.STRATEGIC
    office.add(
        Override(account_id=account.id, what=Overridden.ABC, value="a", reason="растёт", on=date(2026, 11, 2))
    )

    head = brief(office, office.meeting(account)).head

    with office.workspace.reading() as session:
        standing = standing_of(office.workspace, session, account.id, date(2026, 11, 23))
    assert (head.segment, head.group) == (standing.segment, standing.key_group)
    assert head.segment is Segment.VIP


def test_a_potential_given_later_is_not_known_to_a_brief_of_an_earlier_day(office: Office) -> None:
    account = office.account("Новый")
    meeting = office.meeting(account)
    earlier = office.clock.now()
    office.clock.moment = earlier + timedelta(hours=3)
    office.change(account, potential=5)

    assert brief(office, meeting, as_of=earlier).head.segment is Segment.UNKNOWN
    assert brief(office, meeting, as_of=office.clock.now()).head.segment is Segment.STRATEGIC


def test_without_a_potential_the_segment_is_to_be_decided(office: Office) -> None:
    head = brief(office, office.meeting(office.account())).head

    assert head.segment is Segment.UNKNOWN


def test_the_contract_in_force_is_the_one_that_ends_first_without_renewing_itself(
    office: Office, account: Account
) -> None:
    office.add_all(
        Contract(account_id=account.id, number="сервис", ends_on=date(2026, 12, 1), renews_itself=True),
        Contract(account_id=account.id, number="рамка", ends_on=date(2026, 12, 31)),
        Contract(account_id=account.id, number="старый", ends_on=date(2025, 12, 31)),
        Contract(
            account_id=account.id, number="будущий", starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30)
        ),
    )

    head = brief(office, office.meeting(account)).head

    assert (head.contract_number, head.contract_ends_on) == ("рамка", date(2026, 12, 31))


def test_opportunities_stand_by_weighted_amount_and_closed_ones_are_left_out(
    office: Office, account: Account
) -> None:
    for title, amount, probability in (("мелкая", 100, 90), ("крупная", 1_000, 20), ("без суммы", None, 50)):
        office.add(
            Opportunity(
                account_id=account.id,
                title=title,
                amount_minor=amount,
                currency="RUB",
                probability=probability,
                stage=OpportunityStage.PROPOSED,
                next_step="шаг",
            )
        )
    office.add(
        Opportunity(
            account_id=account.id, title="выиграна", stage=OpportunityStage.WON, closed_on=date(2026, 1, 1)
        )
    )

    lines = brief(office, office.meeting(account)).opportunities

    assert [(one.title, one.amount, one.note) for one in lines] == [
        ("крупная", 1_000, "шаг"),
        ("мелкая", 100, "шаг"),
        ("без суммы", None, "шаг"),
    ]


def test_whitespace_stands_in_where_there_is_no_opportunity(office: Office, account: Account) -> None:
    film = line(office, "Плёнка")
    shop, store = (
        office.add(BusinessUnit(account_id=account.id, name=name)) for name in ("Цех № 2", "Склад")
    )
    for unit, stage, minor in (
        (shop, WhitespaceStage.POTENTIAL, 7_00),
        (store, WhitespaceStage.WON, 9_00),
    ):
        office.add(
            WhitespaceCell(
                account_id=account.id,
                unit_id=unit.id,
                product_line_id=film.id,
                stage=stage,
                potential_minor=minor,
                currency="RUB",
            )
        )

    lines = brief(office, office.meeting(account)).opportunities

    assert [(one.title, one.amount, one.stage) for one in lines] == [("Плёнка, Цех № 2", 7_00, None)]


def test_a_competitor_stands_once_with_all_lines_by_threat(office: Office, account: Account) -> None:
    film, tape = line(office, "Плёнка"), line(office, "Лента")
    strong = office.add(Competitor(name="Гофронорд", name_key="гофронорд"))
    weak = office.add(Competitor(name="Антикор", name_key="антикор"))
    for rival, where, percent, threat, seen in (
        (weak, film, 33, 2, date(2026, 5, 14)),
        (strong, film, 20, 3, date(2026, 11, 12)),
        (strong, tape, 80, 4, date(2026, 10, 1)),
    ):
        office.add(
            CompetitorPresence(
                account_id=account.id,
                competitor_id=rival.id,
                product_line_id=where.id,
                share_percent=percent,
                threat=threat,
                seen_on=seen,
                strengths="цена",
            )
        )

    first, second = brief(office, office.meeting(account)).competitors

    assert (first.name, first.threat, first.last_seen, first.stale) == (
        "Гофронорд",
        4,
        date(2026, 11, 12),
        False,
    )
    assert first.shares == (("Лента", Decimal("0.8")), ("Плёнка", Decimal("0.2")))
    assert first.strengths == "цена"
    assert (second.name, second.stale) == ("Антикор", True)


def test_a_changed_threshold_holds(office: Office, account: Account) -> None:
    sell(office, account, Month(2026, 1), 10, 30_00)
    sell(office, office.account("Другой"), Month(2026, 1), 10, 70_00)
    office.add(Setting(name="key_groups", value=json.dumps({"breadwinner_percent": 50})))
    office.add(Setting(name="segments", value=json.dumps({"strategic_potential": 6, "no_such": 1})))

    head = brief(office, office.meeting(account, local("2026-11-25 09:00"))).head

    assert (head.segment, head.group) == (Segment.TYPICAL, KeyGroup.PROSPECTIVE)
