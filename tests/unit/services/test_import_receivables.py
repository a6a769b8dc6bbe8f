"""A list of debts is a state: what it no longer has is paid."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kam.exchange.planning import open_table, plan_import
from kam.models import Receivable
from kam.services.history import undo_step
from kam.services.imports import Kind
from kam.services.imports.answers import Answers, Missing
from kam.services.imports.importing import carry_out, stage_table
from tests.bringing import Desk
from tests.builders import Office

DEBTS = (
    "Контрагент;Накладная;Срок оплаты;Задолженность\n"
    "Заря;РТ-1;01.11.2026;1000,50\nЗаря;РТ-2;15.12.2026;300\nРассвет;РТ-3;20.11.2026;70\n"
)
LATER = "Контрагент;Накладная;Срок оплаты;Задолженность\nЗаря;РТ-2;15.12.2026;250\n"


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    made = Desk(office, tmp_path)
    made.bring("accounts", "Код;Клиент\nК-1;Заря\nК-2;Рассвет\n")
    return made


def debts(desk: Desk) -> list[tuple[str, int]]:
    return desk.all(Receivable, "document", "amount_minor")


def test_debts_come_in_as_of_today(desk: Desk) -> None:
    assert desk.bring("receivables", DEBTS).added == 3
    assert desk.all(Receivable, "document", "due_on", "amount_minor", "as_of") == [
        ("РТ-1", date(2026, 11, 1), 100_050, date(2026, 11, 23)),
        ("РТ-2", date(2026, 12, 15), 30_000, date(2026, 11, 23)),
        ("РТ-3", date(2026, 11, 20), 7_000, date(2026, 11, 23)),
    ]


def test_the_file_may_say_of_which_day_it_is(desk: Desk) -> None:
    desk.bring("receivables", DEBTS, 'recognise = true\n[columns]\n[defaults]\nas_of = "31.10.2026"\n')
    assert set(desk.all(Receivable, "as_of")) == {date(2026, 10, 31)}


def test_what_an_account_of_the_file_has_paid_goes(desk: Desk) -> None:
    desk.bring("receivables", DEBTS)
    report = desk.bring("receivables", LATER)
    assert (report.added, report.updated, report.removed) == (0, 1, 1)
    assert debts(desk) == [("РТ-2", 25_000), ("РТ-3", 7_000)]
    undo_step(desk.office.workspace)
    assert debts(desk) == [("РТ-1", 100_050), ("РТ-2", 30_000), ("РТ-3", 7_000)]


@pytest.mark.parametrize(
    ("missing", "left"),
    [(Missing.KEEP, ["РТ-1", "РТ-2", "РТ-3"]), (Missing.OF_NAMED, ["РТ-2", "РТ-3"]), (Missing.ALL, ["РТ-2"])],
)
def test_whose_paid_documents_go_can_be_said(desk: Desk, missing: Missing, left: list[str]) -> None:
    desk.bring("receivables", DEBTS)
    source = desk.folder / "later.csv"
    source.write_text(LATER, "utf-8")
    table = open_table(source, Kind.RECEIVABLES)
    plan = plan_import(table, Kind.RECEIVABLES)
    staged = stage_table(desk.office.workspace, table, plan, answers=Answers(missing=missing))
    carry_out(desk.office.workspace, staged.prepared)
    assert [document for document, _ in debts(desk)] == left


def test_nothing_goes_while_a_row_was_not_understood(desk: Desk) -> None:
    desk.bring("receivables", DEBTS)
    report = desk.bring("receivables", LATER + "Заря;РТ-1;когда-то;1\n", skip_bad_rows=True)
    assert (report.refused, report.removed) == (1, 0)
    assert len(debts(desk)) == 3


def test_the_same_list_on_a_later_day_changes_no_debt(desk: Desk) -> None:
    desk.bring("receivables", DEBTS)
    desk.office.clock.moment += timedelta(days=7)
    report = desk.bring("receivables", DEBTS)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 3)
    assert set(desk.all(Receivable, "as_of")) == {date(2026, 11, 30)}


def test_a_document_payable_in_parts_has_a_line_for_each_date(desk: Desk) -> None:
    rows = DEBTS + "Заря;РТ-1;01.12.2026;10\nЗаря;РТ-1;01.11.2026;11\n"
    assert desk.refusal("receivables", rows) == [(6, "", "exchange.repeated_key")]
    assert desk.bring("receivables", rows, skip_bad_rows=True).added == 4
