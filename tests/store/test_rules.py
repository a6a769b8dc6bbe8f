"""What the entities promise: keys that let nothing in twice, facts that stay when the present moves on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from kam.core.errors import RuleError
from kam.core.periods import Month
from kam.core.vocabulary import (
    Channel,
    ComplaintKind,
    LineKind,
    OpportunityStage,
    Overridden,
    RatingKind,
    ServedBy,
    Severity,
    WhitespaceStage,
)
from kam.models import (
    Account,
    BusinessUnit,
    ClientSpend,
    Colleague,
    Commitment,
    Competitor,
    Complaint,
    Interaction,
    MonthlySales,
    Opportunity,
    OpportunityMove,
    Override,
    PersonLine,
    Plan,
    ProductLine,
    Rating,
    Receivable,
    Record,
    Review,
    SpecialTerm,
    SupplierShare,
    Target,
    WhitespaceCell,
    metadata,
)
from kam.models.schema_rules import complete
from kam.services.complaint_courses import courses
from kam.store.unit_of_work import writing
from tests.builders import Office


def line(office: Office, name: str = "Плёнка") -> ProductLine:
    return office.add(ProductLine(name=name, name_key=name.casefold()))


def twice(office: Office, entity: type[Record], **values: Any) -> None:
    """Stores a record, then one with the same values, which must be refused."""
    office.add(entity(**values))
    with pytest.raises(IntegrityError, match="UNIQUE"):
        office.add(entity(**values))


def test_a_target_of_the_whole_account_exists_once_a_month_beside_those_of_lines(office: Office) -> None:
    account, film = office.account(), line(office)
    values = {"account_id": account.id, "month": Month(2026, 11), "amount_minor": 100, "currency": "RUB"}
    twice(office, Target, **values)
    twice(office, Target, product_line_id=film.id, **values)


def test_spend_exists_once_for_each_choice_of_unit_and_line(office: Office) -> None:
    account, film = office.account(), line(office)
    unit = office.add(BusinessUnit(account_id=account.id, name="Площадка 2"))
    values = {"account_id": account.id, "year": 2026, "total_minor": 100, "currency": "RUB"}
    for choice in ({}, {"unit_id": unit.id}, {"product_line_id": film.id}):
        twice(office, ClientSpend, **values, **choice)
    twice(office, ClientSpend, **values, unit_id=unit.id, product_line_id=film.id)


def test_spend_of_a_unit_goes_with_it_and_does_not_become_the_account_s(office: Office) -> None:
    account = office.account()
    unit = office.add(BusinessUnit(account_id=account.id, name="Площадка 2"))
    office.add(
        ClientSpend(account_id=account.id, unit_id=unit.id, year=2026, total_minor=100, currency="RUB")
    )
    office.remove(unit)
    with office.workspace.reading() as session:
        assert session.scalars(select(ClientSpend)).all() == []


def test_a_whitespace_cell_exists_once(office: Office) -> None:
    account, film = office.account(), line(office)
    twice(office, WhitespaceCell, account_id=account.id, product_line_id=film.id, stage=WhitespaceStage.WON)


def test_a_debt_exists_once_a_document_and_date(office: Office) -> None:
    twice(
        office,
        Receivable,
        account_id=office.account().id,
        document="УПД 118",
        due_on=date(2026, 12, 1),
        amount_minor=100,
        currency="RUB",
    )


def test_an_invitation_becomes_one_meeting(office: Office) -> None:
    account = office.account()
    office.meeting(account, external_id="040000008200E00074C5@outlook")
    with pytest.raises(IntegrityError, match="UNIQUE"):
        office.meeting(account, external_id="040000008200E00074C5@outlook")
    office.meeting(account)
    office.meeting(account)


def test_a_monthly_total_of_a_unit_is_told_from_the_account_s(office: Office) -> None:
    account, film = office.account(), line(office)
    unit = office.add(BusinessUnit(account_id=account.id, name="Площадка 2"))
    total = office.add(
        MonthlySales(
            account_id=account.id,
            month=Month(2026, 10),
            unit_id=unit.id,
            product_line_id=film.id,
            revenue_minor=100,
            currency="RUB",
        )
    )
    assert (total.unit_key, total.product_line_key) == (unit.id, film.id)
    office.change(total, unit_id=None)
    with office.workspace.reading() as session:
        assert session.scalars(select(MonthlySales.unit_key)).one().int == 0


def test_moving_a_promise_moves_its_hour(office: Office) -> None:
    promise = office.promise(
        office.account(),
        "Позвонить",
        due=date(2026, 11, 23),
        due_at=datetime.fromisoformat("2026-11-23T15:30"),
    )
    with writing(office.workspace, "test.shifted") as unit:
        stored = unit.get_one(Commitment, promise.id)
        unit.add(stored.shift(date(2026, 11, 30), agreed=True, on=office.today))
    with office.workspace.reading() as session:
        assert session.get_one(Commitment, promise.id).due_at == datetime.fromisoformat("2026-11-30T15:30")


def complaint(office: Office) -> Complaint:
    return office.add(
        Complaint(
            account_id=office.account().id,
            number="К-2026-0001",
            channel=Channel.EMAIL,
            received_at=office.clock.now() - timedelta(days=1),
            kind=ComplaintKind.QUALITY,
            severity=Severity.LOW,
            summary="Расслоение плёнки",
        )
    )


def test_a_complaint_remembers_what_it_was_first_taken_for(office: Office) -> None:
    case = complaint(office)
    with writing(office.workspace, "test.corrected") as unit:
        stored = unit.get_one(Complaint, case.id)
        unit.add(stored.reclassify(at=office.clock.now(), severity=Severity.CRITICAL, by_id=office.me))
    with office.workspace.reading() as session:
        stored = session.get_one(Complaint, case.id)
        held = courses(session, [stored])[case.id].classified
    assert stored.severity is Severity.CRITICAL
    assert [(each.since, each.channel, each.severity) for each in held] == [
        (case.received_at, Channel.EMAIL, Severity.LOW),
        (office.clock.now(), Channel.EMAIL, Severity.CRITICAL),
    ]


def test_an_opportunity_remembers_its_way_also_back_from_being_lost(office: Office) -> None:
    deal = office.add(Opportunity(account_id=office.account().id, title="Гофрокороб"))
    with writing(office.workspace, "test.moved") as unit:
        stored = unit.get_one(Opportunity, deal.id)
        unit.add(stored.move_to(OpportunityStage.PROPOSED, on=date(2026, 11, 1)))
        unit.add(stored.lose("Цена", date(2026, 11, 10)))
        unit.flush()
        assert stored.closed_on == date(2026, 11, 10)
        unit.add(stored.move_to(OpportunityStage.NEGOTIATING, on=date(2026, 11, 20)))
    with office.workspace.reading() as session:
        assert session.get_one(Opportunity, deal.id).closed_on is None
        way = session.scalars(select(OpportunityMove.to_stage).order_by(OpportunityMove.on)).all()
    assert way == [OpportunityStage.PROPOSED, OpportunityStage.LOST, OpportunityStage.NEGOTIATING]


def test_nothing_is_lost_without_a_reason(office: Office) -> None:
    deal = Opportunity(account_id=office.account().id, title="Гофрокороб")
    with pytest.raises(RuleError, match="lost_without_reason"):
        deal.move_to(OpportunityStage.LOST, on=office.today)


def test_who_approved_or_moved_something_is_not_forgotten_by_a_deletion(office: Office) -> None:
    boss = office.add(Colleague(name="Грачёв"))
    office.add(SpecialTerm(account_id=office.account().id, what="Склад у клиента", approved_by_id=boss.id))
    with pytest.raises(RuleError, match="still_needed"):
        office.remove(boss)


def test_who_reports_to_whom_is_said_in_one_place(office: Office) -> None:
    account = office.account()
    one, other = office.stakeholder(account), office.stakeholder(account)
    with pytest.raises(IntegrityError, match="CHECK"):
        office.add(PersonLine(from_id=one.id, to_id=other.id, kind=LineKind.REPORTS_TO))


def test_a_target_attitude_stays_on_its_scale_also_for_the_file(office: Office) -> None:
    place = office.stakeholder(office.account())
    rating = office.add(Rating(stakeholder_id=place.id, kind=RatingKind.ATTITUDE, value=0, on=office.today))
    with pytest.raises(IntegrityError, match="CHECK"), writing(office.workspace, "test.off") as unit:
        unit.update_many(Rating, [{"id": rating.id, "target": 5}])


def test_a_relationship_level_is_that_of_one_of_us(office: Office) -> None:
    place = office.stakeholder(office.account())
    level = {
        "stakeholder_id": place.id,
        "kind": RatingKind.RELATIONSHIP_LEVEL,
        "value": 3,
        "on": office.today,
    }
    office.add(Rating(colleague_id=office.me, **level))
    with pytest.raises(IntegrityError, match="CHECK"):
        office.add(Rating(**level))


def test_only_a_competitor_s_share_names_one(office: Office) -> None:
    spend = office.add(
        ClientSpend(account_id=office.account().id, year=2026, total_minor=100, currency="RUB")
    )
    rival = office.add(Competitor(name="Вольф", name_key="вольф"))
    with pytest.raises(IntegrityError, match="CHECK"):
        office.add(
            SupplierShare(
                spend_id=spend.id, served_by=ServedBy.IN_HOUSE, competitor_id=rival.id, amount_minor=1
            )
        )


def test_a_supplier_s_part_of_a_spend_is_not_negative(office: Office) -> None:
    spend = office.add(
        ClientSpend(account_id=office.account().id, year=2026, total_minor=100, currency="RUB")
    )
    share = office.add(SupplierShare(spend_id=spend.id, served_by=ServedBy.US, amount_minor=0))
    with pytest.raises(RuleError, match=r"domain\.negative_amount"):
        SupplierShare(spend_id=spend.id, served_by=ServedBy.US, amount_minor=-1)
    with (
        office.workspace.writing("test.changed") as unit,
        pytest.raises(RuleError, match=r"domain\.negative_amount"),
    ):
        unit.get_one(SupplierShare, share.id).amount_minor = -1
    with (
        pytest.raises(IntegrityError, match="CHECK"),
        office.workspace.writer_engine.begin() as connection,
    ):
        connection.exec_driver_sql("UPDATE supplier_share SET amount_minor = -1")


def test_what_can_be_set_by_hand_is_a_closed_list(office: Office) -> None:
    values = {"account_id": office.account().id, "value": "expert", "reason": "учит нас", "on": office.today}
    office.add(Override(what=Overridden.KEY_GROUP, **values))
    with pytest.raises(Exception, match="group"):
        office.add(Override(what="group", **values))


def test_a_review_needs_one_rating_or_a_word(office: Office) -> None:
    plan = office.add(
        Plan(
            account_id=office.account().id,
            title="2027",
            starts_on=date(2027, 1, 1),
            ends_on=date(2027, 12, 31),
        )
    )
    office.add(Review(plan_id=plan.id, on=office.today, results=3))
    with pytest.raises(RuleError, match="empty_review"):
        office.add(Review(plan_id=plan.id, on=office.today, notes=" "))


def test_a_moved_occurrence_says_which_date_of_its_series_it_stands_for(office: Office) -> None:
    account = office.account()
    series = office.meeting(account, repeats="FREQ=WEEKLY")
    moved = office.meeting(account, repeat_of_id=series.id, occurrence_on=date(2026, 12, 1))
    with office.workspace.reading() as session:
        assert session.get_one(Interaction, moved.id).occurrence_on == date(2026, 12, 1)


def test_the_schema_is_written_for_postgresql_without_what_only_sqlite_understands() -> None:
    complete(metadata)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    written = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    written += [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in metadata.sorted_tables
        for index in table.indexes
    ]
    text = "\n".join(written)
    for foreign in ("GLOB", "strftime", "promised_to_client = 1", "is_me = 1", "IS NOT NULL) +", "STRICT"):
        assert foreign not in text
    assert "CREATE UNIQUE INDEX uq_colleague_me ON colleague (is_me) WHERE is_me" in text
    assert "rate_millionths BIGINT" in text
    assert "size BIGINT" in text


@pytest.mark.parametrize(
    "nothing", ["\u200b\u200b", "\u2060 \u00ad", "\u202e\u202c", "\u3000\ufeff", "\u0007"]
)
def test_a_name_in_which_nothing_can_be_seen_is_none(nothing: str) -> None:
    with pytest.raises(RuleError, match=r"domain\.account_without_name"):
        Account(name=nothing)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u202eпоставка", "поставка"),
        ("смета\u202efdp.exe", "сметаfdp.exe"),
        ("שלום \u2067עולם\u2069", "שלום עולם"),
        ("👩\u200d👧 склад", "👩\u200d👧 склад"),
        ("№", "№"),
        ("—", "—"),
    ],
)
def test_a_text_keeps_its_signs_but_turns_nothing_around(typed: str, stored: str) -> None:
    assert Account(name=typed).name == stored
