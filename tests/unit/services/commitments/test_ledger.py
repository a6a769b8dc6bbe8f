"""The ledger: both sides, groups, filters, who left, kept rates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kam.analysis.promises import Ageing, KeptRate, Promise, Shift, kept_rate
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, Side
from kam.models import Commitment, CommitmentShift
from kam.services.commitments.closed import read_closed
from kam.services.commitments.closing import keep
from kam.services.commitments.query import PromiseQuery, as_json, from_json
from kam.services.commitments.reading import late_count, promise_choices, read_ledger, read_open, read_rates
from kam.services.commitments.rows import Ledger, OriginKind, Rates
from kam.services.commitments.shifting import Because, shift
from kam.store.undo import undo
from tests.builders import NOW, ZONE, Office

TODAY = date(2026, 11, 23)
"""A Monday."""


def ledger(office: Office, **query: object) -> Ledger:
    return read_ledger(office.workspace, PromiseQuery(**query), as_of=office.clock.now())  # type: ignore[arg-type]


def rates(office: Office, **query: object) -> Rates:
    return read_rates(office.workspace, PromiseQuery(**query), as_of=office.clock.now())  # type: ignore[arg-type]


def texts(found: Ledger, side: Side = Side.OURS) -> list[str]:
    return [row.text for row in found.of(side).rows]


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def test_open_promises_stand_by_side_the_longest_late_first(office: Office) -> None:
    account = office.account("Волгометиз")
    office.promise(account, "позже", due=day(-30), made_on=day(1))
    office.promise(account, "вчера", due=day(1), made_on=day(9))
    office.promise(account, "без срока")
    office.promise(account, "неделю назад", due=day(7), made_on=day(9))
    office.promise(account, "сегодня", due=TODAY)
    office.promise(account, "в пятницу", due=day(-4))
    office.promise(account, "их", side=Side.THEIRS, due=day(6), made_on=day(9))
    office.promise(
        account, "сделано", due=day(2), made_on=day(9), status=CommitmentStatus.KEPT, closed_on=day(2)
    )
    found = ledger(office)
    assert texts(found) == ["неделю назад", "вчера", "сегодня", "в пятницу", "позже", "без срока"]
    assert [row.ageing for row in found.ours.rows] == [
        Ageing.LONG_LATE,
        Ageing.LATE,
        Ageing.TODAY,
        Ageing.WEEK,
        Ageing.LATER,
        Ageing.UNDATED,
    ]
    assert found.ours.days_late == 8
    assert found.theirs.ageing[Ageing.LONG_LATE] == 1
    assert late_count(office.workspace, as_of=NOW) == 3


def test_an_hour_of_today_that_has_passed_is_late(office: Office) -> None:
    account = office.account()
    at_five, at_six = (
        datetime.fromisoformat("2026-11-23T17:00"),
        datetime.fromisoformat("2026-11-23T18:00"),
    )  # it is 17:40 in Moscow
    office.promise(account, "к шести", due=TODAY, due_at=at_six)
    office.promise(account, "к пяти", due=TODAY, due_at=at_five)
    rows = ledger(office).ours.rows
    assert [(row.text, row.ageing, row.days_late) for row in rows] == [
        ("к пяти", Ageing.LATE, 0),
        ("к шести", Ageing.TODAY, 0),
    ]
    assert rows[0].due_at == at_five.replace(tzinfo=ZoneInfo(ZONE))


def test_internal_tasks_are_counted_but_not_shown_among_promises(office: Office) -> None:
    account = office.account()
    office.promise(account, "обещание")
    office.promise(account, "задача", promised_to_client=False)
    assert texts(ledger(office)) == ["обещание"]
    assert ledger(office).ours.hidden_tasks == 1
    assert set(texts(ledger(office, promised=False))) == {"обещание", "задача"}
    assert ledger(office, promised=False).ours.hidden_tasks == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"text": "акт волго"}, {"Акт испытаний"}),
        ({"text": "грачев"}, {"Расчёт бонуса"}),
        ({"shifted": True}, {"Расчёт бонуса"}),
        ({"kinds": frozenset({CommitmentKind.CORRECTIVE})}, {"Замена ролика"}),
        ({"late": True}, {"Акт испытаний"}),
        ({"undated": True}, {"Замена ролика"}),
    ],
)
def test_conditions_choose_rows(office: Office, query: dict[str, object], expected: set[str]) -> None:
    volga, other = office.account("Волгометиз"), office.account("Рябинка")
    grachev = office.colleague("Олег Грачёв")
    office.promise(volga, "Акт испытаний", due=day(3), made_on=day(9))
    office.promise(volga, "Замена ролика", kind=CommitmentKind.CORRECTIVE)
    bonus = office.promise(other, "Расчёт бонуса", due=day(-3), owner_colleague_id=grachev.id)
    shift(office.workspace, [bonus.id], day(-5), Because.OWN)
    assert set(texts(ledger(office, **query))) == expected


def test_an_owner_of_ours_answers_for_our_promises_and_for_those_of_their_clients(office: Office) -> None:
    grachev = office.colleague("Олег Грачёв")
    led, other = office.account("Его клиент", owner_id=grachev.id), office.account("Другой")
    office.promise(other, "его обещание", owner_colleague_id=grachev.id)
    office.promise(led, "чужое обещание", owner_colleague_id=office.me)
    office.promise(led, "ему обещали", side=Side.THEIRS)
    office.promise(other, "не ему", side=Side.THEIRS)
    found = ledger(office, owners=frozenset({grachev.id}))
    assert texts(found) == ["его обещание"]
    assert texts(found, Side.THEIRS) == ["ему обещали"]


def test_my_clients_are_those_i_lead(office: Office) -> None:
    mine, other = office.account("Мой", owner_id=office.me), office.account("Чужой")
    office.promise(mine, "моему")
    office.promise(other, "чужому")
    assert texts(ledger(office, mine=True)) == ["моему"]


def test_a_person_who_left_still_owes_and_is_named(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, "Инна", "Носова", left_on=day(3))
    office.promise(account, "Протокол", side=Side.THEIRS, due=day(-9), owner_stakeholder_id=place.id)
    (row,) = ledger(office).theirs.orphans
    assert (row.owner, row.owner_full) == ("Носова", "Инна Носова")


def test_a_promise_knows_the_conversation_it_was_made_in(office: Office) -> None:
    account = office.account()
    meeting = office.meeting(account, datetime.fromisoformat("2026-11-12T10:00"), subject="Испытания")
    office.promise(account, "Акт", interaction_id=meeting.id)
    origin = ledger(office).ours.rows[0].origin
    assert origin is not None
    assert (origin.kind, origin.name, origin.on) == (OriginKind.INTERACTION, "Испытания", date(2026, 11, 12))


def test_switches_say_how_many_they_would_show(office: Office) -> None:
    account = office.account()
    office.promise(account, "поздно", due=day(3), made_on=day(9))
    office.promise(account, "когда-нибудь")
    office.promise(account, "задача", promised_to_client=False)
    counts = ledger(office).counts
    assert (counts["late"], counts["undated"], counts["promised"]) == (1, 1, 2)


def test_closed_promises_come_the_latest_first(office: Office) -> None:
    account = office.account("Волгометиз")
    for number, closed in enumerate((day(40), day(2), day(20))):
        office.promise(
            account,
            f"№ {number}",
            due=day(10),
            made_on=day(60),
            status=CommitmentStatus.KEPT,
            closed_on=closed,
        )
    office.promise(account, "открыто")
    page = read_closed(office.workspace, PromiseQuery(), as_of=NOW)
    assert [row.text for row in page.rows] == ["№ 1", "№ 2", "№ 0"]
    assert [row.in_time for row in page.rows] == [False, True, True]
    some = read_closed(office.workspace, PromiseQuery(text="волго № 2"), as_of=NOW, most=1)
    assert ([row.text for row in some.rows], some.in_all) == (["№ 2"], 1)


def test_the_list_is_sorted_as_asked_unknown_last(office: Office) -> None:
    account = office.account()
    for text, due in (("б", None), ("в", day(-2)), ("а", day(-9))):
        office.promise(account, text, due=due)
    rows = read_open(office.workspace, PromiseQuery(descending=True), as_of=NOW)
    assert [row.text for row in rows] == ["а", "в", "б"]


def test_what_can_be_chosen_is_what_has_promises(office: Office) -> None:
    office.account("Без обещаний")
    account = office.account("С обещаниями", owner_id=office.me)
    office.promise(account, "Счёт")
    choices = promise_choices(office.workspace)
    assert [name for _, name in choices.accounts] == ["С обещаниями"]
    assert [name for _, name in choices.colleagues] == ["Мария Кречетова"]


def test_a_query_survives_a_saved_view(office: Office) -> None:
    query = PromiseQuery(text="акт", mine=True, promised=False, kinds=frozenset({CommitmentKind.PREVENTIVE}))
    assert from_json(as_json(query)) == query
    assert from_json({"kinds": ["from a later version"], "unknown": 1}) == PromiseQuery()


# Rates


def test_rates_are_told_by_side_client_and_person_with_the_year_before(office: Office) -> None:
    account = office.account("Волгометиз")
    place = office.stakeholder(account, "Виктор", "Мальцев")

    def settled(ago: int, in_time: bool, **who: object) -> None:
        due = day(ago) if in_time else day(ago + 3)
        values: dict[str, Any] = {
            "made_on": day(ago + 20),
            "status": CommitmentStatus.KEPT,
            "closed_on": day(ago),
            **who,
        }
        office.promise(account, "x", due=due, **values)

    mine = {"owner_colleague_id": office.me}
    settled(10, True, **mine)
    settled(20, True, **mine)
    settled(30, False, **mine)
    settled(400, True, **mine)
    settled(410, False, **mine)
    settled(15, False, side=Side.THEIRS, owner_stakeholder_id=place.id)
    found = rates(office)
    assert found.ours.now == KeptRate(2, 3)
    assert found.ours.before == KeptRate(1, 2)
    assert found.ours.points == 17
    assert found.theirs.points is None
    (row,) = found.by_account
    assert (row.name, row.ours, row.theirs) == ("Волгометиз", KeptRate(2, 3), KeptRate(0, 1))
    assert [(each.name, each.rate) for each in found.by_colleague] == [("Мария Кречетова", KeptRate(2, 3))]
    assert [(each.name, each.rate) for each in found.by_person] == [("Виктор Мальцев", KeptRate(0, 1))]
    assert rates(office, accounts=frozenset({office.me})).ours.now == KeptRate(0, 0)


def test_rates_follow_every_change_and_its_undo(office: Office) -> None:
    account = office.account()
    late = office.promise(account, "поздно", due=day(3), made_on=day(9), owner_colleague_id=office.me)
    assert rates(office).ours.now == KeptRate(0, 1)
    assert rates(office).by_colleague[0].late == 1
    shift(office.workspace, [late.id], TODAY, Because.AGREED)
    keep(office.workspace, [late.id])
    assert rates(office).ours.now == KeptRate(1, 1)
    for _ in range(2):
        undo(office.workspace)
    assert rates(office).ours.now == KeptRate(0, 1)


DAYS = st.integers(0, 800).map(day)


@st.composite
def promises(draw: st.DrawFn) -> tuple[Commitment, list[CommitmentShift], int]:
    """A promise with its shifts, as a year of work leaves them; and for which client."""
    made = draw(DAYS)
    due = draw(st.one_of(st.none(), st.integers(0, 60).map(lambda days: made + timedelta(days=days))))
    status = draw(st.sampled_from(CommitmentStatus))
    closed = None if status is CommitmentStatus.OPEN else draw(st.dates(made, TODAY))
    side = draw(st.sampled_from(Side))
    one = Commitment(
        side=side,
        text="x",
        made_on=made,
        due_on=due,
        first_due_on=due,
        promised_to_client=side is Side.THEIRS or draw(st.booleans()),
        status=status,
        closed_on=closed,
    )
    shifts = []
    for _ in range(draw(st.integers(0, 2)) if due else 0):
        to = due + timedelta(days=draw(st.integers(1, 20))) if due else made
        on = max(made, due - timedelta(days=1)) if due else made
        shifts.append(
            CommitmentShift(
                commitment_id=one.id, on=on, from_due_on=due, to_due_on=to, agreed=draw(st.booleans())
            )
        )
        one.due_on = due = to
    return one, shifts, draw(st.integers(0, 1))


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(promises(), max_size=12))
def test_rates_counted_from_the_file_are_those_of_the_one_formula(
    office: Office, drawn: list[tuple[Commitment, list[CommitmentShift], int]]
) -> None:
    accounts = [office.account("А"), office.account("Б")]
    before = {side: rates(office).of(side).now for side in Side}
    told: list[Promise] = []
    for one, shifts, number in drawn:
        one.account_id = accounts[number].id
        office.add_all(one, *shifts)
        told.append(
            Promise(
                one.id,
                one.side,
                one.status,
                one.due_on,
                one.first_due_on,
                one.closed_on,
                None,
                tuple(Shift(each.to_due_on, each.agreed) for each in shifts),
                one.promised_to_client,
            )
        )
    found = rates(office)
    at = NOW.astimezone(ZoneInfo(ZONE))
    for side in Side:
        expected = kept_rate(told, side, at)
        now = found.of(side).now
        assert (now.kept - before[side].kept, now.counted - before[side].counted) == (
            expected.kept,
            expected.counted,
        )
        of_accounts = [row.ours if side is Side.OURS else row.theirs for row in found.by_account]
        assert sum(each.counted for each in of_accounts) == now.counted
        assert sum(each.kept for each in of_accounts) == now.kept
        assert now.kept <= now.counted
    office.workspace.path.exists()
