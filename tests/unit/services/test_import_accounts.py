"""Accounts come in from a table: added once, updated by their key, tied to holdings and colleagues."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.core.vocabulary import AccountStatus
from kam.models import Account, Address
from kam.services.history import redo_step, undo_step
from tests.bringing import DATA, Desk
from tests.builders import Office

BY_NAME = 'key = "name"\n[columns]\nCode = "external_id"\nName = "name"\n'


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    return Desk(office, tmp_path)


def counts(report: object) -> tuple[int, int, int]:
    return (report.added, report.updated, report.unchanged)  # type: ignore[attr-defined]


def test_a_list_of_clients_becomes_accounts(desk: Desk) -> None:
    report = desk.bring("accounts", DATA / "clients.csv")
    assert counts(report) == (3, 0, 0)
    assert report.recorded
    assert desk.all(Account, "external_id", "name", "status", "credit_limit_minor", "currency") == [
        ("C-001", "ООО «Метиз»", AccountStatus.ACTIVE, 150_000_050, "RUB"),
        ("C-002", "Метиз-Юг", AccountStatus.PROSPECT, None, "RUB"),
        ("C-003", "Ёлка & Ко", AccountStatus.PROSPECT, 25_000_000, "RUB"),
    ]
    assert desk.all(Account, "name_key") == ["ооо метиз", "метиз юг", "елка ко"]
    assert desk.all(Address, "city", "line") == [
        ("Северогорск", "ул. Заводская, 1"),
        ("Ростов", None),
        ("Тверь", "пл. Мира, 3"),
    ]
    head, south, _ = desk.all(Account, "id")
    assert desk.all(Account, "parent_id") == [None, head, None]
    assert desk.all(Account, "owner_id") == [desk.office.me, None, None]
    assert south != head


def test_a_second_import_adds_nothing_and_records_nothing(desk: Desk) -> None:
    desk.bring("accounts", DATA / "clients.csv")
    before, step = desk.content(), desk.office.last_step()
    report = desk.bring("accounts", DATA / "clients.csv")
    assert counts(report) == (0, 0, 3)
    assert not report.recorded
    assert desk.content() == before
    assert desk.office.last_step() == step


def test_one_undo_takes_the_import_back_and_one_redo_brings_it_again(desk: Desk) -> None:
    empty = desk.content()
    desk.bring("accounts", DATA / "clients.csv")
    full = desk.content()
    undo_step(desk.office.workspace)
    assert desk.content() == empty
    redo_step(desk.office.workspace)
    assert desk.content() == full
    undo_step(desk.office.workspace)
    assert desk.bring("accounts", DATA / "clients.csv").added == 3


def test_what_the_file_does_not_say_stays(desk: Desk) -> None:
    desk.bring("accounts", DATA / "clients.csv")
    columns = '[columns]\nCode = "external_id"\nCity = "city"\nPhone = "phone"\nName = "name"\n'
    rows = "Code,Name,City,Phone\nC-001,ООО «Метиз»,Псков,\nC-002,Метиз Юг,Ростов,+7 863 1\n"
    assert counts(desk.bring("accounts", rows, columns)) == (0, 2, 0)
    assert desk.all(Account, "name", "name_key", "phone", "tax_number")[:2] == [
        ("ООО «Метиз»", "ооо метиз", None, "7701000001"),
        ("Метиз Юг", "метиз юг", "+7 863 1", "7701000002"),
    ]
    assert desk.all(Address, "city", "line")[:2] == [("Псков", "ул. Заводская, 1"), ("Ростов", None)]


def test_an_update_by_number_needs_no_name(desk: Desk) -> None:
    desk.bring("accounts", "Code,Name\nC-1,Alpha\n")
    desk.bring("accounts", "Code,Phone\nC-1,5\n", '[columns]\nCode = "external_id"\nPhone = "phone"\n')
    assert desk.all(Account, "name", "phone") == [("Alpha", "5")]


def test_a_name_is_known_again_whatever_its_case_and_quotation_marks(desk: Desk) -> None:
    desk.bring("accounts", "Code,Name\nA,ООО «Ёлка»\n", BY_NAME)
    report = desk.bring("accounts", 'Code,Name\nB,"ооо ""ЕЛКА"""\n', BY_NAME)
    assert counts(report) == (0, 1, 0)
    assert desk.all(Account, "external_id", "name") == [("B", "ООО «Ёлка»")]


def test_names_that_differ_by_a_sign_are_two_names(desk: Desk) -> None:
    desk.bring("accounts", "Code,Name\nA,Type A\nB,Type A+\n", BY_NAME)
    assert counts(desk.bring("accounts", "Code,Name\nA,Type A\nB,Type A+\n", BY_NAME)) == (0, 0, 2)


def test_two_accounts_of_one_name_need_the_number(desk: Desk) -> None:
    desk.bring("accounts", "Code,Name\nA,Twin\nB,Twin\n")
    assert desk.refusal("accounts", "Code,Name\nC,Twin\n", BY_NAME) == [
        (2, "Name", "import.several_accounts")
    ]


def test_two_rows_about_one_account_are_refused(desk: Desk) -> None:
    assert desk.refusal("accounts", "Code,Name\nA,Acme\nB,ACME\n", BY_NAME) == [
        (3, "Name", "import.same_record")
    ]


def test_a_number_belongs_to_one_account(desk: Desk) -> None:
    desk.bring("accounts", "Code,Name\nA,Alpha\n")
    assert desk.refusal("accounts", "Code,Name\nA,Beta\nB,Gamma\nB,Delta\n", BY_NAME) == [
        (2, "Code", "import.number_taken"),
        (4, "Code", "exchange.repeated_key"),
    ]


def test_a_new_account_needs_a_name(desk: Desk) -> None:
    mapping = '[columns]\nCode = "external_id"\nCity = "city"\n'
    assert desk.refusal("accounts", "Code,City\nX,Rome\n", mapping) == [(2, "", "import.no_name")]


PARENTS = '[columns]\nCode = "external_id"\nName = "name"\nParent = "parent"\nOwner = "owner"\n'


def test_a_parent_may_stand_further_down(desk: Desk) -> None:
    desk.bring("accounts", "Code,Name,Parent,Owner\nS,Sub,Holding Ltd,\nH,Holding Ltd,,\n", PARENTS)
    (_, holding) = desk.all(Account, "id")
    assert desk.all(Account, "parent_id") == [holding, None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("S,Sub,Nobody,\n", [(2, "Parent", "import.unknown_account")]),
        ("S,Sub,S,\n", [(2, "Parent", "import.parent_circle")]),
        (
            "A,Aa,B,\nB,Bb,A,\n",
            [(2, "Parent", "import.parent_circle"), (3, "Parent", "import.parent_circle")],
        ),
        ("S,Sub,,Nobody\n", [(2, "Owner", "import.unknown_colleague")]),
    ],
)
def test_an_unknown_parent_or_owner_is_named(
    desk: Desk, rows: str, expected: list[tuple[int, str, str]]
) -> None:
    assert desk.refusal("accounts", "Code,Name,Parent,Owner\n" + rows, PARENTS) == expected


def test_a_row_whose_parent_was_left_out_is_left_out_too(desk: Desk) -> None:
    rows = "Code,Name,Parent,Owner\nA,Aa,B,\nB,Bb,Nobody,\nC,Cc,,\n"
    report = desk.bring("accounts", rows, PARENTS, skip_bad_rows=True)
    assert (report.added, report.refused) == (1, 2)
    assert desk.all(Account, "name") == ["Cc"]


def test_amounts_never_change_their_currency_unseen(desk: Desk) -> None:
    columns = '[columns]\nCode = "external_id"\nName = "name"\nLimit = "credit_limit"\nCur = "currency"\n'
    desk.bring("accounts", "Code,Name,Limit,Cur\nA,Aa,1000.50,EUR\n", columns)
    assert desk.refusal("accounts", "Code,Name,Limit,Cur\nA,Aa,,USD\n", columns) == [
        (2, "Cur", "import.currency_of_amounts")
    ]
    desk.bring("accounts", "Code,Name,Limit,Cur\nA,Aa,2000.50,JPY\n", columns)
    assert desk.all(Account, "credit_limit_minor", "currency") == [(2000, "JPY")]


def test_hostile_text_is_stored_letter_by_letter(desk: Desk) -> None:
    desk.bring("accounts", DATA / "hostile.csv")
    assert desk.all(Account, "name", "notes") == [
        ('=HYPERLINK("http://x.example","click")', "@SUM(1+1)*cmd|' /C calc'!A0"),
        ("<b>Bold</b> & <script>alert(1)</script>", r"%s {name} {0} \n"),
        ("Два слова", "строка 1\nстрока 2"),
    ]
    assert desk.all(Address, "city") == ["+7", "'; DROP TABLE account; --", "evil"]


def test_bad_rows_leave_everything_as_it_was_unless_they_are_skipped(desk: Desk) -> None:
    rows = f"Code,Name\nA,Alpha\nB,{'x' * 301}\nC,Gamma\n"
    before = desk.content()
    assert desk.refusal("accounts", rows) == [(3, "Name", "exchange.too_long")]
    assert desk.content() == before
    report = desk.bring("accounts", rows, skip_bad_rows=True)
    assert (report.rows, report.added, report.refused) == (3, 2, 1)
    assert desk.all(Account, "name") == ["Alpha", "Gamma"]


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    before, step = desk.content(), desk.office.last_step()
    tried = desk.bring("accounts", DATA / "clients.csv", dry_run=True)
    assert not tried.recorded
    assert desk.content() == before
    assert desk.office.last_step() == step
    done = desk.bring("accounts", DATA / "clients.csv")
    assert counts(tried) == counts(done)
