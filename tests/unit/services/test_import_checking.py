"""A dry run says what would happen, gathers what is wrong, and follows every decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kam.core.money import Money
from kam.core.periods import Month
from kam.models import Account, MonthlySales, Receivable
from kam.services.history import undo_step
from kam.services.imports import (
    Answer,
    Answers,
    Deed,
    DryRun,
    Form,
    ImportChoice,
    Missing,
    ProblemGroup,
    SourceFile,
    SourcePreview,
    Way,
    dry_run,
    open_source,
    preview_source,
    run_import,
)
from kam.services.lists.sales import list_sales
from tests.bringing import Desk
from tests.builders import Office

HEAD = "Дата;Документ;Стр.;Контрагент;Сумма без НДС\n"
ORDERS = HEAD + (
    "01.10.2026;РТ-1;1;Заря;100\n"
    "02.10.2026;РТ-1;2;ООО «Верфь»;200\n"
    "31.09.2026;РТ-2;1;Заря;300\n"
    "03.10.2026;РТ-3;1;ИП Лузин;400\n"
    "04.10.2026;РТ-3;1;Заря;500\n"
    "05.10.2026;РТ-4;1;Заря;\n"
)


class Bench:
    """A file under examination."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.desk = Desk(office, folder)
        self.folder = folder
        self.source: SourceFile
        self.preview: SourcePreview

    def look(self, text: str, form: Form | None = None) -> SourcePreview:
        """Look a text through as a file."""
        path = self.folder / "file.csv"
        path.write_text(text, "utf-8")
        self.source = open_source(path)
        choice = ImportChoice() if form is None else ImportChoice(form=form)
        self.preview = preview_source(self.office.workspace, self.source, choice)
        return self.preview

    def check(self, answers: Answers | None = None) -> DryRun:
        """A dry run of the file."""
        return dry_run(self.office.workspace, self.source, self.preview.settled, answers or Answers())

    def write(self, answers: Answers | None = None) -> None:
        """Carry it out."""
        answers = answers or Answers()
        run_import(self.office.workspace, self.source, self.preview, answers, self.check(answers))


@pytest.fixture
def bench(office: Office, tmp_path: Path) -> Bench:
    return Bench(office, tmp_path)


def group(found: DryRun, code: str) -> ProblemGroup:
    return next(each for each in found.groups if each.code == code)


def test_a_dry_run_counts_and_writes_nothing(bench: Bench) -> None:
    bench.office.account("Заря")
    bench.look(ORDERS)
    before = bench.desk.content()
    found = bench.check()
    assert (found.report.added, found.report.refused, found.comes_in) == (1, 5, 1)
    assert bench.desk.content() == before


def test_what_is_wrong_is_gathered_by_kind(bench: Bench) -> None:
    bench.office.account("Заря")
    bench.look(ORDERS)
    found = bench.check()
    assert {(each.code, each.deed, each.numbers) for each in found.groups} == {
        ("import.unknown_account", Deed.NAMES, (3, 5)),
        ("exchange.no_such_date", Deed.NONE, (4,)),
        ("exchange.repeated_key", Deed.REPEATS, (6,)),
        ("exchange.missing", Deed.NONE, (7,)),
    }
    assert found.decided == (0, 5)
    assert found.rows[4].cells[0] == "31.09.2026"


def test_an_unknown_name_may_mean_an_account_or_become_one(bench: Bench) -> None:
    dawn, yard = bench.office.account("Заря"), bench.office.account("Судоверфь")
    bench.look(ORDERS)
    names = {
        ("account", "ООО «Верфь»"): Answer(Way.USE, yard.id),
        ("account", "ИП Лузин"): Answer(Way.CREATE),
    }
    answers = Answers(names=names)
    found = bench.check(answers)
    assert (found.report.added, found.report.created_accounts) == (3, ("ИП Лузин",))
    assert (group(found, "import.unknown_account").rows, group(found, "import.unknown_account").out) == (2, 0)
    assert found.decided == (2, 5)
    bench.write(answers)
    assert [(row.account, row.revenue.plain()) for row in list_sales(bench.office.workspace)] == [
        ("Заря", "100.00"),
        ("ИП Лузин", "400.00"),
        ("Судоверфь", "200.00"),
    ]
    made = [row for row in bench.desk.all(Account, "name", "status") if row[0] == "ИП Лузин"]
    assert [str(status) for _, status in made] == ["active"]  # who buys is no prospect
    undo_step(bench.office.workspace)
    assert set(bench.desk.all(Account, "id")) == {dawn.id, yard.id}


def test_an_account_is_made_only_for_a_row_that_is_taken(bench: Bench) -> None:
    bench.look(HEAD + "01.10.2026;РТ-1;1;Новый;не число\n31.09.2026;РТ-2;1;Новый;1\n")
    found = bench.check(Answers(names={("account", "Новый"): Answer(Way.CREATE)}))
    assert found.report.created_accounts == ()


def test_a_name_left_out_is_decided_about(bench: Bench) -> None:
    bench.office.account("Заря")
    bench.look(ORDERS)
    found = bench.check(Answers(names={("account", "ИП Лузин"): Answer(Way.SKIP)}))
    assert found.decided == (1, 5)
    assert found.report.added == 1


def test_of_rows_with_one_key_the_last_may_count(bench: Bench) -> None:
    bench.office.account("Заря")
    bench.look(HEAD + "01.10.2026;1;1;Заря;100\n02.10.2026;1;1;Заря;200\n03.10.2026;1;1;Заря;300\n")
    assert bench.check().report.added == 1
    answers = Answers(last_of_repeats=True)
    found = bench.check(answers)
    assert (found.report.added, found.report.passed_over, found.report.refused) == (1, 2, 0)
    assert (group(found, "exchange.repeated_key").solved, group(found, "exchange.repeated_key").rows) == (
        2,
        2,
    )
    bench.write(answers)
    assert [row.revenue.plain() for row in list_sales(bench.office.workspace)] == ["300.00"]


def test_the_file_may_take_the_place_of_the_other_source(bench: Bench) -> None:
    bench.desk.bring("accounts", "Код;Клиент\n1;Заря\n")
    bench.desk.bring("sales", "Клиент;Месяц;Сумма\nЗаря;2026-09;70\nЗаря;2026-10;90\n")
    bench.look(HEAD + "01.10.2026;РТ-1;1;Заря;100\n")
    clash = group(bench.check(), "import.month_has_totals")
    assert (clash.deed, clash.out, dict(clash.clashes)) == (Deed.SOURCE, 1, {"Заря": (Month(2026, 10),)})
    answers = Answers(replaces_source=True)
    found = bench.check(answers)
    assert (found.report.added, found.report.removed, found.report.refused) == (1, 1, 0)
    assert group(found, "import.month_has_totals").solved == 1
    bench.write(answers)
    assert bench.desk.all(MonthlySales, "revenue_minor") == [7_000]
    assert [(str(row.month), row.revenue.plain()) for row in list_sales(bench.office.workspace)] == [
        ("2026-09", "70.00"),
        ("2026-10", "100.00"),
    ]
    undo_step(bench.office.workspace)
    assert bench.desk.all(MonthlySales, "revenue_minor") == [7_000, 9_000]


def test_a_word_may_be_read_as_another_or_left_out(bench: Bench) -> None:
    bench.look("Клиент;Статус;Кредитный лимит\nЗаря;странный;5\nРассвет;активный;-1\n")
    found = bench.check()
    words, cells = group(found, "exchange.unknown_word"), group(found, "exchange.too_small")
    assert (words.deed, cells.deed) == (Deed.WORDS, Deed.CELLS)
    assert "dormant" in [code for code, _ in words.options]
    answers = Answers(cells={("status", "странный"): "dormant", ("credit_limit", "-1"): ""})
    after = bench.check(answers)
    assert (after.report.added, after.report.refused) == (2, 0)
    assert after.decided == (2, 2)
    bench.write(answers)
    assert [
        (name, str(status), limit)
        for name, status, limit in bench.desk.all(Account, "name", "status", "credit_limit_minor")
    ] == [("Заря", "dormant", 500), ("Рассвет", "active", None)]


def test_an_unknown_manager_may_be_one_of_us_or_nobody(bench: Bench) -> None:
    oleg = bench.office.colleague("Олег Грачёв")
    bench.look("Клиент;Менеджер\nЗаря;Грачев О.\nРассвет;Никто\n")
    found = group(bench.check(), "import.unknown_colleague")
    assert [(each.text, each.can_leave, each.can_create) for each in found.names] == [
        ("Грачев О.", True, False),
        ("Никто", True, False),
    ]
    assert "Олег Грачёв" in [each.name for each in found.names[0].candidates]
    names = {("owner", "Грачев О."): Answer(Way.USE, oleg.id), ("owner", "Никто"): Answer(Way.LEAVE)}
    bench.write(Answers(names=names))
    assert bench.desk.all(Account, "name", "owner_id") == [("Заря", oleg.id), ("Рассвет", None)]


def test_an_unknown_parent_company_may_be_left_out(bench: Bench) -> None:
    bench.look("Клиент;Холдинг\nЗаря;Большой\n")
    assert bench.check().report.added == 0
    found = bench.check(Answers(names={("parent", "Большой"): Answer(Way.LEAVE)}))
    assert (found.report.added, found.decided) == (1, (1, 1))


def test_likely_accounts_stand_beside_a_name(bench: Bench) -> None:
    yard = bench.office.account("Верфь «Стрежень»")
    bench.office.account("Волгометиз")
    bench.look(HEAD + "01.10.2026;1;1;ООО «Верфь Стрежень»;1\n")
    names = group(bench.check(), "import.unknown_account").names
    assert [(each.id, each.certain) for each in names[0].candidates] == [(yard.id, True)]


def test_the_total_stands_beside_last_years(bench: Bench) -> None:
    bench.desk.bring("accounts", "Код;Клиент\n1;Заря\n")
    bench.desk.bring("sales", "Клиент;Месяц;Сумма\nЗаря;2025-09;10\nЗаря;2025-10;80,50\nЗаря;2026-09;7\n")
    bench.look(HEAD + "01.10.2026;РТ-1;1;Заря;100\n02.10.2026;РТ-1;2;Заря;-30\n")
    total = bench.check().total
    assert total is not None
    assert (total.amount, total.before) == (Money(7_000, "RUB"), Money(8_050, "RUB"))
    assert (total.first, total.last) == (Month(2026, 10), Month(2026, 10))


def test_debts_stand_beside_what_is_owed_now(bench: Bench) -> None:
    dawn = bench.office.account("Заря")
    bench.office.add(
        Receivable(
            account_id=dawn.id,
            document="РТ-0",
            due_on=date(2026, 10, 1),
            amount_minor=5_000,
            currency="RUB",
            as_of=date(2026, 10, 31),
        )
    )
    bench.look("Контрагент;Накладная;Срок оплаты;Долг\nЗаря;РТ-1;01.11.2026;20\n")
    found = bench.check()
    assert found.total is not None
    assert (found.total.amount.minor, found.total.before) == (2_000, Money(5_000, "RUB"))
    missing = group(found, "import.receivables_missing")
    assert (missing.deed, missing.missing, found.report.removed) == (Deed.MISSING, (1, 0), 1)
    assert bench.check(Answers(missing=Missing.KEEP)).report.removed == 0


def test_nothing_is_written_of_a_file_that_brings_nothing_new(bench: Bench) -> None:
    bench.desk.bring("accounts", "Код;Клиент\n1;Заря\n")
    bench.look("Код;Клиент\n1;Заря\n")
    found = bench.check()
    assert (found.writes, found.report.unchanged) == (0, 1)
    assert found.groups == ()


def test_the_answers_of_one_field_do_not_reach_another(bench: Bench) -> None:
    bench.office.account("Заря")
    bench.look(HEAD + "01.10.2026;РТ-1;1;Никто;1\n")
    other = bench.office.account("Другой")
    answers = Answers(names={("parent", "Никто"): Answer(Way.USE, other.id)})
    assert bench.check(answers).report.refused == 1
    assert (
        bench.check(replace(answers, names={("account", "Никто"): Answer(Way.USE, other.id)})).comes_in == 1
    )
