"""The communication plan on the calendar: when contacts are planned, what is left out, one step."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from kam.core.errors import RuleError
from kam.core.vocabulary import InteractionKind, InteractionStatus, PlanStatus
from kam.models import Account, CommunicationLine, Interaction, Participant, Plan, Stakeholder
from kam.services.plans.contacts import ContactsPreview, NotPlanned, plan_contacts, preview_contacts
from kam.services.plans.reading import read_plan
from kam.store.undo import undo
from tests.builders import Office

ENDS = date(2027, 3, 31)  # Monday the 23rd of November 2026 is today


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def plan(office: Office, account: Account) -> Plan:
    return office.add(Plan(account_id=account.id, title="План", starts_on=date(2026, 1, 1), ends_on=ENDS))


@pytest.fixture
def irina(office: Office, account: Account) -> Stakeholder:
    return office.stakeholder(account)


def line(
    office: Office, plan: Plan, place: Stakeholder, every: int | None, about: str | None = "объёмы"
) -> CommunicationLine:
    return office.add(
        CommunicationLine(
            plan_id=plan.id, colleague_id=office.me, stakeholder_id=place.id, every_days=every, about=about
        )
    )


def preview(office: Office, plan: Plan, until: date | None = None) -> ContactsPreview:
    return preview_contacts(
        office.workspace, plan.id, as_of=office.clock.now(), subject="Регулярная встреча", until=until
    )


def with_me(office: Office, meeting: Interaction) -> Interaction:
    office.add(Participant(interaction_id=meeting.id, colleague_id=office.me, position=1))
    return meeting


def test_a_line_is_planned_at_its_interval_until_the_plan_ends(
    office: Office, plan: Plan, irina: Stakeholder
) -> None:
    line(office, plan, irina, 28)
    found = preview(office, plan)
    assert [each.wanted for each in found.contacts] == [
        date(2026, 11, 24) + timedelta(days=28 * number) for number in range(5)
    ]
    first = found.contacts[0]
    assert (first.starts, first.minutes) == (at(date(2026, 11, 24), 10), 30)
    assert (first.colleague, first.stakeholder, first.subject) == (
        "Мария Кречетова",
        "Ирина Левашова",
        "объёмы",
    )
    assert found.until == ENDS
    assert preview(office, plan, until=date(2026, 12, 22)).contacts == found.contacts[:2]


def test_it_begins_an_interval_after_the_two_last_spoke(
    office: Office, account: Account, plan: Plan, irina: Stakeholder
) -> None:
    line(office, plan, irina, 60)
    met = office.meeting(account, at(date(2026, 11, 3), 12), irina, status=InteractionStatus.DONE)
    assert preview(office, plan).contacts[0].wanted == date(2026, 11, 24)  # somebody else was there
    with_me(office, met)
    assert preview(office, plan).contacts[0].wanted == date(2027, 1, 2)


def test_days_off_give_way_to_the_next_working_day(office: Office, plan: Plan, irina: Stakeholder) -> None:
    line(office, plan, irina, 4)  # the 24th, the 28th (Saturday), the 2nd, the 6th (Sunday)
    days = [(each.wanted.day, each.starts.day, each.moved) for each in preview(office, plan).contacts[:4]]
    assert days == [(24, 24, False), (28, 30, True), (2, 2, False), (6, 7, True)]


def test_contacts_take_free_time_and_no_more_than_two_a_day(
    office: Office, account: Account, plan: Plan, irina: Stakeholder
) -> None:
    others = [office.stakeholder(account, family=name) for name in ("Орлов", "Дьякова", "Седых")]
    for place in (irina, *others):
        line(office, plan, place, 180)
    busy = office.meeting(account, at(date(2026, 11, 24), 9, 30), minutes=120)
    found = preview(office, plan).contacts
    assert Counter(each.starts.date().day for each in found) == {24: 2, 25: 2}
    taken = sorted((each.starts, each.starts + timedelta(minutes=each.minutes)) for each in found)
    taken.append((busy.starts_local, busy.starts_local + timedelta(minutes=120)))
    taken.sort()
    assert all(before[1] <= after[0] for before, after in pairwise(taken))
    assert all(time(9) <= each.starts.time() <= time(17) for each in found)
    assert not any(each.clashes for each in found)


def test_who_speaks_seldom_meets(office: Office, plan: Plan, irina: Stakeholder) -> None:
    often, seldom = line(office, plan, irina, 30), line(office, plan, irina, 90)
    kinds = {each.line_id: each.kind for each in preview(office, plan).contacts}
    assert kinds == {often.id: InteractionKind.CALL, seldom.id: InteractionKind.MEETING}
    chosen = preview_contacts(
        office.workspace,
        plan.id,
        as_of=office.clock.now(),
        subject="Встреча",
        kinds={seldom.id: InteractionKind.SITE_VISIT},
    )
    assert {each.kind for each in chosen.contacts if each.line_id == seldom.id} == {
        InteractionKind.SITE_VISIT
    }


def test_lines_that_add_nothing_say_why(
    office: Office, account: Account, plan: Plan, irina: Stakeholder
) -> None:
    gone = office.stakeholder(account, family="Орлов", left_on=date(2026, 11, 1))
    lately = office.stakeholder(account, family="Дьякова")
    with_me(
        office, office.meeting(account, at(date(2026, 11, 20), 10), lately, status=InteractionStatus.DONE)
    )
    planned = office.stakeholder(account, family="Седых")
    with_me(office, office.meeting(account, at(date(2027, 1, 12), 10), planned))
    lines = {
        line(office, plan, irina, None).id: NotPlanned.WITHOUT_INTERVAL,
        line(office, plan, gone, 30).id: NotPlanned.HAS_LEFT,
        line(office, plan, lately, 360).id: NotPlanned.AFTER_THE_END,
        line(office, plan, planned, 150).id: NotPlanned.PLANNED_ALREADY,
    }
    found = preview(office, plan)
    assert found.contacts == ()
    assert dict(found.left_out) == lines


def test_a_contact_without_words_is_called_as_is_said(office: Office, plan: Plan, irina: Stakeholder) -> None:
    line(office, plan, irina, 90, about=None)
    assert {each.subject for each in preview(office, plan).contacts} == {"Регулярная встреча"}


def test_all_are_planned_as_one_step_and_not_twice(office: Office, plan: Plan, irina: Stakeholder) -> None:
    line(office, plan, irina, 28)
    before, last = read_plan(office.workspace, plan.id, as_of=office.clock.now()), office.last_step()
    found = preview(office, plan)
    made = plan_contacts(office.workspace, plan.id, found.contacts).value
    assert office.last_step() == last + 1
    with office.workspace.reading() as session:
        stored = [session.get_one(Interaction, each) for each in made]
        assert [each.starts_local for each in stored] == [each.starts for each in found.contacts]
        assert {(each.kind, each.status) for each in stored} == {
            (InteractionKind.CALL, InteractionStatus.PLANNED)
        }
    assert preview(office, plan).contacts == ()
    undo(office.workspace)
    with office.workspace.reading() as session:
        assert session.get(Interaction, made[0]) is None
    assert read_plan(office.workspace, plan.id, as_of=office.clock.now()) == before
    assert preview(office, plan) == found


def test_nothing_is_planned_from_a_closed_plan(office: Office, plan: Plan, irina: Stakeholder) -> None:
    line(office, plan, irina, 28)
    found = preview(office, plan)
    office.change(plan, status=PlanStatus.CLOSED)
    with pytest.raises(RuleError, match=r"plan\.closed"):
        plan_contacts(office.workspace, plan.id, found.contacts)


def test_more_than_a_step_holds_is_refused(office: Office, plan: Plan, irina: Stakeholder) -> None:
    for _ in range(5):
        line(office, plan, irina, 1)
    with pytest.raises(RuleError, match=r"plan\.too_many_contacts"):
        preview(office, plan)


def test_a_plan_of_ages_is_looked_through_for_three_years(
    office: Office, plan: Plan, irina: Stakeholder
) -> None:
    office.change(plan, ends_on=date.max)
    line(office, plan, irina, 90)
    assert 10 < len(preview(office, plan).contacts) < 14
