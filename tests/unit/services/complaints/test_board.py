"""The board and the table: columns, order, filters, what agrees with Today."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from kam.core.money import Money
from kam.core.vocabulary import Channel, ClockState, ComplaintKind, ComplaintStage, Severity
from kam.models import Account, ProductLine
from kam.services.complaints.board import read_board
from kam.services.complaints.closing import close_with_client
from kam.services.complaints.drafts import Closing, StageMove
from kam.services.complaints.learning import read_learning
from kam.services.complaints.pausing import pause
from kam.services.complaints.query import (
    ComplaintQuery,
    ComplaintSort,
    ComplaintStanding,
    as_json,
    from_json,
)
from kam.services.complaints.stages import move_to_stage, reject
from kam.services.complaints.standing import read_standing
from kam.services.complaints.table import read_table
from kam.services.today.reading import read_today
from tests.builders import Office
from tests.complaints import THURSDAY, board, november, registered


@pytest.fixture
def office(office: Office) -> Office:
    office.clock.moment = THURSDAY
    return office


def test_open_ones_stand_by_urgency_ended_ones_latest_first(office: Office) -> None:
    account = office.account()
    normal = registered(office, account, severity=Severity.NORMAL, acknowledged_at_once=True)
    late = registered(office, account)
    waiting = registered(office, account, acknowledged_at_once=True)
    done = [registered(office, account) for _ in range(3)]
    pause(office.workspace, waiting, "Ждём акт")
    for number, each in enumerate(done):
        office.clock.moment = THURSDAY + timedelta(minutes=number + 1)
        reject(office.workspace, each, "Не наше")
    office.clock.moment = november(20, 10)
    shown = board(office)
    stages = [each.stage for each in shown.columns]
    assert ComplaintStage.REOPENED not in stages
    received, acknowledged = shown.columns[:2]
    assert [card.id for card in received.cards] == [late]
    assert [card.id for card in acknowledged.cards] == [normal, waiting], (
        "who waits for the client stands last"
    )
    rejected = shown.column(ComplaintStage.REJECTED)
    assert rejected is not None
    assert [card.id for card in rejected.cards] == done[::-1]
    assert (shown.open, shown.breached, shown.at_risk, rejected.total) == (3, 1, 0, 3)
    assert received.cards[0].age_days == 1


def test_after_ninety_days_an_ended_one_leaves_the_board_but_not_the_table(office: Office) -> None:
    one = registered(office, office.account())
    reject(office.workspace, one, "Не наше")
    office.clock.moment += timedelta(days=91)
    column = board(office).column(ComplaintStage.REJECTED)
    assert column is not None
    assert (column.cards, column.total) == ((), 0)
    query = ComplaintQuery(standing=ComplaintStanding.ENDED)
    assert [row.id for row in read_table(office.workspace, query, as_of=office.clock.now()).rows] == [one]


def _ids(office: Office, **query: object) -> set[UUID]:
    wanted = ComplaintQuery(**query)  # type: ignore[arg-type]
    return {row.id for row in read_table(office.workspace, wanted, as_of=office.clock.now()).rows}


def test_each_filter_leaves_what_fits_on_board_and_table(office: Office) -> None:
    ours, other = office.account(), office.account("Каустик")
    office.change(office_account(office, ours.id), owner_id=office.me)
    branch = office.add(ProductLine(name="Плёнка", name_key="плёнка"))
    leaf = office.add(ProductLine(name="Плёнка VCI", name_key="плёнка vci", parent_id=branch.id))
    person = office.stakeholder(ours)
    colleague = office.colleague()
    first = registered(
        office, ours, product_line_id=leaf.id, department="ОТК", raised_by_id=person.id, severity=Severity.LOW
    )
    office.clock.moment = november(20, 10)
    second = registered(
        office, other, summary="Опоздание на 2 дня", kind=ComplaintKind.DELIVERY, channel=Channel.PHONE,
        owner_id=colleague.id,
    )  # fmt: skip
    office.clock.moment = november(20, 10, 10)
    for query, wanted in (
        ({"text": "бухта"}, {first}),
        ({"text": "каустик"}, {second}),
        ({"text": "K-2026-0002"}, {second}),
        ({"accounts": frozenset({ours.id})}, {first}),
        ({"mine": True}, {first}),
        ({"kinds": frozenset({ComplaintKind.DELIVERY})}, {second}),
        ({"channels": frozenset({Channel.PHONE})}, {second}),
        ({"severities": frozenset({Severity.LOW})}, {first}),
        ({"product_lines": frozenset({branch.id})}, {first}),
        ({"departments": frozenset({"ОТК"})}, {first}),
        ({"owners": frozenset({colleague.id})}, {second}),
        ({"people": frozenset({person.id})}, {first}),
        ({"ids": frozenset({second})}, {second}),
        ({"since": november(20).date()}, {second}),
        ({"until": november(19).date()}, {first}),
        ({"states": frozenset({ClockState.BREACHED})}, {first, second}),
        ({"states": frozenset({ClockState.PAUSED})}, set()),
    ):
        assert _ids(office, **query) == wanted, query
        shown = board(office, **query)
        assert {card.id for column in shown.columns for card in column.cards} == wanted, query
        assert (shown.open, shown.in_all) == (len(wanted), 2)
        assert from_json(as_json(ComplaintQuery(**query))) == ComplaintQuery(**query)


def office_account(office: Office, account_id: UUID) -> Account:
    with office.workspace.reading() as session:
        return session.get_one(Account, account_id)


def test_the_table_sorts_what_is_unknown_to_the_end_and_pages(office: Office) -> None:
    account = office.account()
    dear = registered(office, account, amount=Money(500, "RUB"))
    cheap = registered(office, account, amount=Money(100, "RUB"))
    unknown = registered(office, account)
    for descending, order in ((False, [cheap, dear, unknown]), (True, [dear, cheap, unknown])):
        query = ComplaintQuery(sort=ComplaintSort.AMOUNT, descending=descending)
        table = read_table(office.workspace, query, as_of=office.clock.now())
        assert [row.id for row in table.rows] == order
    by_number = ComplaintQuery(sort=ComplaintSort.NUMBER)
    part = read_table(office.workspace, by_number, as_of=office.clock.now(), limit=1, offset=1)
    assert ([row.id for row in part.rows], part.total) == ([cheap], 3)
    closed = ComplaintQuery(standing=ComplaintStanding.ALL, stages=frozenset({ComplaintStage.CLOSED}))
    close_with_client(office.workspace, dear, Closing(reason="Молчит"))
    assert [row.id for row in read_table(office.workspace, closed, as_of=office.clock.now()).rows] == [dear]


def test_board_and_today_show_the_same_clocks_at_every_hour(office: Office) -> None:
    account = office.account()
    one = registered(office, account)
    registered(office, account, channel=Channel.PHONE, severity=Severity.NORMAL, acknowledged_at_once=True)
    for hours in (0, 1, 20, 44, 120, 300):
        office.clock.moment = THURSDAY + timedelta(hours=hours)
        if hours == 20:
            move = StageMove(ComplaintStage.RESPONSE_OFFERED, answer="Меняем партию", department="ОТК")
            move_to_stage(office.workspace, one, move)
        cards = {card.id: card for column in board(office).columns for card in column.cards}
        today = read_today(office.workspace, as_of=office.clock.now())
        seen = {item.id: item for _, items in today.clocks for item in items}
        assert seen.keys() == cards.keys()
        for each, item in seen.items():
            clock = cards[each].clock
            assert clock is not None
            assert (clock.kind, clock.left, clock.over) == (item.clock, item.left, item.over)
        share = read_learning(office.workspace, as_of=office.clock.now()).norms.first_response.share
        told = None if share is None else pytest.approx(float(share), abs=1e-5)
        assert today.answered_in_time == told


def test_of_the_past_every_moment_is_told_as_it_was(office: Office) -> None:
    now = office.clock.now()
    then = (now - timedelta(hours=30)).replace(minute=10)
    moved = then + timedelta(minutes=5)
    one = registered(office, office.account(), received_at=now - timedelta(hours=40))
    move_to_stage(office.workspace, one, StageMove(ComplaintStage.ACKNOWLEDGED, at=moved))

    stages = [
        card.stage
        for at in (then, then + timedelta(minutes=10))
        for column in read_board(office.workspace, ComplaintQuery(), as_of=at).columns
        for card in column.cards
    ]

    assert stages == [ComplaintStage.RECEIVED, ComplaintStage.ACKNOWLEDGED]


def test_the_clocks_go_on_through_the_day_from_one_reading(office: Office) -> None:
    registered(office, office.account(), severity=Severity.NORMAL)
    later = [office.clock.now() + timedelta(hours=number) for number in (0, 2, 5)]

    with office.workspace.reading() as session:
        read = [read_standing(office.workspace, session, at) for at in later]
    assert read[0] is read[1] is read[2]
    left = [
        clock.left
        for at in later
        for column in read_board(office.workspace, ComplaintQuery(), as_of=at).columns
        for card in column.cards
        if (clock := card.clock) is not None
    ]
    assert left == sorted(left, reverse=True)
