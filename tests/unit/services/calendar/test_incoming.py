"""Calendar files of others: invitations become meetings, follow their senders, are called off."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kam.core.errors import UserError
from kam.core.vocabulary import ContactKind, InteractionStatus
from kam.models import Account, ContactPoint, Interaction, Participant, Stakeholder
from kam.services.calendar.incoming import Standing, import_invitations, read_invitations
from kam.services.calendar.taking import Taken
from kam.store.undo import undo
from tests.builders import Office

OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:Russian Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
"""


def invitation(*events: str, method: str = "REQUEST", zones: str = OUTLOOK_ZONE) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nMETHOD:{method}\nVERSION:2.0\n{zones}{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


ONE = """
ORGANIZER;CN="Левашова Ирина":MAILTO:Levashova@Metiz.example
ATTENDEE;ROLE=REQ-PARTICIPANT;CN=Мария:mailto:maria@veresk.example
ATTENDEE;ROLE=REQ-PARTICIPANT;CN=Пётр Лунёв:mailto:lunev@agency.example
ATTENDEE;CUTYPE=RESOURCE;CN=Переговорная:mailto:room@metiz.example
UID:040000008200E00074C5B7101A82E008
SUMMARY;LANGUAGE=ru-RU:Годовой контракт\\, условия
DTSTART;TZID=Russian Standard Time:20261201T100000
DTEND;TZID=Russian Standard Time:20261201T113000
LOCATION:Заводская 1
DESCRIPTION:Обсудим объёмы.\\n________________\\nMicrosoft Teams https://teams.example/x
SEQUENCE:0
"""
WEEKLY = """
ORGANIZER:mailto:levashova@metiz.example
UID:weekly@google.example
SUMMARY:Планёрка
DTSTART;TZID=Europe/Moscow:20261201T100000
DTEND;TZID=Europe/Moscow:20261201T103000
RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU
EXDATE;TZID=Europe/Moscow:20261208T100000
"""
MOVED = """
UID:weekly@google.example
RECURRENCE-ID;TZID=Europe/Moscow:20261215T100000
SUMMARY:Планёрка на заводе
DTSTART;TZID=Europe/Moscow:20261216T140000
DTEND;TZID=Europe/Moscow:20261216T150000
"""


@pytest.fixture
def levashova(office: Office) -> Stakeholder:
    place = office.stakeholder(office.account())
    reach(office, place, "levashova@metiz.example")
    return place


def reach(office: Office, place: Stakeholder, address: str) -> None:
    assert place.person_id is not None
    office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.EMAIL, value=address))


def local(day: int, hour: int) -> datetime:
    return datetime.combine(date(2026, 12, day), time(hour))


def take(office: Office, data: bytes, accounts: dict[str, UUID | None] | None = None) -> Taken:
    return import_invitations(office.workspace, data, accounts or {}, as_of=office.clock.now()).value


def planned(office: Office) -> list[str]:
    with office.workspace.reading() as session:
        rows = session.scalars(select(Interaction).order_by(Interaction.starts_at))
        return [
            f"{each.starts_local:%d.%m %H:%M} {each.subject}"
            for each in rows
            if each.status is InteractionStatus.PLANNED
        ]


def only(office: Office) -> Interaction:
    with office.workspace.reading() as session:
        return session.scalars(select(Interaction)).one()


def test_an_invitation_of_outlook_becomes_a_meeting_with_its_people(
    office: Office, levashova: Stakeholder
) -> None:
    taken = take(office, invitation(ONE))
    meeting = only(office)
    assert taken.new == (meeting.id,)
    assert meeting.account_id == levashova.account_id
    assert meeting.subject == "Годовой контракт, условия"
    assert (meeting.starts_local, meeting.zone) == (local(1, 10), "Europe/Moscow")
    assert (meeting.minutes, meeting.place) == (90, "Заводская 1")
    assert meeting.client_purpose == "Обсудим объёмы."
    assert meeting.logistics == "https://teams.example/x"
    with office.workspace.reading() as session:
        people = list(session.scalars(select(Participant).order_by(Participant.position)))
    assert [each.stakeholder_id for each in people if each.stakeholder_id] == [levashova.id]
    assert [each.guest for each in people if each.guest] == [
        "Мария, maria@veresk.example",
        "Пётр Лунёв, lunev@agency.example",
    ]
    assert [each.colleague_id for each in people if each.colleague_id] == [office.me]


def test_our_own_people_are_matched_as_colleagues(office: Office, levashova: Stakeholder) -> None:
    maria = office.colleague("Мария Белова", email="Maria@Veresk.example")
    take(office, invitation(ONE))
    with office.workspace.reading() as session:
        ours = set(session.scalars(select(Participant.colleague_id)))
    assert maria.id in ours


def test_a_second_import_follows_the_sender_whatever_the_sequence_says(
    office: Office, levashova: Stakeholder
) -> None:
    take(office, invitation(ONE))
    again = take(office, invitation(ONE))
    assert (again.new, again.changed, again.same) == ((), 0, 1)
    later = ONE.replace("20261201T1", "20261202T1").replace("Заводская 1", "Литейная 5")
    assert take(office, invitation(later)).changed == 1
    assert only(office).starts_local == local(2, 10)
    assert only(office).place == "Литейная 5"


def test_what_was_written_by_hand_stays_at_a_second_import(office: Office, levashova: Stakeholder) -> None:
    take(office, invitation(ONE))
    office.change(only(office), purpose="Не отдать скидку", travel_minutes=40)
    take(office, invitation(ONE.replace("Заводская 1", "Литейная 5")))
    assert only(office).purpose == "Не отдать скидку"
    assert only(office).travel_minutes == 40


def test_a_cancellation_calls_the_meeting_off(office: Office, levashova: Stakeholder) -> None:
    take(office, invitation(ONE))
    assert take(office, invitation(ONE, method="CANCEL")).cancelled == 1
    assert only(office).status is InteractionStatus.CANCELLED
    take(office, invitation(ONE))
    assert only(office).status is InteractionStatus.PLANNED


def test_a_cancellation_of_what_nobody_knows_brings_nothing(office: Office, levashova: Stakeholder) -> None:
    looked = read_invitations(office.workspace, invitation(ONE, method="CANCEL"), as_of=office.clock.now())
    assert [each.standing for each in looked.found] == [Standing.NOT_OURS]
    assert take(office, invitation(ONE, method="CANCEL")).left == 1
    assert planned(office) == []


def test_one_undo_takes_an_import_back(office: Office, levashova: Stakeholder) -> None:
    take(office, invitation(ONE, WEEKLY))
    assert len(planned(office)) == 5
    undo(office.workspace, office.last_step())
    assert planned(office) == []


def test_a_series_comes_with_its_exceptions(office: Office, levashova: Stakeholder) -> None:
    take(office, invitation(WEEKLY, MOVED))
    expected = [
        "01.12 10:00 Планёрка",
        "16.12 14:00 Планёрка на заводе",
        "22.12 10:00 Планёрка",
        "29.12 10:00 Планёрка",
    ]
    assert planned(office) == expected
    assert take(office, invitation(WEEKLY, MOVED)).same == 1
    assert planned(office) == expected


def test_dates_added_to_a_series_come_with_it_and_are_known_the_second_time(
    office: Office, levashova: Stakeholder
) -> None:
    added = "\nRDATE;TZID=Europe/Moscow:20261203T150000,20261210T100000\nRDATE;VALUE=DATE:20261217"
    moved = MOVED.replace("20261215T100000", "20261210T100000").replace("20261216T140000", "20261211T140000")
    data = invitation(moved, WEEKLY.strip() + added)
    take(office, data)
    expected = [
        "01.12 10:00 Планёрка",
        "03.12 15:00 Планёрка",
        "11.12 14:00 Планёрка на заводе",
        "15.12 10:00 Планёрка",
        "17.12 10:00 Планёрка",
        "22.12 10:00 Планёрка",
        "29.12 10:00 Планёрка",
    ]
    assert planned(office) == expected
    assert take(office, data).same == 1
    assert planned(office) == expected


def test_dates_added_to_a_single_event_are_meetings_of_their_own(
    office: Office, levashova: Stakeholder
) -> None:
    several = ONE.strip() + (
        "\nRDATE;TZID=Russian Standard Time:20261201T100000,20261204T120000"
        "\nRDATE;VALUE=PERIOD:20261209T070000Z/PT1H"
    )
    taken = take(office, invitation(several))
    assert len(taken.new) == 3
    assert [each.partition(" Г")[0] for each in planned(office)] == [
        "01.12 10:00",
        "04.12 12:00",
        "09.12 10:00",
    ]
    later = several.replace("20261204T120000", "20261204T160000")
    assert take(office, invitation(later)).changed == 1
    assert [each.partition(" Г")[0] for each in planned(office)] == [
        "01.12 10:00",
        "04.12 16:00",
        "09.12 10:00",
    ]


def test_one_date_of_a_series_is_called_off(office: Office, levashova: Stakeholder) -> None:
    take(office, invitation(WEEKLY))
    take(office, invitation(MOVED.replace("SUMMARY", "STATUS:CANCELLED\nSUMMARY"), method="CANCEL"))
    assert planned(office) == ["01.12 10:00 Планёрка", "22.12 10:00 Планёрка", "29.12 10:00 Планёрка"]


def test_a_series_follows_another_hour(office: Office, levashova: Stakeholder) -> None:
    take(office, invitation(WEEKLY))
    take(office, invitation(WEEKLY.replace("T100000", "T120000").replace("T103000", "T123000")))
    assert [each[6:11] for each in planned(office)] == ["12:00"] * 4


def test_of_a_series_that_runs_already_only_what_lies_ahead_comes(
    office: Office, levashova: Stakeholder
) -> None:
    old = WEEKLY.replace("20261201", "20261103").replace("COUNT=5;", "COUNT=6;").replace("EXDATE", "X-NO")
    take(office, invitation(old))
    assert planned(office) == ["24.11 10:00 Планёрка", "01.12 10:00 Планёрка", "08.12 10:00 Планёрка"]
    assert take(office, invitation(old)).same == 1


def test_what_is_over_is_left_out(office: Office, levashova: Stakeholder) -> None:
    past = ONE.replace("20261201", "20261101")
    looked = read_invitations(office.workspace, invitation(past), as_of=office.clock.now())
    assert [each.standing for each in looked.found] == [Standing.PAST]
    assert take(office, invitation(past)).left == 1


def test_a_meeting_planned_by_hand_for_the_same_moment_is_the_invited_one(
    office: Office, levashova: Stakeholder
) -> None:
    with office.workspace.reading() as session:
        account = session.get_one(Account, levashova.account_id)
    meeting = office.meeting(account, local(1, 10), subject="Контракт")
    take(office, invitation(ONE))
    assert only(office).id == meeting.id


def test_an_invitation_sent_twice_under_two_names_is_one_meeting_and_stops_no_other(
    office: Office, levashova: Stakeholder
) -> None:
    again = ONE.replace("UID:04", "UID:99")
    later = again.replace("UID:99", "UID:88").replace("20261201", "20261203")
    taken = take(office, invitation(ONE, again, later))
    assert (len(taken.new), taken.same) == (2, 1)
    assert planned(office) == [
        "01.12 10:00 Годовой контракт, условия",
        "03.12 10:00 Годовой контракт, условия",
    ]


def test_an_invitation_of_strangers_asks_whose_it_is_and_suggests_by_their_company(
    office: Office, levashova: Stakeholder
) -> None:
    other = office.account("Завод «Заречный»")
    strange = ONE.replace("Levashova@Metiz", "novikov@metiz")
    looked = read_invitations(office.workspace, invitation(strange), as_of=office.clock.now())
    found = looked.found[0]
    assert found.must_be_asked
    assert [each.id for each in found.choices] == [levashova.account_id]
    assert {each.id for each in looked.accounts} == {levashova.account_id, other.id}
    assert take(office, invitation(strange)).left == 1
    assert planned(office) == []
    take(office, invitation(strange), {found.uid: other.id})
    assert only(office).account_id == other.id


def test_people_of_two_clients_make_it_ask(office: Office, levashova: Stakeholder) -> None:
    lunev = office.stakeholder(office.account("Агентство"), "Пётр", "Лунёв")
    reach(office, lunev, "lunev@agency.example")
    found = read_invitations(office.workspace, invitation(ONE), as_of=office.clock.now()).found[0]
    assert found.must_be_asked
    assert {each.id for each in found.choices} == {levashova.account_id, lunev.account_id}
    take(office, invitation(ONE), {found.uid: lunev.account_id})
    with office.workspace.reading() as session:
        places = set(session.scalars(select(Participant.stakeholder_id)))
    assert {levashova.id, lunev.id} <= places


def test_an_event_of_a_whole_day_lies_at_its_midnight(office: Office, levashova: Stakeholder) -> None:
    fair = """
ORGANIZER:mailto:levashova@metiz.example
UID:fair
SUMMARY:Выставка
DTSTART;VALUE=DATE:20261203
DTEND;VALUE=DATE:20261205
"""
    take(office, invitation(fair))
    assert (only(office).starts_local, only(office).minutes) == (local(3, 0), 2880)


@pytest.mark.parametrize(
    ("start", "hour", "zone"),
    [
        (":20261201T070000Z", 10, "Europe/Moscow"),
        (":20261201T100000", 10, "Europe/Moscow"),
        (";TZID=Ekaterinburg Standard Time:20261201T100000", 10, "Asia/Yekaterinburg"),
        (';TZID="W. Europe Standard Time":20261201T100000', 10, "Europe/Berlin"),
        (";TZID=/mozilla.org/20050126_1/Europe/Berlin:20261201T100000", 10, "Europe/Berlin"),
        (";TZID=Nowhere:20261201T100000", 10, "Europe/Moscow"),
        (";TZID=Customized:20261201T100000", 12, "Europe/Moscow"),
    ],
)
def test_times_are_understood_in_their_zones(
    office: Office, levashova: Stakeholder, start: str, hour: int, zone: str
) -> None:
    own = """BEGIN:VTIMEZONE
TZID:Customized
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
    event = f"ORGANIZER:mailto:levashova@metiz.example\nUID:1\nSUMMARY:X\nDTSTART{start}"
    take(office, invitation(event, zones=own))
    assert (only(office).starts_local, only(office).zone) == (local(1, hour), zone)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "calendar.not_a_calendar"),
        (b"PK\x03\x04 nothing of a calendar", "calendar.not_a_calendar"),
        (b"<html>BEGIN:VCALENDAR</html>", "calendar.not_a_calendar"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar.no_events"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0", "calendar.no_events"),
        (b"BEGIN:VCALENDAR\n" * 50_000, "calendar.not_a_calendar"),
        (b"x" * (11 * 2**20), "calendar.file_too_large"),
        (invitation("UID:1\nDTSTART:yesterday"), "calendar.nothing_readable"),
        (invitation("UID:1\nDTSTART:99999999T999999"), "calendar.nothing_readable"),
        (invitation("UID:1\nDTSTART:00010101T000000"), "calendar.nothing_readable"),
    ],
)
def test_broken_and_hostile_files_end_in_one_sentence(office: Office, data: bytes, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read_invitations(office.workspace, data, as_of=office.clock.now())
    assert refused.value.code == code


@pytest.mark.parametrize(
    "poison",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:nonsense",
        "EXDATE:nonsense",
        "DURATION:P999999999D",
        "DTEND:19000101T000000Z",
        "DTEND;VALUE=DATE:20261202",
        "SUMMARY:" + "Ы" * 100_000,
        "UID:" + "u" * 100_000,
        "ATTENDEE;CN=" + "n" * 5000 + ":mailto:" + "a" * 5000 + "@x.example",
        "ATTENDEE:not an address",
        "LOCATION:\\n\\n\\n",
        "DESCRIPTION:\x00\x01\x7f",
        "RECURRENCE-ID:nonsense",
    ],
)
def test_a_poisoned_event_is_taken_as_far_as_it_can_be(
    office: Office, levashova: Stakeholder, poison: str
) -> None:
    head = "" if poison.startswith("UID") else "UID:1\n"
    event = f"{head}ORGANIZER:mailto:levashova@metiz.example\nDTSTART:20261201T070000Z\n{poison}"
    take(
        office, invitation("UID:0\nORGANIZER:mailto:levashova@metiz.example\nDTSTART:20261202T070000Z", event)
    )
    assert 1 <= len(planned(office)) <= 2


def test_a_zone_whose_clocks_change_every_second_is_nobodys(office: Office, levashova: Stakeholder) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Mad\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0300\n"
        "TZOFFSETTO:+0400\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "UID:1\nORGANIZER:mailto:levashova@metiz.example\nDTSTART;TZID=Mad:20261201T100000"
    take(office, invitation(event, zones=zone))
    assert only(office).starts_local == local(1, 10)


def test_files_in_other_encodings_are_read(office: Office, levashova: Stakeholder) -> None:
    take(office, invitation(ONE).decode().encode("utf-16"))
    assert only(office).subject == "Годовой контракт, условия"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_damaged_anywhere_is_read_or_refused_in_words(office: Office, data: st.DataObject) -> None:
    whole = invitation(ONE, WEEKLY, MOVED)
    at = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    damaged = whole[:at] + data.draw(st.binary(max_size=40)) + whole[at + length :]
    with suppress(UserError):
        read_invitations(office.workspace, damaged, as_of=office.clock.now())


def test_dates_until_are_meant_where_the_meeting_is(office: Office, levashova: Stakeholder) -> None:
    late = (
        "ORGANIZER:mailto:levashova@metiz.example\nUID:late\nSUMMARY:Ночная\n"
        "DTSTART;TZID=America/New_York:20261201T210000\nRRULE:FREQ=DAILY;UNTIL=20261204T020000Z"
    )
    take(office, invitation(late))
    assert [each[:5] for each in planned(office)] == ["01.12", "02.12", "03.12"]
