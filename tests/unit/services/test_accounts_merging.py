"""Two accounts become one with everything that hangs on them, and two again by undo."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from kam.core.errors import NotFoundError, RuleError
from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.text import sort_key
from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    BuyingRole,
    Channel,
    ComplaintKind,
    InteractionStatus,
    Overridden,
    RatingKind,
    Segment,
    ServedBy,
    TargetMeasure,
    TeamRole,
    WhitespaceStage,
)
from kam.models import (
    Account,
    AccountTeamMember,
    Address,
    ClientSpend,
    Colleague,
    Complaint,
    Contract,
    Document,
    InteractionAccount,
    MonthlySales,
    Opportunity,
    OrderLine,
    Override,
    Participant,
    Plan,
    ProductLine,
    Rating,
    Receivable,
    Record,
    Risk,
    SalesFact,
    Stakeholder,
    SupplierShare,
    Target,
    WhitespaceCell,
    metadata,
)
from kam.services.accounts.merging import MergeReport, merge_accounts
from kam.services.accounts.merging_fields import Side
from kam.services.accounts.merging_preview import preview_merge
from kam.services.accounts.pins import pin, pinned
from kam.services.history import redo_step, undo_step
from kam.services.portfolio.overriding import set_override
from kam.services.portfolio.query import PortfolioQuery
from kam.services.portfolio.reading import read_portfolio
from kam.store import search_sources
from kam.store.journal import VERSION
from tests.builders import NOW, Office

TODAY = NOW.date()
LAST = Month(2026, 10)
JOURNAL = {"step", "change"}


def content(office: Office) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table but the journal, without version counters."""
    found: dict[str, set[tuple[Any, ...]]] = {}
    with office.workspace.reading() as session:
        for table in metadata.tables.values():
            if table.name not in JOURNAL:
                columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name != VERSION)
                rows = session.connection().exec_driver_sql(f'SELECT {columns} FROM "{table.name}"')
                found[table.name] = {tuple(row) for row in rows}
    return found


def merge(office: Office, keep: Account, other: Account, **choices: Side) -> MergeReport:
    return merge_accounts(office.workspace, keep.id, other.id, choices).value


def all_of(office: Office, entity: type[Record]) -> list[Any]:
    with office.workspace.reading() as session:
        return list(session.scalars(select(entity).order_by(entity.id)))


def stored(office: Office, account: Account) -> Account:
    with office.workspace.reading() as session:
        return session.get_one(Account, account.id)


def sale(account: Account, rubles: int, month: Month = LAST, **values: Any) -> MonthlySales:
    return MonthlySales(
        account_id=account.id,
        month=month,
        revenue_minor=rubles * 100,
        currency=values.pop("currency", "RUB"),
        **values,
    )


def line_of(office: Office) -> ProductLine:
    return office.add(ProductLine(name="Плёнка", name_key=sort_key("Плёнка")))


@pytest.fixture
def pair(office: Office) -> tuple[Account, Account]:
    return office.account("Волгометиз"), office.account("Volgometiz")


Pair = tuple[Account, Account]


# --- fields


def test_what_the_kept_one_lacks_comes_from_the_other_and_the_rest_by_choice(office: Office) -> None:
    keep = office.account("Волгометиз", industry="Метизы", external_id="A-1")
    other = office.account(
        "Volgometiz",
        industry="Крепёж",
        potential=4,
        tax_number="7701",
        external_id="B-2",
        status=AccountStatus.ACTIVE,
    )
    preview = preview_merge(office.workspace, keep.id, other.id)
    assert {choice.name for choice in preview.choices} == {"name", "industry", "status", "external_id"}
    assert preview.filled == ("tax_number", "potential")
    merge(office, keep, other, industry=Side.OTHER, external_id=Side.OTHER, name=Side.KEEP)
    kept = stored(office, keep)
    assert (kept.name, kept.name_key) == ("Волгометиз", "волгометиз")
    assert (kept.industry, kept.external_id, kept.status) == ("Крепёж", "B-2", AccountStatus.PROSPECT)
    assert (kept.potential, kept.tax_number) == (4, "7701")
    with office.workspace.reading() as session:
        assert session.get(Account, other.id) is None


def test_amounts_stay_in_the_currency_they_were_written_in(office: Office) -> None:
    keep = office.account("Рублёвый", credit_limit_minor=100, annual_revenue_minor=700)
    other = office.account("Долларовый", currency="USD", credit_limit_minor=5)
    office.add(Opportunity(account_id=other.id, title="Сделка", amount_minor=900))
    office.add(Opportunity(account_id=other.id, title="Без суммы"))
    office.add(Contract(account_id=keep.id, number="1", amount_minor=300))
    merge(office, keep, other)
    assert (stored(office, keep).currency, stored(office, keep).credit_limit_minor) == ("RUB", 100)
    assert [(each.title, each.currency) for each in all_of(office, Opportunity)] == [
        ("Сделка", "USD"),
        ("Без суммы", None),
    ]
    undo_step(office.workspace)
    merge(office, keep, other, currency=Side.OTHER)
    kept = stored(office, keep)
    assert (kept.currency, kept.credit_limit_minor, kept.annual_revenue_minor) == ("USD", 5, None)
    assert [each.currency for each in all_of(office, Contract)] == ["RUB"]
    undo_step(office.workspace)
    with pytest.raises(RuleError, match=r"account\.merge_amount"):
        merge(office, keep, other, credit_limit_minor=Side.OTHER)


# --- what hangs on them


def test_everything_of_the_other_goes_over(office: Office, pair: Pair) -> None:
    keep, other = pair
    place = office.stakeholder(other)
    office.meeting(other, datetime(2026, 11, 25, 11), place)  # noqa: DTZ001 - a planned local time
    office.promise(other, "Прислать образцы")
    office.add_all(
        Contract(account_id=other.id, number="1"),
        Opportunity(account_id=other.id, title="Сделка"),
        Risk(account_id=other.id, title="Риск"),
        Plan(account_id=other.id, title="План", starts_on=TODAY, ends_on=TODAY),
        Document(account_id=other.id, name="Договор", sha256=bytes(32), size=1),
        Complaint(
            account_id=other.id,
            number="K-1",
            channel=Channel.EMAIL,
            received_at=NOW,
            kind=ComplaintKind.QUALITY,
            summary="Рвётся",
        ),
        OrderLine(
            account_id=other.id, order_number="1", line_number=1, on=TODAY, revenue_minor=100, currency="RUB"
        ),
    )
    daughter = office.account("Дочка", parent_id=other.id)
    counts = preview_merge(office.workspace, keep.id, other.id).moves
    report = merge(office, keep, other)
    assert report.moved == counts
    assert counts["account"] == counts["stakeholder"] == counts["order_line"] == counts["document"] == 1
    with office.workspace.reading() as session:
        for table in metadata.sorted_tables:
            for key in table.foreign_keys:
                if key.column.table.name == "account":
                    assert not session.scalar(
                        select(func.count()).select_from(table).where(key.parent == other.id)
                    )
        facts = session.scalars(select(SalesFact)).all()
        assert {fact.account_id for fact in facts} == {keep.id}
    assert stored(office, daughter).parent_id == keep.id


def test_the_search_follows(office: Office, pair: Pair) -> None:
    keep, other = pair
    place = office.stakeholder(other)
    office.meeting(other, None, place)
    office.promise(other, "Прислать образцы")
    office.change(other, growth_plans="Новый цех")
    for step in (lambda: merge(office, keep, other), lambda: undo_step(office.workspace)):
        step()
        with office.workspace.writer_engine.connect() as connection:
            assert not search_sources.check(connection)


def test_the_same_person_at_both_has_one_place_with_the_history_of_both(office: Office, pair: Pair) -> None:
    keep, other = pair
    mine = office.stakeholder(
        keep, roles=(BuyingRole.DECIDER,), attitude=Attitude.NEUTRAL, job_title="Директор"
    )
    theirs = office.add(
        Stakeholder(account_id=other.id, person_id=mine.person_id, job_title="Закупщик", cares_about="Сроки")
    )
    office.add(
        Rating(stakeholder_id=theirs.id, kind=RatingKind.ATTITUDE, value=1, on=TODAY - timedelta(days=9))
    )
    meeting = office.meeting(other, None, theirs)
    assert preview_merge(office.workspace, keep.id, other.id).people_at_both == 1
    assert merge(office, keep, other).people_joined == 1
    (place,) = all_of(office, Stakeholder)
    assert (place.id, place.job_title, place.cares_about) == (mine.id, "Директор", "Сроки")
    assert [rating.value for rating in all_of(office, Rating)] == [0, 1]
    (seat,) = all_of(office, Participant)
    assert (seat.interaction_id, seat.stakeholder_id) == (meeting.id, mine.id)


def test_a_meeting_of_both_names_the_merged_account_once(office: Office, pair: Pair) -> None:
    keep, other = pair
    third = office.account("Третий")
    of_keep, of_other, of_third = (
        office.meeting(account, datetime(2026, 11, 25, 11))  # noqa: DTZ001 - a planned local time
        for account in (keep, other, third)
    )
    for meeting, account in ((of_keep, other), (of_other, keep), (of_third, keep), (of_third, other)):
        office.add(InteractionAccount(interaction_id=meeting.id, account_id=account.id))
    merge(office, keep, other)
    (left,) = all_of(office, InteractionAccount)
    assert (left.interaction_id, left.account_id) == (of_third.id, keep.id)


# --- the same thing twice


def test_totals_of_one_month_are_added_up(office: Office, pair: Pair) -> None:
    keep, other = pair
    office.add(sale(keep, 100, cost_minor=4_000, quantity=Decimal(5)))
    office.add(sale(other, 30, cost_minor=1_000))
    office.add(sale(other, 7, LAST - 1))
    assert preview_merge(office.workspace, keep.id, other.id).twins == {"monthly_sales": 1}
    report = merge(office, keep, other)
    assert report.settled["monthly_sales"].added_up == 1
    totals = {total.month: total for total in all_of(office, MonthlySales)}
    assert (totals[LAST].revenue_minor, totals[LAST].cost_minor, totals[LAST].quantity) == (
        13_000,
        5_000,
        None,
    )
    (row,) = read_portfolio(office.workspace, PortfolioQuery(), as_of=NOW).rows
    assert row.revenue_12m.minor == 13_700


@pytest.mark.parametrize(("side", "rubles"), [(Side.KEEP, 100), (Side.OTHER, 30)])
def test_or_one_side_of_them_is_chosen(office: Office, pair: Pair, side: Side, rubles: int) -> None:
    keep, other = pair
    office.add_all(sale(keep, 100), sale(other, 30), sale(other, 7, LAST - 1))
    merge(office, keep, other, monthly_sales=side)
    assert {total.month: total.revenue_minor for total in all_of(office, MonthlySales)} == {
        LAST: rubles * 100,
        LAST - 1: 700,
    }


def test_totals_in_two_currencies_ask_for_a_choice(office: Office, pair: Pair) -> None:
    keep, other = pair
    office.add_all(sale(keep, 100), sale(other, 30, currency="USD"))
    before = content(office)
    with pytest.raises(RuleError, match=r"account\.merge_currencies"):
        merge(office, keep, other)
    assert content(office) == before
    merge(office, keep, other, monthly_sales=Side.OTHER)
    (total,) = all_of(office, MonthlySales)
    assert (total.revenue_minor, total.currency) == (3_000, "USD")


def test_months_whose_totals_orders_would_hide_are_named_before(office: Office, pair: Pair) -> None:
    keep, other = pair
    office.add(
        OrderLine(
            account_id=keep.id,
            order_number="1",
            line_number=1,
            on=LAST.first_day,
            revenue_minor=100,
            currency="RUB",
        )
    )
    office.add_all(sale(other, 30), sale(other, 30, LAST - 1))
    assert preview_merge(office.workspace, keep.id, other.id).hidden_months == (LAST,)
    merge(office, keep, other)
    assert len(all_of(office, MonthlySales)) == 2


def test_targets_of_one_month_are_added_up_too(office: Office, pair: Pair) -> None:
    keep, other = pair
    for account, minor in ((keep, 100), (other, 50)):
        office.add(Target(account_id=account.id, month=LAST, amount_minor=minor, currency="RUB"))
    office.add(
        Target(
            account_id=other.id,
            month=LAST,
            measure=TargetMeasure.MARGIN,
            amount_minor=9,
            currency="RUB",
        )
    )
    merge(office, keep, other)
    assert sorted((each.measure.value, each.amount_minor) for each in all_of(office, Target)) == [
        ("margin", 9),
        ("revenue", 150),
    ]


def test_one_debt_is_one_and_two_debts_of_one_number_stay_two(office: Office, pair: Pair) -> None:
    keep, other = pair

    def debt(account: Account, document: str, minor: int, as_of: date | None = None) -> Receivable:
        return Receivable(
            account_id=account.id,
            document=document,
            due_on=TODAY,
            amount_minor=minor,
            currency="RUB",
            as_of=as_of,
        )

    office.add_all(
        debt(keep, "Счёт 1", 100, date(2026, 11, 1)),
        debt(other, "Счёт 1", 100, date(2026, 11, 9)),
        debt(keep, "Счёт 2", 100),
        debt(other, "Счёт 2", 250),
    )
    settled = merge(office, keep, other).settled["receivable"]
    assert (settled.dropped, settled.renamed) == (1, 1)
    assert sorted((each.document, each.amount_minor, each.as_of) for each in all_of(office, Receivable)) == [
        ("Счёт 1", 100, date(2026, 11, 9)),
        ("Счёт 2", 100, None),
        ("Счёт 2 · Volgometiz", 250, None),
    ]


def test_of_two_estimates_the_later_holds(office: Office, pair: Pair) -> None:
    keep, other = pair
    line = line_of(office)
    for account, minor, on in ((keep, 100, date(2026, 1, 1)), (other, 500, date(2026, 6, 1))):
        spend = ClientSpend(
            account_id=account.id,
            product_line_id=line.id,
            year=2026,
            total_minor=minor,
            currency="RUB",
            on=on,
        )
        office.add(spend)
        office.add(SupplierShare(spend_id=spend.id, served_by=ServedBy.US, amount_minor=minor // 2))
        office.add(
            WhitespaceCell(
                account_id=account.id, product_line_id=line.id, stage=WhitespaceStage.CURRENT, note=str(on)
            )
        )
    merge(office, keep, other)
    assert [(each.account_id, each.total_minor) for each in all_of(office, ClientSpend)] == [(keep.id, 500)]
    assert [each.amount_minor for each in all_of(office, SupplierShare)] == [250]
    assert [each.note for each in all_of(office, WhitespaceCell)] == ["2026-01-01"]
    undo_step(office.workspace)
    merge(office, keep, other, client_spend=Side.KEEP)
    assert [each.total_minor for each in all_of(office, ClientSpend)] == [100]


def test_the_same_team_and_the_same_address_stand_once(office: Office, pair: Pair) -> None:
    keep, other = pair
    for account in pair:
        office.add(AccountTeamMember(account_id=account.id, colleague_id=office.me, role=TeamRole.KAM))
        office.add(Address(account_id=account.id, city="Волгоград"))
    office.add(AccountTeamMember(account_id=other.id, colleague_id=office.me, role=TeamRole.SERVICE))
    office.add(Address(account_id=other.id, city="Москва"))
    merge(office, keep, other)
    assert [each.role for each in all_of(office, AccountTeamMember)] == [TeamRole.KAM, TeamRole.SERVICE]
    assert [each.city for each in all_of(office, Address)] == ["Волгоград", "Москва"]


def test_of_two_words_for_one_value_that_of_the_kept_account_holds(office: Office, pair: Pair) -> None:
    keep, other = pair
    set_override(office.workspace, keep.id, Overridden.SEGMENT, Segment.VIP, "Имя")
    set_override(office.workspace, other.id, Overridden.SEGMENT, Segment.TAIL, "Мелкий")
    merge(office, keep, other)
    (row,) = read_portfolio(office.workspace, PortfolioQuery(), as_of=NOW).rows
    assert row.segment is Segment.VIP
    assert sorted(each.value for each in all_of(office, Override)) == ["tail", "vip"]


# --- holdings, pins, refusals


def test_a_merged_account_never_belongs_to_itself(office: Office) -> None:
    top = office.account("Верх")
    other = office.account("Другой", parent_id=top.id)
    middle = office.account("Середина", parent_id=other.id)
    keep = office.account("Остаётся", parent_id=middle.id)
    merge(office, keep, other)
    assert stored(office, keep).parent_id == top.id
    assert stored(office, middle).parent_id == keep.id
    undo_step(office.workspace)
    merge(office, other, keep)
    assert stored(office, other).parent_id == top.id


def test_parent_and_daughter_can_be_merged(office: Office) -> None:
    parent = office.account("Мать")
    daughter = office.account("Дочь", parent_id=parent.id)
    merge(office, daughter, parent)
    assert stored(office, daughter).parent_id is None


def test_the_pin_of_the_other_is_the_merged_ones(office: Office, pair: Pair) -> None:
    keep, other = pair
    third = office.account("Третий")
    for account in (other, third):
        pin(office.workspace, account.id, on=True)
    merge(office, keep, other)
    assert [each.id for each in pinned(office.workspace)] == [keep.id, third.id]


def test_nobody_is_merged_with_themselves_or_with_who_is_gone(office: Office, pair: Pair) -> None:
    keep, other = pair
    with pytest.raises(RuleError, match=r"account\.merge_with_itself"):
        merge(office, keep, keep)
    with pytest.raises(NotFoundError):
        merge_accounts(office.workspace, keep.id, new_id())
    with pytest.raises(NotFoundError):
        preview_merge(office.workspace, new_id(), other.id)
    with pytest.raises(TypeError, match="parent_id"):
        merge(office, keep, other, parent_id=Side.OTHER)


# --- undo


class Filler:
    """Hangs random things on accounts, so that many of them collide."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office = office
        self.random = random.Random(seed)
        self.lines = [office.add(ProductLine(name=name, name_key=name)) for name in ("пленка", "лента")]
        self.colleague = office.add(Colleague(name="Олег"))
        self.people: list[UUID | None] = []

    def fill(self, account: Account, others: list[Account]) -> None:
        """A bit of everything."""
        office, pick = self.office, self.random.choice
        for _ in range(self.random.randint(0, 3)):
            place = office.stakeholder(
                account, family=f"Ф{self.random.randrange(9)}", attitude=pick(list(Attitude))
            )
            self.people.append(place.person_id)
        if self.people and self.random.random() < 0.7:
            office.add(
                Stakeholder(account_id=account.id, person_id=pick(self.people), job_title="Второй пост")
            )
        for _ in range(self.random.randint(0, 3)):
            meeting = office.meeting(
                account, status=pick([InteractionStatus.PLANNED, InteractionStatus.MISSED])
            )
            if self.random.random() < 0.6:
                office.add(InteractionAccount(interaction_id=meeting.id, account_id=pick(others).id))
        records: list[Record] = [
            sale(account, self.random.randrange(1000), LAST - back)
            for back in range(3)
            if self.random.random() < 0.7
        ]
        records += [
            Target(account_id=account.id, month=LAST - back, amount_minor=back, currency="RUB")
            for back in range(3)
            if self.random.random() < 0.7
        ]
        records += [
            Receivable(
                account_id=account.id,
                document=f"С{number}",
                due_on=TODAY,
                amount_minor=pick([1, 2]),
                currency="RUB",
            )
            for number in range(3)
            if self.random.random() < 0.7
        ]
        for line in self.lines:
            if self.random.random() < 0.7:
                spend = ClientSpend(
                    account_id=account.id, product_line_id=line.id, year=2026, total_minor=9, currency="RUB"
                )
                records += [spend, SupplierShare(spend_id=spend.id, served_by=ServedBy.US, amount_minor=1)]
                records.append(
                    WhitespaceCell(account_id=account.id, product_line_id=line.id, stage=WhitespaceStage.WON)
                )
        records.append(
            OrderLine(
                account_id=account.id,
                order_number=str(account.id),
                line_number=1,
                on=TODAY,
                revenue_minor=5,
                currency="RUB",
            )
        )
        records += [
            AccountTeamMember(account_id=account.id, colleague_id=self.colleague.id, role=role)
            for role in (TeamRole.KAM, TeamRole.SERVICE)
            if self.random.random() < 0.7
        ]
        office.add_all(*records)
        if self.random.random() < 0.5:
            set_override(
                office.workspace, account.id, Overridden.SEGMENT, pick([Segment.VIP, Segment.TAIL]), "Так"
            )
        if self.random.random() < 0.5:
            pin(office.workspace, account.id, on=True)


@pytest.mark.parametrize("seed", range(8))
def test_undo_makes_two_of_one_to_the_last_field(office: Office, seed: int) -> None:
    chance = random.Random(seed)
    accounts = [
        office.account(
            f"Клиент {number}", external_id=f"E{number}", currency=chance.choice(["RUB", "RUB", "USD"])
        )
        for number in range(4)
    ]
    for number, account in enumerate(accounts[1:]):
        if chance.random() < 0.6:
            office.change(account, parent_id=accounts[number].id)
    filler = Filler(office, seed)
    for account in accounts:
        filler.fill(account, [other for other in accounts if other is not account])
    keep, other = chance.sample(accounts, 2)
    before = content(office)
    merge(office, keep, other, name=chance.choice(list(Side)))
    merged = content(office)
    assert merged != before
    undo_step(office.workspace)
    assert content(office) == before
    redo_step(office.workspace)
    assert content(office) == merged
