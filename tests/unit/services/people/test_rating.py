"""Rating a stakeholder, aiming, and how it went."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import Attitude, InteractionKind, InteractionStatus, RatingKind
from kam.models import Participant, Rating, Stakeholder
from kam.services.history import undo_step
from kam.services.people.map import read_map
from kam.services.people.rating import (
    RatingStep,
    rate,
    rate_place,
    rating_history,
    remove_rating,
    set_target,
)
from kam.services.people.rows import RatingRow
from tests.builders import NOW, Office


@pytest.fixture
def place(office: Office) -> Stakeholder:
    return office.stakeholder(office.account(), "Виктор", "Мальцев")


def attitude(office: Office, place: Stakeholder) -> RatingRow[Attitude]:
    row = read_map(office.workspace, place.account_id, as_of=NOW).place(place.id)
    assert row is not None
    return row.attitude


def rate_attitude(office: Office, place: Stakeholder, value: int, on: date, evidence: str = "Видно") -> None:
    rate(office.workspace, place.id, RatingKind.ATTITUDE, value, on=on, evidence=evidence)


def history(office: Office, place: Stakeholder) -> list[tuple[date, int]]:
    return [(step.on, step.value) for step in rating_history(office.workspace, place.id)]


def fault(caught: pytest.ExceptionInfo[FieldErrors], field: str) -> str | None:
    found = caught.value.of(field)
    return None if found is None else found.code


def test_a_rating_is_a_new_fact_and_the_former_stays(office: Office, place: Stakeholder) -> None:
    before = office.today - timedelta(days=10)
    rate_attitude(office, place, -1, before, "Требует акт")
    rate_attitude(office, place, 1, office.today, "Принял акт")
    assert history(office, place) == [(before, -1), (office.today, 1)]
    assert attitude(office, place).value is Attitude.SUPPORTER
    undo_step(office.workspace)
    assert attitude(office, place).value is Attitude.SCEPTIC


def test_a_rating_entered_late_does_not_overrule_a_newer_one(office: Office, place: Stakeholder) -> None:
    rate_attitude(office, place, 1, office.today)
    rate_attitude(office, place, -2, office.today - timedelta(days=30))
    assert attitude(office, place).value is Attitude.SUPPORTER


def test_every_wrong_field_says_why_and_nothing_is_written(office: Office, place: Stakeholder) -> None:
    tomorrow = office.today + timedelta(days=1)
    steps = office.last_step()
    with pytest.raises(FieldErrors) as caught:
        rate(office.workspace, place.id, RatingKind.ATTITUDE, 3, on=tomorrow, evidence="  ")
    assert [fault(caught, name) for name in ("value", "on", "evidence")] == [
        "field.out_of_range",
        "field.in_future",
        "people.without_evidence",
    ]
    with pytest.raises(FieldErrors) as caught:
        rate(office.workspace, place.id, RatingKind.ATTITUDE, 1, on=office.today, evidence="я" * 501)
    assert fault(caught, "evidence") == "field.too_long"
    assert office.last_step() == steps


def test_who_left_is_rated_up_to_that_day_only(office: Office, place: Stakeholder) -> None:
    left = office.today - timedelta(days=5)
    office.change(place, left_on=left)
    rate_attitude(office, place, 1, left)
    with pytest.raises(FieldErrors) as caught:
        rate_attitude(office, place, 1, office.today)
    assert fault(caught, "on") == "people.rated_after_leaving"


def test_a_relationship_level_is_one_colleagues(office: Office, place: Stakeholder) -> None:
    kind = RatingKind.RELATIONSHIP_LEVEL
    with pytest.raises(FieldErrors) as caught:
        rate(office.workspace, place.id, kind, 2, on=office.today, evidence="Звонит сам")
    assert fault(caught, "colleague") == "people.level_of_nobody"
    rate(office.workspace, place.id, kind, 2, on=office.today, evidence="Звонит сам", colleague_id=office.me)
    step = rating_history(office.workspace, place.id, kind)[0]
    assert (step.colleague, step.value) == ("Мария Кречетова", 2)
    with pytest.raises(ValueError, match="not rated per colleague"):
        rate(
            office.workspace,
            place.id,
            RatingKind.INFLUENCE,
            2,
            on=office.today,
            evidence="x",
            colleague_id=office.me,
        )


def test_a_target_stands_on_the_latest_rating_and_is_no_new_look(office: Office, place: Stakeholder) -> None:
    rated = office.today - timedelta(days=95)
    rate_attitude(office, place, 0, rated)
    by = office.today + timedelta(days=90)
    set_target(office.workspace, place.id, RatingKind.ATTITUDE, 1, by=by)
    now = attitude(office, place)
    assert (now.target, now.target_on, now.on, now.stale) == (Attitude.SUPPORTER, by, rated, True)
    assert len(history(office, place)) == 1


def test_a_target_that_was_given_up_does_not_come_back(office: Office, place: Stakeholder) -> None:
    rate_attitude(office, place, -1, office.today - timedelta(days=9))
    set_target(office.workspace, place.id, RatingKind.ATTITUDE, 1)
    rate_attitude(office, place, 0, office.today)
    set_target(office.workspace, place.id, RatingKind.ATTITUDE, 2)
    set_target(office.workspace, place.id, RatingKind.ATTITUDE, None)
    assert attitude(office, place).target is None
    undo_step(office.workspace)
    assert attitude(office, place).target is Attitude.CHAMPION


def test_a_colleague_can_aim_before_they_ever_met(office: Office, place: Stakeholder) -> None:
    kind = RatingKind.RELATIONSHIP_LEVEL
    set_target(office.workspace, place.id, kind, 2, colleague_id=office.me)
    step = rating_history(office.workspace, place.id, kind)[0]
    assert (step.value, step.target, step.on) == (0, 2, office.today)
    with pytest.raises(FieldErrors) as caught:
        set_target(office.workspace, place.id, RatingKind.ATTITUDE, 2)
    assert fault(caught, "target") == "people.target_without_rating"


def test_a_target_lies_ahead_and_on_the_scale(office: Office, place: Stakeholder) -> None:
    rate_attitude(office, place, 0, office.today)
    with pytest.raises(FieldErrors) as caught:
        set_target(office.workspace, place.id, RatingKind.ATTITUDE, 5, by=office.today - timedelta(days=1))
    assert (fault(caught, "target"), fault(caught, "by")) == ("field.out_of_range", "people.target_in_past")


def test_history_names_the_contact_it_comes_from_and_who_of_us_was_there(
    office: Office, place: Stakeholder
) -> None:
    colleague = office.colleague("Павел Валеев")
    with office.workspace.reading() as session:
        account = session.get_one(type(office.account()), place.account_id)
    visit = office.meeting(
        account, None, place, kind=InteractionKind.SITE_VISIT, status=InteractionStatus.DONE
    )
    office.add(Participant(interaction_id=visit.id, colleague_id=colleague.id, position=1))
    on = office.today
    ws = office.workspace
    rate(ws, place.id, RatingKind.ATTITUDE, -1, on=on, evidence="Потребовал второй", interaction_id=visit.id)
    rate(ws, place.id, RatingKind.INFLUENCE, 4, on=on, evidence="Решает он")
    steps: dict[RatingKind, RatingStep] = {step.kind: step for step in rating_history(ws, place.id)}
    seen = steps[RatingKind.ATTITUDE]
    assert (seen.source, seen.by, seen.evidence) == (
        InteractionKind.SITE_VISIT,
        "Павел Валеев",
        "Потребовал второй",
    )
    assert (steps[RatingKind.INFLUENCE].source, steps[RatingKind.INFLUENCE].by) == (None, "Мария Кречетова")


def test_a_mistaken_rating_is_taken_out_and_the_one_before_holds_again(
    office: Office, place: Stakeholder
) -> None:
    rate_attitude(office, place, -1, office.today - timedelta(days=9))
    rate_attitude(office, place, 2, office.today)
    mistake = rating_history(office.workspace, place.id)[-1]
    remove_rating(office.workspace, mistake.id)
    assert attitude(office, place).value is Attitude.SCEPTIC
    with pytest.raises(NotFoundError, match="rating_gone"):
        remove_rating(office.workspace, mistake.id)


def test_nobody_can_be_rated_who_is_gone(office: Office) -> None:
    with pytest.raises(NotFoundError, match=r"stakeholder\.gone"):
        rate(office.workspace, new_id(), RatingKind.ATTITUDE, 1, on=office.today, evidence="x")
    with office.workspace.reading() as session:
        assert session.query(Rating).count() == 0


def test_attitude_and_influence_are_rated_in_one_step(office: Office, place: Stakeholder) -> None:
    wanted = {RatingKind.ATTITUDE: -1, RatingKind.INFLUENCE: 4}
    rate_place(office.workspace, place.id, wanted, on=office.today, evidence="Требует акт")
    found = read_map(office.workspace, place.account_id, as_of=NOW).place(place.id)
    assert found is not None
    assert (found.attitude.value, found.influence.value) == (Attitude.SCEPTIC, 4)
    assert found.influence.evidence == "Требует акт"
    undo_step(office.workspace)
    assert history(office, place) == [], "one step took both back"


def test_a_cell_that_is_not_on_the_grid_is_refused_whole(office: Office, place: Stakeholder) -> None:
    wanted = {RatingKind.ATTITUDE: 1, RatingKind.INFLUENCE: 6}
    with pytest.raises(FieldErrors) as caught:
        rate_place(office.workspace, place.id, wanted, on=office.today, evidence=" ")
    assert fault(caught, "influence") == "field.out_of_range"
    assert fault(caught, "evidence") == "people.without_evidence"
    assert history(office, place) == []


def test_a_relationship_level_is_not_rated_for_all_of_us_at_once(office: Office, place: Stakeholder) -> None:
    with pytest.raises(FieldErrors) as caught:
        rate_place(
            office.workspace,
            place.id,
            {RatingKind.RELATIONSHIP_LEVEL: 2},
            on=office.today,
            evidence="Зовёт нас первыми",
        )
    assert fault(caught, "colleague") == "people.level_of_nobody"
