"""The book of everybody's health: the same as each one's alone, through changes and through the hours."""

import gc
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from kam.analysis.health.score import HealthBand
from kam.core.errors import UserError
from kam.core.periods import Month
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Channel,
    ComplaintStage,
    InteractionStatus,
    RatingKind,
    Severity,
    SurveyMeasure,
)
from kam.models import (
    Account,
    Calendar,
    Commitment,
    Complaint,
    Interaction,
    InteractionAccount,
    Participant,
    Person,
    Stakeholder,
    StakeholderRole,
    SurveyAnswer,
)
from kam.services.health import book as books
from kam.services.health import facts
from kam.services.health.book import read_bands, read_health, read_health_book, read_whole_health
from kam.services.health.rows import HealthBook
from kam.services.history import undo_step
from kam.services.settings import HealthPage, save_health_page
from kam.store.unit_of_work import writing
from kam.store.workspace import Workspace
from tests.builders import NOW, Office
from tests.complaints import registered
from tests.judged import every, ordered, sold

NOBODY = UUID(int=1)


def afresh(office: Office, as_of: datetime) -> HealthBook:
    """The book as somebody reads it who has just opened the file."""
    with Workspace.open(office.workspace.path, office.clock, read_only=True) as workspace:
        return read_whole_health(workspace, as_of=as_of)


class Portfolio:
    """Three clients of whom much is known."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.accounts = [office.account(name) for name in ("Альфа", "Бета", "Гамма")]
        self.places = [self.filled(account) for account in self.accounts]
        self.promise = office.promise(self.accounts[0], "Образцы", due=date(2026, 11, 20))
        self.complaint = registered(office, self.accounts[1], severity=Severity.NORMAL)
        self.meeting = self.met(self.accounts[2], 2, self.places[2])
        self.visit = self.met(self.accounts[2], 5, self.places[0])
        """Somebody of another client took part."""

    def met(self, account: Account, day: int, place: Stakeholder) -> Interaction:
        when = datetime(2026, 11, day, 10)  # noqa: DTZ001 - a local time
        return self.office.meeting(account, when, place, status=InteractionStatus.DONE)

    def filled(self, account: Account) -> Stakeholder:
        office = self.office
        sold(office, account, Month(2024, 9), [100 + number for number in range(26)])
        ordered(office, account, *every(9, 20, date(2026, 11, 11)))
        return office.stakeholder(
            account, roles=(BuyingRole.DECIDER,), attitude=Attitude.SUPPORTER, influence=3,
            since=date(2025, 1, 1),
        )  # fmt: skip

    def remove(self, entity: type, *ids: object) -> None:
        with writing(self.office.workspace, "test.removed") as unit:
            unit.remove(entity, list(ids))  # type: ignore[arg-type]


def answered(portfolio: Portfolio) -> None:
    office, place = portfolio.office, portfolio.places[0]
    office.add(
        SurveyAnswer(
            account_id=place.account_id,
            stakeholder_id=place.id,
            measure=SurveyMeasure.NPS,
            score=1,
            on=date(2026, 11, 23),
        )
    )


def closed(portfolio: Portfolio) -> None:
    with writing(portfolio.office.workspace, "test.changed") as unit:
        complaint = unit.get_one(Complaint, portfolio.complaint)
        unit.add(complaint.move_to(ComplaintStage.CLOSED, at=portfolio.office.clock.now()))


def kept(portfolio: Portfolio) -> None:
    with writing(portfolio.office.workspace, "test.changed") as unit:
        unit.get_one(Commitment, portfolio.promise.id).keep(date(2026, 11, 23))


def beside(portfolio: Portfolio) -> None:
    account = portfolio.accounts[0].id
    portfolio.office.add_all(InteractionAccount(interaction_id=portfolio.meeting.id, account_id=account))


CHANGES: dict[str, Callable[[Portfolio], object]] = {
    "rated": lambda p: p.office.rating(p.places[0], RatingKind.ATTITUDE, Attitude.OPPONENT),
    "left": lambda p: p.office.change(p.places[1], left_on=date(2026, 11, 23)),
    "met": lambda p: p.met(p.accounts[1], 23, p.places[1]),
    "not met at another's": lambda p: p.office.change(p.visit, status=InteractionStatus.CANCELLED),
    "not met": lambda p: p.office.change(p.meeting, status=InteractionStatus.CANCELLED),
    "meeting deleted": lambda p: p.remove(Interaction, p.meeting.id),
    "another took part": lambda p: p.office.add(
        Participant(interaction_id=p.meeting.id, stakeholder_id=p.places[0].id, position=5)
    ),
    "concerns another": beside,
    "role": lambda p: p.office.add(StakeholderRole(stakeholder_id=p.places[2].id, role=BuyingRole.COACH)),
    "named": lambda p: p.office.change(
        Person(id=p.places[0].person_id, given_name="", family_name=""), family_name="Ветрова"
    ),
    "kept": kept,
    "answered": answered,
    "closed": closed,
    "ordered": lambda p: ordered(p.office, p.accounts[2], date(2026, 11, 23)),
    "sold": lambda p: sold(p.office, p.accounts[2], Month(2027, 1), [5]),
    "deleted": lambda p: p.remove(Stakeholder, p.places[0].id),
    "account deleted": lambda p: p.remove(Account, p.accounts[1].id),
    "account made": lambda p: p.filled(p.office.account("Дельта")),
    "account renamed": lambda p: p.office.change(p.accounts[0], name="Яхта"),
    "weights": lambda p: save_health_page(p.office.workspace, HealthPage(red_to=60)),
    "calendar": lambda p: p.office.add(Calendar(name="Другая", zone="Asia/Vladivostok")),
    "undone": lambda p: undo_step(p.office.workspace),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_a_change_the_book_is_what_a_fresh_reading_says(office: Office, what: str) -> None:
    portfolio = Portfolio(office)
    read_whole_health(office.workspace, as_of=NOW)

    CHANGES[what](portfolio)

    later = NOW + timedelta(minutes=1)
    found = read_whole_health(office.workspace, as_of=later)
    assert found == afresh(office, later)
    assert list(found.rows) == list(afresh(office, later).rows)
    for account, row in found.rows.items():
        with Workspace.open(office.workspace.path, office.clock, read_only=True) as workspace:
            assert read_health(workspace, account, as_of=later) == row


def test_a_change_of_one_client_reads_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio = Portfolio(office)
    before = read_whole_health(office.workspace, as_of=NOW)
    asked: list[object] = []
    real = facts.read_facts

    def watched(*args: object, **values: object) -> object:
        asked.append(values.get("account_id"))
        return real(*args, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(books, "read_facts", watched)
    office.rating(portfolio.places[0], RatingKind.ATTITUDE, Attitude.OPPONENT)

    after = read_whole_health(office.workspace, as_of=NOW)

    first, *others = (each.id for each in portfolio.accounts)
    assert asked == [first]
    assert after.rows[first] != before.rows[first]
    assert all(after.rows[each] is before.rows[each] for each in others)


def test_the_hour_at_which_a_norm_runs_out_changes_the_book(office: Office) -> None:
    account = office.account()
    registered(office, account, channel=Channel.PHONE, severity=Severity.CRITICAL)
    before = read_whole_health(office.workspace, as_of=NOW).rows[account.id]

    later = NOW + timedelta(minutes=90)
    after = read_whole_health(office.workspace, as_of=later).rows[account.id]

    assert before.on == after.on
    assert "breached" in [each.reason.code.value for each in after.churn.signs]
    assert "breached" not in [each.reason.code.value for each in before.churn.signs]
    assert after == afresh(office, later).rows[account.id]


def test_a_promise_of_an_hour_is_late_when_the_hour_has_passed(office: Office) -> None:
    account = office.account()
    when = datetime(2026, 11, 23, 18, 0)  # noqa: DTZ001 - where we work: 15:00 in UTC
    office.promise(account, "Перезвонить", due=when.date(), due_at=when)
    office.promise(account, "Раньше", due=date(2026, 11, 1), made_on=date(2026, 10, 1))
    before = read_whole_health(office.workspace, as_of=NOW).rows[account.id]

    later = NOW + timedelta(hours=1)
    after = read_whole_health(office.workspace, as_of=later).rows[account.id]

    assert after != before
    assert after == afresh(office, later).rows[account.id]


def test_the_book_stands_still_while_nothing_happens(office: Office) -> None:
    Portfolio(office)
    before = read_whole_health(office.workspace, as_of=NOW)

    assert read_whole_health(office.workspace, as_of=NOW + timedelta(minutes=5)) is before
    assert read_whole_health(office.workspace, as_of=NOW + timedelta(days=1)) is not before


def test_without_trends_the_rest_is_the_same(office: Office) -> None:
    Portfolio(office)
    with office.workspace.reading() as session:
        brief = books.read_health_book(office.workspace, session, NOW, trends=False)
    whole = read_whole_health(office.workspace, as_of=NOW)

    for account, row in brief.rows.items():
        assert row.trend == ()
        assert row.health == whole.rows[account].health
        assert row.month_ago == whole.rows[account].month_ago
        assert row.churn == whole.rows[account].churn
        assert (row.fell_since, row.risk_since) == (
            whole.rows[account].fell_since,
            whole.rows[account].risk_since,
        )


def test_bands_alone_are_those_of_the_book_whatever_is_remembered(office: Office) -> None:
    portfolio = Portfolio(office)
    empty = office.account("Пустой")
    wanted = [each.id for each in (*portfolio.accounts, empty)]
    with Workspace.open(office.workspace.path, office.clock, read_only=True) as unread:
        alone = read_bands(unread, [*wanted, NOBODY], as_of=NOW)
    rows = read_whole_health(office.workspace, as_of=NOW).rows
    assert alone == {each: rows[each].band for each in wanted if rows[each].band is not None}
    assert alone.keys() == {each.id for each in portfolio.accounts}, "of the empty one nothing is known"
    assert read_bands(office.workspace, wanted, as_of=NOW) == alone
    save_health_page(office.workspace, HealthPage(red_to=98, amber_to=99))
    assert set(read_bands(office.workspace, wanted, as_of=NOW).values()) == {HealthBand.RED}


@pytest.mark.parametrize("damaged", [False, True])
def test_a_reading_of_everybody_gives_back_memory_and_collector(
    office: Office, monkeypatch: pytest.MonkeyPatch, *, damaged: bool
) -> None:
    Portfolio(office)
    seen: list[tuple[int, bool]] = []

    with office.workspace.reading() as session:

        def now() -> tuple[int, bool]:
            return session.connection().exec_driver_sql("PRAGMA cache_size").scalar_one(), gc.isenabled()

        before = now()

        def read(*given: object, **named: object) -> object:
            seen.append(now())
            if damaged:
                raise UserError("store.damaged", path="office.kam")
            return facts.read_facts(*given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(books, "read_facts", read)
        with pytest.raises(UserError) if damaged else nullcontext():
            read_health_book(office.workspace, session, NOW)
        assert now() == before
    [(cache, collects)] = seen
    assert cache < before[0] < 0
    assert not collects
