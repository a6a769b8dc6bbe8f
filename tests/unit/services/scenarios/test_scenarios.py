"""Touch scenarios: templates, their preview over the working calendar, application, stopping, moving."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import (
    BuyingRole,
    CommitmentStatus,
    InteractionKind,
    InteractionStatus,
    Side,
)
from kam.models import Calendar, CalendarException, Commitment, Contract, Interaction, Participant
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import read_open, read_rates
from kam.services.commitments.rows import OriginKind
from kam.services.scenarios.applying import Wish, apply, preview
from kam.services.scenarios.runs import list_runs, read_run, shift_run, stop_run
from kam.services.scenarios.templates import (
    Step,
    Template,
    built_in,
    delete_template,
    list_templates,
    retire_template,
    save_template,
)
from kam.store.undo import undo
from tests.builders import NOW, Office

TODAY = date(2026, 11, 23)
"""A Monday, 17:40 in Moscow."""
STEPS = (
    Step(0, "Собрать досье"),
    Step(1, "Позвонить", InteractionKind.CALL, BuyingRole.BUYER),
    Step(5, "Встретиться", InteractionKind.MEETING, BuyingRole.DECIDER),
)


def template(office: Office, *steps: Step) -> UUID:
    return save_template(office.workspace, Template("Касания", None, steps or STEPS)).value


def planned(office: Office) -> list[Interaction]:
    with office.workspace.reading() as session:
        return session.query(Interaction).order_by(Interaction.starts_local).all()


def tasks(office: Office) -> list[Commitment]:
    with office.workspace.reading() as session:
        return session.query(Commitment).order_by(Commitment.due_on).all()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_three_scenarios_come_with_the_program_in_both_languages(language: str) -> None:
    found = built_in(language)
    assert [each.code for each in found] == ["first_contact", "renewal", "recovery"]
    for each in found:
        assert each.purpose
        assert list(each.steps) == sorted(each.steps, key=lambda step: step.day)
        assert any(step.channel is None for step in each.steps)
        assert all(step.role for step in each.steps if step.channel)
        assert all(len(step.text) <= 500 for step in each.steps)


def test_both_languages_tell_the_same_steps() -> None:
    for russian, english in zip(built_in("ru"), built_in("en"), strict=True):
        assert [(s.day, s.channel, s.role) for s in russian.steps] == [
            (s.day, s.channel, s.role) for s in english.steps
        ]


def test_one_that_comes_with_the_program_is_kept_as_ones_own_and_changed(office: Office) -> None:
    renewal = built_in("ru")[1]
    own = save_template(office.workspace, Template("Моё продление", renewal.purpose, renewal.steps)).value
    (stored, *rest) = list_templates(office.workspace, "ru")
    assert (stored.id, stored.is_own, stored.steps) == (own, True, renewal.steps)
    assert [each.is_own for each in rest] == [False] * 3
    shorter = Template("Короче", "x", stored.steps[2:4][::-1], id=own, version=stored.version)
    save_template(office.workspace, shorter)
    (changed, *_) = list_templates(office.workspace, "ru")
    assert (changed.name, changed.steps) == ("Короче", renewal.steps[2:4])
    undo(office.workspace)
    assert list_templates(office.workspace, "ru")[0].steps == renewal.steps


def test_a_scenario_that_cannot_be_kept_says_what_is_wrong(office: Office) -> None:
    with pytest.raises(FieldErrors) as caught:
        save_template(office.workspace, Template(" ", None, (Step(0, "a"), Step(2000, " "))))
    assert {each.field: each.code for each in caught.value.errors} == {
        "name": "scenario.without_name",
        "steps.1.day": "field.out_of_range",
        "steps.1.text": "scenario.step_without_text",
    }
    with pytest.raises(FieldErrors) as caught:
        save_template(office.workspace, Template("Пустой", None, ()))
    assert caught.value.of("steps") is not None


def test_one_that_is_retired_is_offered_last_and_one_deleted_leaves_what_it_made(office: Office) -> None:
    account = office.account()
    old, new = template(office), save_template(office.workspace, Template("Я", None, STEPS)).value
    run = apply(office.workspace, account.id, old, TODAY, language="ru").value
    retire_template(office.workspace, old)
    assert [each.id for each in list_templates(office.workspace, "ru")][:2] == [new, old]
    delete_template(office.workspace, old)
    found = read_run(office.workspace, run)
    assert (found.name, found.scenario_id, len(found.open)) == ("Касания", None, 3)


# Preview


def test_the_preview_shows_working_days_and_the_most_influential_of_the_role(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, "Пётр", "Слабый", roles=(BuyingRole.BUYER,), influence=1)
    strong = office.stakeholder(account, "Анна", "Сильная", roles=(BuyingRole.BUYER,), influence=5)
    office.stakeholder(account, "Иван", "Ушёл", roles=(BuyingRole.DECIDER,), left_on=date(2026, 11, 1))
    found = preview(office.workspace, account.id, template(office), as_of=NOW, language="ru")
    assert found.start == TODAY
    assert [(each.day, each.moved, each.past) for each in found.steps] == [
        (TODAY, False, False),
        (date(2026, 11, 24), False, False),
        (date(2026, 11, 30), True, False),  # the 28th is a Saturday
    ]
    assert [each.name for each in found.steps[1].people] == ["Анна Сильная", "Пётр Слабый"]
    assert found.steps[1].people[0].id == strong.id
    assert found.missing_roles == (BuyingRole.DECIDER,)


def test_days_off_of_our_own_calendar_count(office: Office) -> None:
    with office.workspace.reading() as session:
        calendar = session.query(Calendar).one()
    office.add(CalendarException(calendar_id=calendar.id, on=date(2026, 11, 24)))
    found = preview(office.workspace, office.account().id, template(office), as_of=NOW, language="ru")
    assert found.steps[1].day == date(2026, 11, 25)


def test_contacts_take_the_first_free_time_of_their_day(office: Office) -> None:
    account = office.account()
    office.meeting(account, datetime.fromisoformat("2026-11-24T10:00"), minutes=60)
    steps = [Step(1, f"Звонок {number}", InteractionKind.CALL) for number in range(2)]
    found = preview(office.workspace, account.id, template(office, *steps), as_of=NOW, language="ru")
    assert [each.starts.time() for each in found.steps if each.starts] == [time(11), time(11, 30)]


def test_nothing_is_planned_for_an_hour_that_has_passed(office: Office) -> None:
    at = datetime.fromisoformat("2026-11-23T11:10:00+00:00")  # 14:10 in Moscow
    key = template(office, Step(0, "Звонок", InteractionKind.CALL))
    found = preview(office.workspace, office.account().id, key, as_of=at, language="ru")
    assert [each.starts.time() for each in found.steps if each.starts] == [time(14, 30)]


def test_renewal_counts_back_from_the_end_of_the_contract(office: Office) -> None:
    account = office.account()
    ends = date(2027, 1, 31)
    office.add(Contract(account_id=account.id, number="1", ends_on=ends))
    found = preview(office.workspace, account.id, "renewal", as_of=NOW, language="ru")
    assert found.start == ends
    assert [each.past for each in found.steps] == [
        ends + timedelta(days=each.step.day) < TODAY for each in found.steps
    ]
    assert found.steps[0].past


def test_what_is_not_there_says_so(office: Office) -> None:
    account = office.account()
    for key in (new_id(), "unknown"):
        with pytest.raises(NotFoundError, match="gone"):
            preview(office.workspace, account.id, key, as_of=NOW, language="ru")
    with pytest.raises(NotFoundError, match="run_gone"):
        stop_run(office.workspace, new_id())


# Application


def test_applied_it_becomes_tasks_and_contacts_that_know_where_they_come_from(office: Office) -> None:
    account = office.account()
    buyer = office.stakeholder(account, "Анна", "Сильная", roles=(BuyingRole.BUYER,))
    run = apply(office.workspace, account.id, template(office), TODAY, language="ru").value
    (task,) = tasks(office)
    assert (task.side, task.promised_to_client, task.due_on, task.owner_colleague_id) == (
        Side.OURS,
        False,
        TODAY,
        office.me,
    )
    call, meeting = planned(office)
    assert (call.kind, call.minutes, call.scenario_run_id) == (InteractionKind.CALL, 30, run)
    assert meeting.starts_local == datetime.combine(date(2026, 11, 30), time(10))
    with office.workspace.reading() as session:
        there = session.query(Participant).filter(Participant.interaction_id == call.id).all()
    assert {each.stakeholder_id or each.colleague_id for each in there} == {buyer.id, office.me}
    (row,) = read_open(office.workspace, PromiseQuery(promised=False), as_of=NOW)
    assert row.origin is not None
    assert (row.origin.kind, row.origin.name) == (OriginKind.SCENARIO, "Касания")
    assert read_rates(office.workspace, PromiseQuery(), as_of=NOW).ours.now.counted == 0


def test_it_is_one_step_to_take_back(office: Office) -> None:
    before = office.last_step()
    account = office.account()
    apply(office.workspace, account.id, "first_contact", TODAY, language="ru")
    assert office.last_step() == before + 2
    undo(office.workspace)
    assert (planned(office), tasks(office), list_runs(office.workspace)) == ([], [], ())


def test_steps_can_be_left_out_and_go_to_another(office: Office) -> None:
    account = office.account()
    other = office.stakeholder(account, "Пётр", "Другой")
    wishes = {0: Wish(planned=False), 1: Wish(person=other.id)}
    apply(office.workspace, account.id, template(office), TODAY, language="ru", wishes=wishes)
    assert tasks(office) == []
    with office.workspace.reading() as session:
        there = {each.stakeholder_id for each in session.query(Participant).all()}
    assert other.id in there
    nothing = dict.fromkeys(range(3), Wish(planned=False))
    with pytest.raises(FieldErrors):
        apply(office.workspace, account.id, template(office), TODAY, language="ru", wishes=nothing)


def test_steps_of_the_past_are_left_out_unless_wished_for(office: Office) -> None:
    account = office.account()
    key = template(office, Step(-5, "Раньше"), Step(3, "Потом"))
    apply(office.workspace, account.id, key, TODAY, language="ru")
    assert [each.text for each in tasks(office)] == ["Потом"]
    apply(office.workspace, account.id, key, TODAY, language="ru", wishes={0: Wish()})
    assert (tasks(office)[0].text, tasks(office)[0].due_on) == ("Раньше", TODAY)


def test_stopping_cancels_what_is_open_and_only_that(office: Office) -> None:
    account = office.account()
    run = apply(office.workspace, account.id, template(office), TODAY, language="ru").value
    call, _ = planned(office)
    office.change(call, status=InteractionStatus.DONE)
    assert stop_run(office.workspace, run).value == 2
    assert [each.status for each in planned(office)] == [InteractionStatus.DONE, InteractionStatus.CANCELLED]
    assert tasks(office)[0].status is CommitmentStatus.CANCELLED
    found = read_run(office.workspace, run)
    assert (found.is_running, found.stopped_on, found.done) == (False, TODAY, 1)
    with pytest.raises(RuleError, match="stopped"):
        stop_run(office.workspace, run)
    undo(office.workspace)
    assert read_run(office.workspace, run).is_running


def test_one_that_counts_back_can_be_stopped_before_its_day(office: Office) -> None:
    account = office.account()
    run = apply(office.workspace, account.id, "renewal", date(2027, 6, 1), language="ru").value
    stop_run(office.workspace, run)
    assert read_run(office.workspace, run).stopped_on == TODAY


def test_shifting_moves_what_is_open_by_working_days_and_keeps_the_hours(office: Office) -> None:
    account = office.account()
    run = apply(office.workspace, account.id, template(office), TODAY, language="ru").value
    assert shift_run(office.workspace, run, 4).value == 3
    assert tasks(office)[0].due_on == date(2026, 11, 27)
    assert [each.starts_local for each in planned(office)] == [
        datetime.combine(date(2026, 11, 30), time(10)),
        datetime.combine(date(2026, 12, 4), time(10)),
    ]
    shift_run(office.workspace, run, -30)
    assert tasks(office)[0].due_on == TODAY
    undo(office.workspace)
    undo(office.workspace)
    assert tasks(office)[0].due_on == TODAY
    assert planned(office)[1].starts_local.date() == date(2026, 11, 30)


def test_runs_are_listed_those_that_still_run_first(office: Office) -> None:
    one, two = office.account("А"), office.account("Б")
    key = template(office)
    first = apply(office.workspace, one.id, key, TODAY, language="ru").value
    second = apply(office.workspace, two.id, key, TODAY, language="ru").value
    stop_run(office.workspace, second)
    assert [each.id for each in list_runs(office.workspace)] == [first, second]
    assert [each.account for each in list_runs(office.workspace, two.id)] == ["Б"]
    assert list_templates(office.workspace, "ru")[0].runs == 2
