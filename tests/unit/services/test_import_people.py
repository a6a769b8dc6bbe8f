"""People come in with their place at the account, ways to reach them, roles and dated ratings."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kam.core.vocabulary import Attitude, BuyingRole, Circle, ContactKind, RatingKind
from kam.models import Account, ContactPoint, Person, Rating, Stakeholder, StakeholderRole
from kam.services.history import undo_step
from tests.bringing import DATA, Desk
from tests.builders import Office

BY_MAIL = '[columns]\nAccount = "account"\nName = "full_name"\nMail = "email"\nPhone = "phone"\n'
MAIL_KEY = 'key = "email"\n' + BY_MAIL
BY_NUMBER = '[columns]\nNo = "external_id"\nAccount = "account"\nName = "full_name"\nTitle = "job_title"\n'


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    made = Desk(office, tmp_path)
    made.bring("accounts", DATA / "clients.csv")
    return made


def test_people_come_with_everything_the_file_says_of_them(desk: Desk) -> None:
    report = desk.bring("people", DATA / "people.csv")
    assert (report.added, report.updated, report.unchanged) == (3, 0, 0)
    assert desk.all(Person, "family_name", "given_name", "name_key") == [
        ("Левашова", "Ирина", "левашова ирина"),
        ("Громов", "Пётр", "громов петр"),
        ("Левашова", "Ирина", "левашова ирина"),
    ]
    metiz, _, elka = desk.all(Account, "id")
    assert desk.all(Stakeholder, "account_id", "job_title", "circle") == [
        (metiz, "Директор по закупкам", Circle.CORE),
        (metiz, "Инженер", Circle.SUPPORT),
        (elka, "Бухгалтер", None),
    ]
    assert desk.all(ContactPoint, "kind", "value", "label") == [
        (ContactKind.PHONE, "+7 495 111-11-11", None),
        (ContactKind.EMAIL, "levashova@metiz.example", None),
        (ContactKind.OTHER, "+7 495 111-11-12", "факс"),
        (ContactKind.MOBILE, "+7 916 222-22-22", None),
        (ContactKind.EMAIL, "ira@elka.example", None),
    ]
    assert desk.all(StakeholderRole, "role") == [BuyingRole.DECIDER, BuyingRole.BUYER, BuyingRole.USER]
    today = desk.office.today
    assert desk.all(Rating, "kind", "value", "on", "evidence") == [
        (RatingKind.INFLUENCE, 5, today, "Из файла people.csv"),
        (RatingKind.ATTITUDE, int(Attitude.SUPPORTER), today, "Из файла people.csv"),
        (RatingKind.INFLUENCE, 3, today, "Из файла people.csv"),
        (RatingKind.ATTITUDE, int(Attitude.NEUTRAL), today, "Из файла people.csv"),
    ]


def test_a_second_import_adds_nobody(desk: Desk) -> None:
    desk.bring("people", DATA / "people.csv")
    before = desk.content()
    report = desk.bring("people", DATA / "people.csv")
    assert (report.added, report.updated, report.unchanged) == (0, 0, 3)
    assert not report.recorded
    assert desk.content() == before


def test_one_undo_takes_people_places_and_ratings_back(desk: Desk) -> None:
    before = desk.content()
    desk.bring("people", DATA / "people.csv")
    undo_step(desk.office.workspace)
    assert desk.content() == before


def test_a_changed_phone_takes_the_place_of_the_former(desk: Desk) -> None:
    columns = '[columns]\nA = "account"\nN = "full_name"\nP = "phone"\nF = "fax"\n'
    desk.bring("people", "A,N,P,F\nC-001,Ann Lee,111,222\n", columns)
    report = desk.bring("people", "A,N,P,F\nC-001,Ann Lee,333,\n", columns)
    assert report.updated == 1
    assert desk.all(ContactPoint, "kind", "value") == [(ContactKind.PHONE, "333"), (ContactKind.OTHER, "222")]


def test_a_phone_that_is_there_in_second_place_is_no_change(desk: Desk) -> None:
    columns = '[columns]\nA = "account"\nN = "full_name"\nP = "phone"\n'
    desk.bring("people", "A,N,P\nC-001,Ann Lee,111\n", columns)
    (person,) = desk.all(Person, "id")
    desk.office.add(ContactPoint(person_id=person, kind=ContactKind.PHONE, value="222"))
    assert desk.bring("people", "A,N,P\nC-001,Ann Lee,222\n", columns).unchanged == 1


def test_the_roles_of_a_file_are_all_there_are(desk: Desk) -> None:
    columns = '[columns]\nA = "account"\nN = "full_name"\nR = "buying_roles"\n'
    desk.bring("people", 'A,N,R\nC-001,Ann Lee,"buyer, user"\n', columns)
    desk.bring("people", 'A,N,R\nC-001,Ann Lee,"user, coach"\n', columns)
    assert desk.all(StakeholderRole, "role") == [BuyingRole.USER, BuyingRole.COACH]
    assert desk.bring("people", "A,N,R\nC-001,Ann Lee,\n", columns).unchanged == 1


def test_a_new_opinion_is_a_new_rating_and_the_former_stays(desk: Desk) -> None:
    columns = '[columns]\nA = "account"\nN = "full_name"\nT = "attitude"\n'
    desk.bring("people", "A,N,T\nC-001,Ann Lee,-1\n", columns)
    (place,) = desk.all(Stakeholder, "id")
    yesterday = desk.office.today - timedelta(days=1)
    desk.office.add(Rating(stakeholder_id=place, kind=RatingKind.ATTITUDE, value=2, on=yesterday))
    assert desk.bring("people", "A,N,T\nC-001,Ann Lee,-1\n", columns).unchanged == 1
    assert desk.bring("people", "A,N,T\nC-001,Ann Lee,+1\n", columns).updated == 1
    assert desk.all(Rating, "value") == [-1, 2, 1]


def test_one_person_of_two_accounts_is_known_by_mail(desk: Desk) -> None:
    desk.bring("people", "Account,Name,Mail,Phone\nC-001,Ann Lee,ann@x.example,1\n", MAIL_KEY)
    report = desk.bring("people", "Account,Name,Mail,Phone\nC-003,Anna Lee,ANN@x.example,1\n", MAIL_KEY)
    assert report.added == 1
    assert desk.all(Person, "given_name") == ["Anna"]
    assert len(desk.all(Stakeholder, "id")) == 2


def test_the_same_name_at_another_account_is_another_person(desk: Desk) -> None:
    columns = '[columns]\nA = "account"\nN = "full_name"\n'
    report = desk.bring("people", "A,N\nC-001,Ann Lee\nC-003,Ann Lee\n", columns)
    assert report.added == 2
    assert len(desk.all(Person, "id")) == 2


def test_a_person_who_left_is_not_made_anew(desk: Desk) -> None:
    columns = '[columns]\nA = "account"\nN = "full_name"\nT = "job_title"\n'
    desk.bring("people", "A,N,T\nC-001,Ann Lee,Buyer\n", columns)
    with desk.office.workspace.reading() as session:
        place = session.get(Stakeholder, desk.all(Stakeholder, "id")[0])
    assert place is not None
    desk.office.change(place, left_on=date(2026, 1, 31))
    report = desk.bring("people", "A,N,T\nC-001,Ann Lee,Chief\n", columns)
    assert (report.added, report.updated) == (0, 1)
    assert desk.all(Stakeholder, "job_title", "left_on") == [("Chief", date(2026, 1, 31))]


def test_an_external_number_finds_the_person_under_a_new_name(desk: Desk) -> None:
    desk.bring("people", "No,Account,Name,Title\n7,C-001,Ann Lee,Buyer\n", BY_NUMBER)
    desk.bring("people", "No,Account,Name,Title\n7,C-001,Ann Smith,\n", BY_NUMBER)
    assert desk.all(Person, "family_name", "name_key") == [("Smith", "smith ann")]
    assert desk.all(Stakeholder, "job_title") == ["Buyer"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("C-999,Ann Lee\n", [(2, "A", "import.unknown_account")]),
        ("C-001,Ann Lee\nC-001,ANN LEE\n", [(3, "N", "import.same_record")]),
        (",Ann Lee\n", [(2, "A", "exchange.missing")]),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(
    desk: Desk, rows: str, expected: list[tuple[int, str, str]]
) -> None:
    columns = '[columns]\nA = "account"\nN = "full_name"\n'
    before = desk.content()
    assert desk.refusal("people", "A,N\n" + rows, columns) == expected
    assert desk.content() == before


def test_two_people_of_one_mail_need_another_key(desk: Desk) -> None:
    desk.bring(
        "people",
        "Account,Name,Mail,Phone\nC-001,Ann Lee,info@x.example,\nC-001,Bob Ray,info@x.example,\n",
        'key = "full_name"\n' + BY_MAIL,
    )
    rows = "Account,Name,Mail,Phone\nC-001,Ann Lee,info@x.example,5\n"
    assert desk.refusal("people", rows, MAIL_KEY) == [(2, "Mail", "import.several_people")]


def test_a_number_belongs_to_one_person(desk: Desk) -> None:
    desk.bring("people", "No,Account,Name,Title\n7,C-001,Ann Lee,Buyer\n", BY_NUMBER)
    rows = "No,Account,Name,Title\n7,C-001,Bob Ray,Buyer\n"
    assert desk.refusal("people", rows, 'key = "full_name"\n' + BY_NUMBER) == [
        (2, "Name", "import.number_taken")
    ]


def test_people_know_their_account_by_its_tax_number(desk: Desk) -> None:
    desk.bring("people", "ИНН,ФИО\n7701000003,Лесина Анна Львовна\n")
    assert desk.all(Person, "family_name") == ["Лесина"]
