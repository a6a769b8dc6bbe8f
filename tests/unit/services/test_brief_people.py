"""Who comes, who of ours, who decides without being there, and which roles nobody covers."""

from __future__ import annotations

from datetime import date

import pytest

from kam.analysis.map_review import CheckState, MapTopic
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    InteractionKind,
    InteractionStatus,
    RatingKind,
    TeamRole,
)
from kam.models import (
    AccountTeamMember,
    Colleague,
    Participant,
    Person,
    Rating,
    Stakeholder,
    StakeholderRole,
)
from kam.reports.content import PersonName, RoleGap
from kam.services.lists.people import list_people
from kam.services.people.map import read_map
from tests.briefs import brief, local
from tests.builders import Office

DECIDER = (BuyingRole.DECIDER,)


def rate(office: Office, place: Stakeholder, value: int, on: str, **values: object) -> Rating:
    kind = values.pop("kind", RatingKind.ATTITUDE)
    return office.add(
        Rating(stakeholder_id=place.id, kind=kind, value=value, on=date.fromisoformat(on), **values)
    )


def test_deciders_stand_first_then_the_most_influential_and_guests_last(office: Office) -> None:
    account = office.account()
    clerk = office.stakeholder(account, "Павел", "Гурьев", roles=(BuyingRole.BUYER,), influence=2)
    expert = office.stakeholder(account, "Олег", "Тимчук", roles=(BuyingRole.INFLUENCER,), influence=4)
    head = office.stakeholder(account, "Ирина", "Левашова", roles=DECIDER, influence=3)
    meeting = office.meeting(account, None, clerk, expert, head)
    office.add(Participant(interaction_id=meeting.id, guest="аудитор сети, имя уточняется", position=9))

    cards = brief(office, meeting).attendees

    assert [card.name.family or card.title for card in cards] == [
        "Левашова",
        "Тимчук",
        "Гурьев",
        "аудитор сети, имя уточняется",
    ]
    assert cards[-1].is_guest


def test_a_card_tells_attitude_now_at_the_last_meeting_and_as_wanted(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, cares_about="бюджет", avoid="спора о цене", personal_win="итоги года")
    last = office.meeting(account, local("2026-11-03 10:00"), place, status=InteractionStatus.DONE)
    rate(office, place, 1, "2026-10-01", target=2)
    call = office.meeting(
        account, local("2026-11-12 09:00"), place, status=InteractionStatus.DONE, kind=InteractionKind.CALL
    )
    rate(office, place, 0, "2026-11-12", evidence="«Цена важнее привычки»", interaction_id=call.id)
    meeting = office.meeting(account, None, place)

    content = brief(office, meeting)
    [card] = content.attendees

    assert content.head.last_meeting_on == last.starts_local.date()
    assert (card.attitude, card.attitude_at_last_meeting, card.attitude_target) == (
        Attitude.NEUTRAL,
        Attitude.SUPPORTER,
        Attitude.CHAMPION,
    )
    assert (card.evidence, card.evidence_kind, card.evidence_on) == (
        "«Цена важнее привычки»",
        InteractionKind.CALL,
        date(2026, 11, 12),
    )
    assert (card.cares_about, card.avoid, card.personal_win) == ("бюджет", "спора о цене", "итоги года")


def test_a_rating_fades_on_its_ninety_first_day(office: Office) -> None:
    account = office.account()
    fresh, faded = office.stakeholder(account), office.stakeholder(account, "Павел", "Гурьев")
    rate(office, fresh, 0, "2026-08-26")  # 90 days before the meeting of 24 November
    rate(office, faded, 0, "2026-08-25")
    meeting = office.meeting(account, None, fresh, faded)

    stale = {card.name.family: card.rating_stale for card in brief(office, meeting).attendees}

    assert stale == {"Левашова": False, "Гурьев": True}


def test_contact_is_counted_to_the_meeting_from_the_last_done_interaction(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account)
    done, kind = InteractionStatus.DONE, InteractionKind.EMAIL
    office.meeting(account, local("2026-11-01 10:00"), place, status=done)
    office.meeting(account, local("2026-11-14 23:30"), place, status=done, kind=kind)
    office.meeting(account, local("2026-11-20 10:00"), place, status=InteractionStatus.CANCELLED)
    office.meeting(account, local("2026-11-21 10:00"), place, status=done, kind=InteractionKind.NOTE)
    meeting = office.meeting(account, None, place)

    [card] = brief(office, meeting).attendees

    assert (card.contact_days, card.last_contact_kind) == (10, InteractionKind.EMAIL)


def test_the_norm_is_the_own_cadence_else_the_circles(office: Office) -> None:
    account = office.account()
    own = office.stakeholder(account, cadence_days=14)
    support = office.stakeholder(account, "Павел", "Гурьев")
    office.change(support, circle=Circle.SUPPORT)
    nobodys = office.stakeholder(account, "Олег", "Тимчук")
    office.change(nobodys, circle=None)
    meeting = office.meeting(account, None, own, support, nobodys)

    norms = {card.name.family: card.contact_norm for card in brief(office, meeting).attendees}

    assert norms == {"Левашова": 14, "Гурьев": 45, "Тимчук": None}


def test_ours_come_with_role_and_task(office: Office) -> None:
    account = office.account()
    engineer = office.add(Colleague(name="Богданов Илья Петрович", job_title="технолог"))
    office.add(AccountTeamMember(account_id=account.id, colleague_id=office.me, role=TeamRole.KAM))
    meeting = office.meeting(account)
    office.add_all(
        Participant(interaction_id=meeting.id, colleague_id=office.me, task="рамка и лимиты"),
        Participant(interaction_id=meeting.id, colleague_id=engineer.id, task="8D", position=1),
    )

    me, other = brief(office, meeting).ours

    assert (me.name.family, me.role, me.task, me.is_me) == ("Кречетова", TeamRole.KAM, "рамка и лимиты", True)
    assert (other.name, other.role_text) == (PersonName("Богданов", "Илья", "Петрович"), "технолог")


def test_absent_deciders_are_named_the_unknown_and_the_new_among_them(office: Office) -> None:
    account = office.account()
    head = office.stakeholder(account, roles=DECIDER)
    office.stakeholder(account, "Борис", "Ратников", roles=(BuyingRole.APPROVER,), job_title="ген. директор")
    unknown = office.add(
        Stakeholder(account_id=account.id, placeholder="финдиректор, имя неизвестно", since=date(2026, 12, 1))
    )
    office.add(StakeholderRole(stakeholder_id=unknown.id, role=BuyingRole.APPROVER))
    gone = office.stakeholder(account, "Пётр", "Ушедший", roles=DECIDER, left_on=date(2026, 11, 23))
    meeting = office.meeting(account, None, head)

    absent = brief(office, meeting).absent

    assert gone.left_on is not None
    assert [(one.name.family, one.title, one.since, one.contact_days) for one in absent] == [
        ("Ратников", "ген. директор", None, None),
        ("", "финдиректор, имя неизвестно", date(2026, 12, 1), None),
    ]
    assert all(one.contact_overdue for one in absent)


def test_somebody_who_leaves_on_the_day_of_the_meeting_is_still_there(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, roles=DECIDER, left_on=date(2026, 11, 24))
    meeting = office.meeting(account)

    assert [one.name.family for one in brief(office, meeting).absent] == ["Левашова"]


def test_uncovered_roles_say_what_is_missing_and_about_whom(office: Office) -> None:
    account = office.account()
    head = office.stakeholder(account, roles=(BuyingRole.DECIDER, BuyingRole.BUYER))
    office.stakeholder(account, "Борис", "Ратников", roles=(BuyingRole.APPROVER,))
    rival = office.stakeholder(account, "Дина", "Сафина", influence=4, department="Качество")
    rate(office, rival, -1, "2026-11-01")
    office.meeting(account, local("2026-11-10 10:00"), head, rival, status=InteractionStatus.DONE)
    meeting = office.meeting(account, None, head)

    gaps = [(one.gap, one.role, one.area, one.person) for one in brief(office, meeting).uncovered]

    assert gaps == [
        (RoleGap.NO_CONTACT, BuyingRole.APPROVER, "", "Ратников"),
        (RoleGap.NOBODY, BuyingRole.INFLUENCER, "", ""),
        (RoleGap.NOBODY, BuyingRole.USER, "", ""),
        (RoleGap.NOBODY_OF_OURS, None, "Качество", "Сафина"),
    ]


def test_an_opponent_is_looked_after_by_who_answers_for_them_not_by_who_knows_them(office: Office) -> None:
    account = office.account()
    rival = office.stakeholder(account, "Дина", "Сафина", influence=4)
    rate(office, rival, -1, "2026-11-01")
    rate(office, rival, 4, "2026-11-01", kind=RatingKind.RELATIONSHIP_LEVEL, colleague_id=office.me)
    meeting = office.meeting(account, None, rival)
    [gap] = [one for one in brief(office, meeting).uncovered if one.gap is RoleGap.NOBODY_OF_OURS]
    assert gap.person == "Сафина"

    office.change(rival, owner_id=office.me)

    assert RoleGap.NOBODY_OF_OURS not in {one.gap for one in brief(office, meeting).uncovered}


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("level", [None, 0, 1, 4])
def test_brief_map_and_list_agree_on_who_is_looked_after(
    office: Office, level: int | None, named: bool
) -> None:
    account = office.account()
    rival = office.stakeholder(account, "Дина", "Сафина", influence=4)
    office.change(rival, owner_id=office.me if named else None)
    rate(office, rival, -1, "2026-11-01")
    if level is not None:
        rate(office, rival, level, "2026-11-01", kind=RatingKind.RELATIONSHIP_LEVEL, colleague_id=office.me)

    on_paper = brief(office, office.meeting(account, None, rival)).uncovered
    on_map = read_map(office.workspace, account.id, as_of=office.clock.now()).checks
    [listed] = list_people(office.workspace)

    assert [one.gap for one in on_paper].count(RoleGap.NOBODY_OF_OURS) == (not named)
    opponents = next(one for one in on_map if one.topic is MapTopic.OPPONENT)
    assert (opponents.state is CheckState.PASSED) is named
    assert (listed.owner is not None) is named


def test_a_person_met_at_another_account_keeps_the_contact(office: Office) -> None:
    """An interaction may concern several accounts: who took part was contacted."""
    account, sister = office.account(), office.account("Сестра")
    place = office.stakeholder(account)
    office.meeting(sister, local("2026-11-14 10:00"), place, status=InteractionStatus.DONE)
    meeting = office.meeting(account, None, place)

    assert brief(office, meeting).attendees[0].contact_days == 10


def test_a_person_without_a_place_is_nobody(office: Office) -> None:
    account = office.account()
    office.add(Person(given_name="Никто", family_name="Нигде"))

    assert brief(office, office.meeting(account)).attendees == ()
