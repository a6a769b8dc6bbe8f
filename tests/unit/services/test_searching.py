"""Search as the window and the command line see it: rows with what, whose and which words."""

from __future__ import annotations

from datetime import UTC, datetime

from kam.core.vocabulary import FoundKind
from kam.models import RetentionCase
from kam.services.searching import SearchRow, search
from tests.builders import Office


def test_a_row_says_what_was_found_of_whom_and_in_which_words(office: Office) -> None:
    account = office.account("Ромашка")
    meeting = office.meeting(
        account,
        datetime.fromisoformat("2026-03-02T12:30"),
        subject="Цены",
        notes="Спорили о скидках",
    )
    assert search(office.workspace, "скидка") == [
        SearchRow(
            id=meeting.id,
            what=FoundKind.INTERACTION,
            account="Ромашка",
            account_id=account.id,
            at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
            text="Цены",
            passage="Спорили о скидках",
        )
    ]


def test_the_client_stands_before_what_was_said_of_it_and_a_limit_cuts_the_oldest(office: Office) -> None:
    account = office.account("Ромашка")
    old, new = (
        office.promise(account, "Ромашке счёт", made_on=day.date())
        for day in (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
    )
    rows = search(office.workspace, "ромаш")
    assert [(row.what, row.id) for row in rows] == [
        (FoundKind.ACCOUNT, account.id),
        (FoundKind.COMMITMENT, new.id),
        (FoundKind.COMMITMENT, old.id),
    ]
    assert rows[0].passage is None
    assert [row.id for row in search(office.workspace, "ромаш", limit=2)] == [account.id, new.id]


def test_a_search_can_be_kept_to_one_client_or_to_kinds(office: Office) -> None:
    first, second = office.account("Первый"), office.account("Второй")
    ours, theirs = office.promise(first, "Прислать счёт"), office.promise(second, "Прислать счёт")
    assert [row.id for row in search(office.workspace, "счет", account_id=first.id)] == [ours.id]
    promises = search(office.workspace, "счет", kinds={FoundKind.COMMITMENT})
    assert {row.id for row in promises} == {ours.id, theirs.id}
    assert search(office.workspace, "счет", kinds={FoundKind.PLAN}) == []


def test_the_note_to_a_case_of_keeping_a_client_leads_to_the_client(office: Office) -> None:
    account = office.account("Ромашка")
    case = office.add(
        RetentionCase(
            account_id=account.id,
            made_on=office.today,
            currency="RUB",
            revenue_minor=2,
            margin_minor=1,
            leaving_permille=300,
            leaving_then_permille=100,
            note="Скидку обещал коммерческий директор",
        )
    )
    (row,) = search(office.workspace, "обещал")
    assert (row.what, row.id, row.passage) == (FoundKind.ACCOUNT, account.id, case.note)
    office.remove(case)
    assert search(office.workspace, "обещал") == []


def test_a_colleague_belongs_to_no_client(office: Office) -> None:
    (row,) = search(office.workspace, "кречетова")
    assert (row.what, row.account, row.account_id) == (FoundKind.COLLEAGUE, None, None)


def test_nothing_that_a_person_may_type_is_an_error(office: Office) -> None:
    for text in ("", '"', "NEAR(", "* AND (", "\x00", "\ud800", "'; DROP TABLE account; --"):
        assert search(office.workspace, text) == []
