"""What complaints teach, read from a workspace: figures, the complaints behind them, filters and the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kam.analysis.complaint_clocks import ClockReading, ComplaintClocks
from kam.analysis.complaints.facts import Span
from kam.analysis.complaints.norms import NormFigure
from kam.core.periods import Month
from kam.core.vocabulary import (
    Channel,
    ClockState,
    CompensationKind,
    ComplaintKind,
    ComplaintStage,
    Severity,
)
from kam.models import (
    Account,
    ClockPause,
    Compensation,
    Complaint,
    MonthlySales,
    ProductLine,
    Reclassification,
    StageChange,
)
from kam.services.complaint_courses import clocks_of
from kam.services.complaints.learning import Learning, read_learning, usual_span
from kam.services.complaints.query import ComplaintQuery
from kam.services.profile import read_profile
from kam.services.settings_in_force import complaint_norms
from kam.services.working_calendar import read_calendar
from tests.builders import NOW, Office

AUTUMN = Span(date(2026, 9, 1), date(2026, 11, 30))


@pytest.fixture
def office(tmp_path: Any) -> Office:
    """A workspace of our own."""
    return Office.at(tmp_path)


class Desk:
    """Registers complaints with their lives in one line each."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.count = 0

    def complaint(
        self,
        account: Account,
        received: datetime,
        *stages: tuple[ComplaintStage, timedelta],
        **values: Any,
    ) -> Complaint:
        """A complaint with its stages, each so long after receipt."""
        self.count += 1
        usual = {
            "number": f"K-2026-{self.count:04}",
            "channel": Channel.EMAIL,
            "kind": ComplaintKind.QUALITY,
            "summary": f"Расслоение плёнки {self.count}",
            "severity": Severity.HIGH,
        }
        last = stages[-1][0] if stages else ComplaintStage.RECEIVED
        made = Complaint(account_id=account.id, received_at=received, stage=last, **{**usual, **values})
        self.office.add_all(
            made,
            StageChange(complaint_id=made.id, stage=ComplaintStage.RECEIVED, at=received),
            *(StageChange(complaint_id=made.id, stage=stage, at=received + after) for stage, after in stages),
        )
        return made

    def learn(self, span: Span | None = AUTUMN, *, as_of: datetime = NOW, **query: Any) -> Learning:
        """The figures as of a moment."""
        return read_learning(self.office.workspace, span, ComplaintQuery(**query), as_of=as_of)


HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 9, 7, tzinfo=UTC)  # 10:00 in Moscow
OFFERED, DECIDED, CLOSED = (
    ComplaintStage.RESPONSE_OFFERED,
    ComplaintStage.DECIDED,
    ComplaintStage.CLOSED,
)


def test_every_figure_names_the_complaints_behind_it(office: Office) -> None:
    desk = Desk(office)
    works, network = office.account("Завод"), office.account("Сеть")
    film = office.add(ProductLine(name="Плёнка", name_key="пленка"))
    quick = desk.complaint(
        works,
        MONDAY,
        (OFFERED, HOUR),
        (CLOSED, 5 * HOUR),
        product_line_id=film.id,
        department="Цех 2",
        root_cause="Дозатор не откалиброван",
    )
    late = desk.complaint(
        works,
        MONDAY + timedelta(days=7),
        (OFFERED, 30 * HOUR),
        (CLOSED, 50 * HOUR),
        product_line_id=film.id,
        root_cause="дозатор не откалиброван!",
    )
    waiting = desk.complaint(network, NOW - HOUR, kind=ComplaintKind.DELIVERY, severity=Severity.LOW)
    office.add_all(
        Compensation(
            complaint_id=quick.id,
            kind=CompensationKind.DISCOUNT,
            amount_minor=64_000,
            currency="RUB",
            approved_by_id=office.me,
        ),
        Compensation(complaint_id=late.id, kind=CompensationKind.REFUND, amount_minor=1, currency="RUB"),
        MonthlySales(
            account_id=network.id,
            month=Month(2026, 5),
            revenue_minor=900_000,
            currency="RUB",
            product_line_id=film.id,
        ),
    )

    learnt = desk.learn()

    assert learnt.ids == (quick.id, late.id, waiting.id)
    assert [(each.key, each.ids) for each in learnt.kinds] == [
        (ComplaintKind.QUALITY, (quick.id, late.id)),
        (ComplaintKind.DELIVERY, (waiting.id,)),
    ]
    assert [(each.key, each.count) for each in learnt.clients] == [(works.id, 2), (network.id, 1)]
    assert [(each.key, each.count) for each in learnt.departments] == [("Цех 2", 1), (None, 2)]
    assert [(each.key, each.count) for each in learnt.causes] == [("Дозатор не откалиброван", 2), (None, 1)]
    response = learnt.norms.first_response
    assert (response.kept, response.missed, response.share) == ((quick.id,), (late.id,), Decimal("0.5"))
    assert [(each.month.month, each.count) for each in learnt.months] == [(9, 0), (10, 0), (11, 3)]
    [repeat] = learnt.repeats
    assert (repeat.ids, repeat.returned) == ((quick.id, late.id), (late.id,))
    assert (learnt.cost.minor, learnt.cost.ids) == (64_000, (quick.id,))  # what nobody approved costs nothing
    assert (learnt.at_risk.minor, learnt.at_risk.ids) == (900_000, (waiting.id,))
    assert learnt.worst[0].account_id == works.id
    assert learnt.account_names == {works.id: "Завод", network.id: "Сеть"}


def test_the_span_before_is_what_it_is_compared_with(office: Office) -> None:
    desk, works = Desk(office), office.account("Завод")
    desk.complaint(works, datetime(2026, 6, 3, 9, tzinfo=UTC), (CLOSED, HOUR))
    desk.complaint(works, datetime(2026, 7, 3, 9, tzinfo=UTC), (CLOSED, HOUR))
    now = desk.complaint(works, MONDAY)

    autumn, summer = desk.learn(), desk.learn(AUTUMN.before)

    assert (autumn.count_before, autumn.kinds[0].before, autumn.worst[0].before) == (2, 2, 2)
    assert summer.before is None  # nobody kept complaints then
    assert summer.count == 2
    assert desk.learn(None).span == usual_span(NOW.date()) == Span(date(2025, 12, 1), date(2026, 11, 23))
    assert now.id in desk.learn(None).ids


def test_filters_leave_the_others_out_of_every_figure(office: Office) -> None:
    desk, works, network = Desk(office), office.account("Завод"), office.account("Сеть")
    desk.complaint(works, MONDAY)
    mine = desk.complaint(network, MONDAY, kind=ComplaintKind.SERVICE, severity=Severity.LOW)
    office.change(network, owner_id=office.me)

    for query in (
        {"accounts": frozenset({network.id})},
        {"kinds": frozenset({ComplaintKind.SERVICE})},
        {"severities": frozenset({Severity.LOW})},
        {"mine": True},
    ):
        learnt = desk.learn(**query)
        assert (learnt.ids, learnt.at_risk.ids) == ((mine.id,), (mine.id,))
    assert desk.learn(channels=frozenset({Channel.PHONE})).ids == ()


def test_figures_follow_a_change_at_once_and_know_nothing_of_the_future(office: Office) -> None:
    desk, works = Desk(office), office.account("Завод")
    made = desk.complaint(works, MONDAY, (CLOSED, 3 * HOUR))

    assert desk.learn(as_of=MONDAY + 2 * HOUR).open == (made.id,)
    assert desk.learn(as_of=MONDAY - HOUR).ids == ()
    assert desk.learn().open == ()

    office.change(made, root_cause="Дозатор")
    assert [each.key for each in desk.learn().causes] == ["Дозатор"]
    office.add(StageChange(complaint_id=made.id, stage=ComplaintStage.REOPENED, at=NOW - HOUR))
    office.change(made, stage=ComplaintStage.REOPENED)
    assert (desk.learn().open, desk.learn().reopened) == ((made.id,), (made.id,))


def test_paused_reopened_and_corrected_complaints_are_timed_as_the_board_shows_them(office: Office) -> None:
    desk, works = Desk(office), office.account("Завод")
    reopened = (ComplaintStage.REOPENED, 60 * HOUR)
    lives = (
        ((OFFERED, 2 * HOUR), (DECIDED, 50 * HOUR)),
        ((OFFERED, 26 * HOUR), (CLOSED, 200 * HOUR)),
        ((DECIDED, 30 * HOUR), (CLOSED, 40 * HOUR), reopened, (DECIDED, 190 * HOUR)),
        ((OFFERED, 20 * HOUR),),
        (),
    )
    complaints = [desk.complaint(works, MONDAY + number * HOUR, *life) for number, life in enumerate(lives)]
    for number, one in enumerate(complaints[:4]):
        office.add(
            ClockPause(
                complaint_id=one.id,
                since=one.received_at + (number + 1) * HOUR,
                until=one.received_at + 24 * HOUR,
                reason="ждём фото",
            )
        )
    office.add(
        Reclassification(
            complaint_id=complaints[3].id,
            at=MONDAY + 5 * HOUR,
            from_channel=Channel.PHONE,
            from_severity=Severity.LOW,
            channel=Channel.EMAIL,
            severity=Severity.HIGH,
        )
    )

    learnt = desk.learn()

    with office.workspace.reading() as session:
        calendar = read_calendar(session, read_profile(session).zone, range(2025, 2028))
        stored = [session.get_one(Complaint, one.id) for one in complaints]
        clocks = clocks_of(session, stored, complaint_norms(session), calendar, NOW)

    def ends(*, of: NormFigure, read: Callable[[ComplaintClocks], tuple[ClockReading, ...]]) -> None:
        states = {identity: {each.state for each in read(one)} for identity, one in clocks.items()}
        missed = {identity for identity, found in states.items() if ClockState.BREACHED in found}
        kept = {identity for identity, found in states.items() if found == {ClockState.MET}}
        assert (set(of.missed), set(of.kept)) == (missed, kept)

    ends(of=learnt.norms.acknowledgement, read=lambda one: (one.acknowledgement,))
    ends(of=learnt.norms.first_response, read=lambda one: (one.first_response,))
    ends(of=learnt.norms.resolution, read=lambda one: (*one.earlier, one.resolution))
