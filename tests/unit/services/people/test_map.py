"""The map of one account's people."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from kam.analysis.map_review import CheckState, MapTopic
from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    InteractionKind,
    InteractionStatus,
    LineKind,
    RatingKind,
    RelationshipLevel,
    TeamRole,
)
from kam.models import Account, AccountTeamMember, BusinessUnit, PersonLine, Stakeholder
from kam.services.people.map import read_map
from kam.services.people.rows import PlaceRow, StakeholderMap
from tests.builders import NOW, Office


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def the_map(office: Office, account: Account, **options: object) -> StakeholderMap:
    return read_map(office.workspace, account.id, as_of=NOW, **options)  # type: ignore[arg-type]


def row_of(office: Office, place: Stakeholder) -> PlaceRow:
    with office.workspace.reading() as session:
        account = session.get_one(Account, place.account_id)
    row = the_map(office, account).place(place.id)
    assert row is not None
    return row


def local(days_ago: int, hour: int = 10) -> datetime:
    return (NOW - timedelta(days=days_ago)).replace(hour=hour, minute=0, tzinfo=None)


def test_a_place_shows_who_holds_it_and_how_they_stand(office: Office) -> None:
    account = office.account()
    unit = office.add(BusinessUnit(account_id=account.id, name="Цех 2"))
    boss = office.stakeholder(account, "Андрей", "Зимин", job_title="Генеральный директор")
    place = office.stakeholder(
        account,
        "Виктор",
        "Мальцев",
        roles=(BuyingRole.INITIATOR, BuyingRole.INFLUENCER),
        attitude=Attitude.SCEPTIC,
        influence=4,
        job_title="Технический директор",
        department="Технология",
        unit_id=unit.id,
        reports_to_id=boss.id,
        owner_id=office.me,
        cares_about="стойкость круга",
        concerns="биение партии 0921",
    )
    row = row_of(office, place)
    assert (row.name.listed, row.name.short, row.label, row.name.initials) == (
        "Мальцев Виктор",
        "Мальцев\u00a0В.",
        "Мальцев",
        "ВМ",
    )
    assert row.roles == (BuyingRole.INFLUENCER, BuyingRole.INITIATOR), "the most telling first"
    assert (row.attitude.value, row.influence.value, row.attitude.on) == (Attitude.SCEPTIC, 4, office.today)
    assert (row.unit, row.department, row.reports_to) == ("Цех 2", "Технология", boss.id)
    assert (row.owner, row.cares_about, row.concerns) == (
        "Мария Кречетова",
        "стойкость круга",
        "биение партии 0921",
    )


def test_a_rating_fades_after_ninety_days(office: Office) -> None:
    place = office.stakeholder(office.account())
    office.rating(place, RatingKind.ATTITUDE, Attitude.NEUTRAL, ago=90)
    office.rating(place, RatingKind.INFLUENCE, 3, ago=91)
    row = row_of(office, place)
    assert not row.attitude.stale
    assert row.influence.stale


def test_the_target_that_was_set_last_holds_beside_a_newer_rating(office: Office) -> None:
    place = office.stakeholder(office.account())
    office.rating(place, RatingKind.ATTITUDE, -1, ago=40, target=1, evidence="Требует акт")
    office.rating(place, RatingKind.ATTITUDE, 0, ago=5, evidence="Принял акт")
    row = row_of(office, place)
    assert (row.attitude.value, row.attitude.target) == (Attitude.NEUTRAL, Attitude.SUPPORTER)
    assert row.attitude.evidence == "Принял акт"


def test_contact_is_counted_from_the_last_done_one_and_notes_are_none(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account)
    done = InteractionStatus.DONE
    office.meeting(account, local(30), place, status=done)
    office.meeting(account, local(4), place, status=done, kind=InteractionKind.NOTE)
    office.meeting(account, local(2), place, status=InteractionStatus.CANCELLED)
    ahead = office.meeting(account, local(-3), place)
    office.meeting(account, local(-9), place)
    row = row_of(office, place)
    assert (row.contact_days, row.contact_norm, row.overdue) == (30, 21, True)
    assert row.next_contact_id == ahead.id
    assert row.next_contact_at is not None
    assert row.next_contact_at.hour == 10
    assert the_map(office, account).last_met_on == row.last_contact_on


def test_a_placeholder_says_how_long_it_waits_for_a_name(office: Office) -> None:
    account = office.account()
    vacant = office.add(
        Stakeholder(
            account_id=account.id,
            placeholder="Служба безопасности, имя неизвестно",
            job_title="служба безопасности",
            placeholder_since=ago(64).date(),
            circle=Circle.OUTER,
        )
    )
    row = row_of(office, vacant)
    assert (row.open_days, row.label, row.name.initials, row.overdue) == (
        64,
        "Служба безопасности",
        "",
        False,
    )
    names = next(check for check in the_map(office, account).checks if check.topic is MapTopic.NAMES)
    assert (names.state, names.people) == (CheckState.WARNING, (vacant.id,))


def test_levels_are_each_colleagues_latest_with_their_targets(office: Office) -> None:
    account = office.account(owner_id=None)
    sponsor = office.colleague("Олег Грачёв")
    place = office.stakeholder(account, attitude=Attitude.NEUTRAL)
    kind = RatingKind.RELATIONSHIP_LEVEL
    office.rating(place, kind, 1, ago=200, colleague_id=office.me)
    office.rating(place, kind, 2, ago=100, colleague_id=office.me, target=3)
    office.rating(place, kind, 0, ago=3, colleague_id=sponsor.id, target=2)
    levels = row_of(office, place).levels
    assert [(each.colleague, each.level, each.target, each.stale) for each in levels] == [
        ("Мария Кречетова", RelationshipLevel.CREDIBLE_SOURCE, RelationshipLevel.PROBLEM_SOLVER, True),
        ("Олег Грачёв", RelationshipLevel.NONE, RelationshipLevel.CREDIBLE_SOURCE, False),
    ]
    coverage = the_map(office, account).coverage
    assert (coverage.short, coverage.aims) == (2, 2)


def test_the_leader_of_the_account_is_the_first_column_then_its_team(office: Office) -> None:
    account = office.account(owner_id=office.me)
    helper, sponsor = office.colleague("Павел Валеев"), office.colleague("Олег Грачёв")
    office.add(AccountTeamMember(account_id=account.id, colleague_id=helper.id, role=TeamRole.SERVICE))
    office.add(
        AccountTeamMember(account_id=account.id, colleague_id=sponsor.id, role=TeamRole.EXECUTIVE_SPONSOR)
    )
    office.colleague("Кто-то Чужой")
    columns = the_map(office, account).colleagues
    assert [(each.short, each.leads) for each in columns] == [
        ("Кречетова", True),
        ("Грачёв", False),
        ("Валеев", False),
    ]


def test_an_opponent_for_whom_nobody_answers_fails_the_map_even_when_one_of_us_knows_them(
    office: Office,
) -> None:
    account = office.account()
    place = office.stakeholder(account, attitude=Attitude.OPPONENT, influence=3)
    office.rating(place, RatingKind.RELATIONSHIP_LEVEL, 1, colleague_id=office.me)
    found = the_map(office, account)
    assert found.checks[0].topic is MapTopic.OPPONENT
    assert found.checks[0].state is CheckState.FAILED
    office.change(place, owner_id=office.me)
    assert the_map(office, account).checks[0].topic is not MapTopic.OPPONENT


def test_lines_are_shown_between_those_who_are_there(office: Office) -> None:
    account = office.account()
    one, two, gone = (office.stakeholder(account, family=name) for name in ("Шубина", "Рожков", "Лунёв"))
    office.add(PersonLine(from_id=one.id, to_id=two.id, kind=LineKind.INFORMAL, note="учились вместе"))
    office.add(PersonLine(from_id=one.id, to_id=gone.id, kind=LineKind.CONFLICTS))
    office.change(gone, left_on=ago(3).date())
    found = the_map(office, account)
    assert [(line.kind, line.note) for line in found.relations] == [(LineKind.INFORMAL, "учились вместе")]
    assert [row.id for row in found.left] == [gone.id]


def test_on_the_day_of_leaving_somebody_is_still_there(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, left_on=office.today)
    assert row_of(office, place).left_on is None
    assert the_map(office, account).left == ()


def test_the_attitude_weighs_by_influence_and_is_compared_with_an_earlier_day(office: Office) -> None:
    account = office.account()
    old = office.stakeholder(account, family="Соболева")
    office.rating(old, RatingKind.ATTITUDE, 2, ago=120)
    office.rating(old, RatingKind.INFLUENCE, 4, ago=120)
    new = office.stakeholder(account, family="Беляев", since=ago(20).date())
    office.rating(new, RatingKind.ATTITUDE, -1, ago=10)
    office.rating(new, RatingKind.INFLUENCE, 4, ago=10)
    found = the_map(office, account)
    assert found.attitude is not None
    assert found.attitude_before is not None
    assert (found.attitude.value, found.attitude_before.value) == (Decimal("0.50"), Decimal("2.00"))
    assert found.before == ago(90).date()
    yesterday = the_map(office, account, before=ago(1).date())
    assert yesterday.attitude_before == yesterday.attitude


def test_as_of_an_earlier_moment_a_person_stands_as_they_did(office: Office) -> None:
    office.clock.moment = ago(50)
    account = office.account()
    place = office.stakeholder(account, job_title="инженер")
    office.rating(place, RatingKind.ATTITUDE, 0)
    office.clock.moment = NOW
    office.change(place, job_title="главный инженер")
    office.rating(place, RatingKind.ATTITUDE, 2)
    late = office.stakeholder(account, family="Беляев")
    then = read_map(office.workspace, account.id, as_of=ago(20))
    assert [row.id for row in then.places] == [place.id]
    assert (then.places[0].job_title, then.places[0].attitude.value) == ("инженер", Attitude.NEUTRAL)
    assert [row.id for row in the_map(office, account).places] == [place.id, late.id]


def test_people_of_other_accounts_are_not_on_the_map(office: Office) -> None:
    office.stakeholder(office.account("Чужой завод"))
    account = office.account("Наш завод")
    found = the_map(office, account)
    assert (found.places, found.checks, found.attitude) == ((), (), None)


def test_an_account_that_is_gone_is_said(office: Office) -> None:
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        read_map(office.workspace, new_id(), as_of=NOW)
