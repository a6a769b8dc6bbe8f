"""Health of a past day is what was computed on that day, though much happened since."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    ComplaintStage,
    InteractionStatus,
    RatingKind,
    Severity,
    SurveyMeasure,
)
from kam.models import (
    Commitment,
    Complaint,
    Contract,
    StakeholderRole,
    SurveyAnswer,
)
from kam.services.health.rows import HealthRow
from kam.services.history import undo_step
from kam.store.unit_of_work import writing
from tests.builders import NOW, Office
from tests.complaints import registered
from tests.judged import judged


def on_day(office: Office, day: int) -> datetime:
    """Set the clock so many days after the beginning, late in the evening."""
    office.clock.moment = NOW + timedelta(days=day, hours=6)
    return office.clock.moment


def evening(moment: datetime) -> datetime:
    """The last moment of the day in Moscow: what a past day is judged at."""
    return moment.replace(hour=20, minute=59, second=59)


def told(row: HealthRow) -> tuple[object, ...]:
    return row.health, row.churn, row.is_inertia, row.month_ago, row.risk_since


class Story:
    """What happens to a client day after day; each step changes something that health follows from."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.account = office.account()
        self.decider = office.stakeholder(
            self.account, "Пётр", "Громов", roles=(BuyingRole.DECIDER,), attitude=Attitude.CHAMPION,
            influence=5, since=date(2024, 1, 1),
        )  # fmt: skip
        self.buyer = office.stakeholder(
            self.account, "Анна", "Белова", attitude=Attitude.NEUTRAL, influence=2, since=date(2024, 1, 1)
        )
        self.contract = office.add(
            Contract(
                account_id=self.account.id,
                number="17",
                starts_on=date(2026, 1, 1),
                ends_on=date(2027, 1, 10),
            )
        )
        self.promise = office.promise(self.account, "Образцы", due=date(2026, 11, 26))
        self.moved = office.promise(self.account, "Расчёт", due=date(2026, 11, 25))
        self.complaint = registered(office, self.account, severity=Severity.NORMAL)

    def coach(self) -> None:
        self.office.add(StakeholderRole(stakeholder_id=self.buyer.id, role=BuyingRole.COACH))

    def farther(self) -> None:
        self.office.change(self.decider, circle=Circle.OUTER)

    def own_cadence(self) -> None:
        self.office.change(self.buyer, cadence_days=3)

    def met(self) -> None:
        when = self.office.clock.now().replace(tzinfo=None, microsecond=0) - timedelta(hours=2)
        self.office.meeting(self.account, when, self.decider, self.buyer, status=InteractionStatus.DONE)

    def no_decider(self) -> None:
        with writing(self.office.workspace, "test.changed") as unit:
            place = self.decider.id
            roles = [each.id for each in unit.query(StakeholderRole) if each.stakeholder_id == place]
            unit.remove(StakeholderRole, roles)

    def graver(self) -> None:
        with writing(self.office.workspace, "test.changed") as unit:
            complaint = unit.get_one(Complaint, self.complaint)
            unit.add(complaint.reclassify(at=self.office.clock.now(), severity=Severity.CRITICAL))

    def shifted(self) -> None:
        with writing(self.office.workspace, "test.changed") as unit:
            promise = unit.get_one(Commitment, self.moved.id)
            unit.add(promise.shift(date(2026, 12, 20), agreed=False, on=self.office.today))

    def kept_late(self) -> None:
        with writing(self.office.workspace, "test.changed") as unit:
            unit.get_one(Commitment, self.promise.id).keep(self.office.today)

    def longer(self) -> None:
        self.office.change(self.contract, ends_on=date(2028, 1, 10))

    def closed(self) -> None:
        with writing(self.office.workspace, "test.changed") as unit:
            complaint = unit.get_one(Complaint, self.complaint)
            unit.add(complaint.move_to(ComplaintStage.CLOSED, at=self.office.clock.now()))

    def cooler(self) -> None:
        self.office.rating(self.decider, RatingKind.ATTITUDE, Attitude.SCEPTIC)

    def detractor(self) -> None:
        self.office.add(
            SurveyAnswer(
                account_id=self.account.id,
                stakeholder_id=self.buyer.id,
                measure=SurveyMeasure.NPS,
                score=2,
                on=self.office.today,
            )
        )

    def left(self) -> None:
        self.office.change(self.decider, left_on=self.office.today)

    def steps(self) -> list[Callable[[], None]]:
        return [
            self.coach, self.farther, self.own_cadence, self.met, self.no_decider, self.graver, self.shifted,
            self.kept_late, self.longer, self.closed, self.cooler, self.detractor, self.left,
        ]  # fmt: skip


def test_a_past_day_is_judged_as_it_was_judged_then(office: Office) -> None:
    story = Story(office)
    then: list[tuple[datetime, tuple[object, ...]]] = []
    for number, step in enumerate(story.steps()):
        moment = on_day(office, 2 * number)
        step()
        then.append((moment, told(judged(office, story.account, evening(moment)))))
    on_day(office, 40)

    for number, (moment, said) in enumerate(then):
        assert told(judged(office, story.account, evening(moment))) == said, number


def test_a_month_ago_is_what_was_judged_a_month_ago(office: Office) -> None:
    story = Story(office)
    story.met()
    moment = on_day(office, 0)
    before = judged(office, story.account, evening(moment)).health
    moment = datetime(2026, 12, 23, 12, tzinfo=NOW.tzinfo)
    office.clock.moment = moment
    for step in (story.coach, story.farther, story.no_decider, story.cooler, story.left):
        step()

    row = judged(office, story.account)

    assert row.month_ago == before
    assert row.change is not None
    assert row.change < 0


def test_what_came_with_its_owner_counts_since_its_owner(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, roles=(BuyingRole.DECIDER,), since=date(2026, 1, 1))

    before = judged(office, account, NOW - timedelta(days=60)).health

    assert before is not None
    assert "decider" in [part.reason.code.value for each in before.factors for part in each.found.parts]


def test_somebody_of_whom_no_date_is_known_counts_since_they_were_written_down(office: Office) -> None:
    account = office.account()
    on_day(office, 10)
    office.stakeholder(account)

    assert judged(office, account, NOW + timedelta(days=9)).health is None
    assert judged(office, account, NOW + timedelta(days=10, hours=6)).health is not None


def test_undo_restores_the_number(office: Office) -> None:
    story = Story(office)
    story.met()
    before = judged(office, story.account)
    story.left()
    after = judged(office, story.account)
    assert after.score is not None
    assert before.score is not None
    assert after.score < before.score
    assert "champion_lost" in [each.reason.code.value for each in after.churn.signs]

    undo_step(office.workspace)

    assert told(judged(office, story.account)) == told(before)


def test_a_role_that_was_taken_away_by_mistake_was_always_there(office: Office) -> None:
    story = Story(office)
    first = judged(office, story.account, evening(on_day(office, 1)))
    on_day(office, 3)
    story.no_decider()
    without = judged(office, story.account, evening(on_day(office, 4)))
    on_day(office, 5)
    undo_step(office.workspace)
    on_day(office, 9)

    assert told(judged(office, story.account, evening(NOW + timedelta(days=1)))) == told(first)
    assert told(judged(office, story.account, evening(NOW + timedelta(days=4)))) == told(without)


def test_the_trend_has_the_ends_of_twelve_months_and_the_day(office: Office) -> None:
    story = Story(office)
    story.met()
    row = judged(office, story.account)

    assert [each.on for each in row.trend][-2:] == [date(2026, 10, 31), date(2026, 11, 23)]
    assert len(row.trend) == 13
    assert row.trend[-1].score == row.score
    past = judged(office, story.account, datetime(2026, 10, 31, 20, 59, 59, tzinfo=NOW.tzinfo))
    assert row.trend[-2].score == past.score
