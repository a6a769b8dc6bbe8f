"""The import that was checked, carried out from the window: one step, told, stopped, remembered."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kam.core.errors import ConflictError, NotFoundError
from kam.models import Account, OrderLine
from kam.services.history import StepKind, list_steps, undo_step
from kam.services.imports import (
    Answer,
    Answers,
    FileFormats,
    Form,
    How,
    ImportChoice,
    SourceFile,
    SourcePreview,
    Way,
    dry_run,
    forget_mapping,
    open_source,
    past_imports,
    preview_source,
    run_import,
    save_refused,
)
from tests.bringing import Desk
from tests.builders import Office

ROWS = "Наша дата;Бумага;Кто;Сколько\n01.10.2026;РТ-1;Заря;100\n02.10.2026;РТ-2;Верфь;200\n"
FIELDS = {0: "date", 1: "order_number", 2: "account", 3: "revenue"}


def source_of(folder: Path, text: str, name: str = "october.csv") -> SourceFile:
    path = folder / name
    path.write_text(text, "utf-8")
    return open_source(path)


def look(office: Office, source: SourceFile, choice: ImportChoice | None = None) -> SourcePreview:
    return preview_source(office.workspace, source, choice or ImportChoice())


def mapped(office: Office, source: SourceFile) -> SourcePreview:
    """The columns chosen by hand, for no heading of theirs is usual."""
    choice = ImportChoice(form=Form.ORDER_LINES, columns=FIELDS, formats=FileFormats(vat=20))
    return look(office, source, choice)


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    office.account("Заря")
    return Desk(office, tmp_path)


def run(desk: Desk, preview: SourcePreview, source: SourceFile, answers: Answers, remember: str = "") -> None:
    workspace = desk.office.workspace
    checked = dry_run(workspace, source, preview.settled, answers)
    run_import(workspace, source, preview, answers, checked, remember=remember)


def test_the_columns_are_remembered_and_known_again_by_their_headings(desk: Desk) -> None:
    yard = desk.office.account("Судоверфь")
    source = source_of(desk.folder, ROWS)
    answers = Answers(names={("account", "Верфь"): Answer(Way.USE, yard.id)}, last_of_repeats=True)
    run(desk, mapped(desk.office, source), source, answers, remember="1С, реализация")
    assert desk.all(OrderLine, "order_number", "revenue_minor") == [("РТ-1", 8_333), ("РТ-2", 16_667)]
    later = "Отчёт\n\n" + ROWS.replace(".10.", ".11.").replace("РТ-", "РТ-9")
    found = look(desk.office, source_of(desk.folder, later, "november.csv"))
    assert found.applied is not None
    assert (found.applied.name, found.form, found.settled.header_row) == (
        "1С, реализация",
        Form.ORDER_LINES,
        3,
    )
    assert {column.heading: column.how for column in found.columns} == {
        "Наша дата": How.LAST_TIME,
        "Бумага": How.LAST_TIME,
        "Кто": How.NAMES,
        "Сколько": How.LAST_TIME,
    }
    assert (found.settled.formats.vat, found.asks_vat) == (20, False)
    assert found.suggested["account", "Верфь"] == Answer(Way.USE, yard.id)
    assert (found.applied.last_of_repeats, found.can_be_read) == (True, True)


def test_a_mapping_of_the_same_name_is_replaced_and_can_be_forgotten(desk: Desk) -> None:
    source = source_of(desk.folder, ROWS)
    preview = mapped(desk.office, source)
    for _ in range(2):
        run(desk, preview, source, Answers(), remember="1С")
    found = look(desk.office, source)
    assert [each.name for each in found.saved] == ["1С"]
    forget_mapping(desk.office.workspace, found.saved[0].id)
    assert look(desk.office, source).saved == ()
    with pytest.raises(NotFoundError, match=r"import\.no_such_mapping"):
        forget_mapping(desk.office.workspace, found.saved[0].id)


def test_a_remembered_mapping_may_be_left_aside(desk: Desk) -> None:
    source = source_of(desk.folder, ROWS)
    run(desk, mapped(desk.office, source), source, Answers(), remember="1С")
    assert look(desk.office, source).applied is not None
    assert look(desk.office, source, ImportChoice(saved="")).applied is None


def test_one_undo_takes_back_the_import_and_leaves_the_mapping(desk: Desk) -> None:
    source = source_of(desk.folder, ROWS)
    run(desk, mapped(desk.office, source), source, Answers(), remember="1С")
    undo_step(desk.office.workspace)
    assert desk.all(OrderLine, "id") == []
    assert look(desk.office, source).applied is not None


def test_what_changed_since_the_check_is_not_overlooked(desk: Desk) -> None:
    source = source_of(desk.folder, ROWS)
    preview, workspace = mapped(desk.office, source), desk.office.workspace
    checked = dry_run(workspace, source, preview.settled, Answers())
    desk.office.account("Верфь")
    with pytest.raises(ConflictError, match=r"import\.overtaken"):
        run_import(workspace, source, preview, Answers(), checked)
    assert desk.all(OrderLine, "id") == []


def test_what_was_checked_is_written_whatever_becomes_of_the_file(desk: Desk) -> None:
    source = source_of(desk.folder, ROWS)
    preview, workspace = mapped(desk.office, source), desk.office.workspace
    checked = dry_run(workspace, source, preview.settled, Answers())
    source.path.write_text("something else", "utf-8")
    run_import(workspace, source, preview, Answers(), checked)
    assert desk.all(OrderLine, "order_number") == ["РТ-1"]


@pytest.mark.parametrize("share", [0.1, 0.6, 0.99])
def test_an_import_that_is_stopped_writes_nothing(desk: Desk, share: float) -> None:
    rows = "".join(f"01.10.2026;РТ-{number};Заря;1\n" for number in range(12_000))
    source = source_of(desk.folder, "Наша дата;Бумага;Кто;Сколько\n" + rows)
    preview, workspace = mapped(desk.office, source), desk.office.workspace
    checked = dry_run(workspace, source, preview.settled, Answers())
    before = desk.content()

    def stop(done: int, total: int | None) -> None:
        if total and done >= share * total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import(workspace, source, preview, Answers(), checked, remember="1С", progress=stop)
    assert desk.content() == before


def test_progress_counts_the_rows_once(desk: Desk) -> None:
    source = source_of(desk.folder, ROWS)
    preview, workspace = mapped(desk.office, source), desk.office.workspace
    checked = dry_run(workspace, source, preview.settled, Answers())
    told: list[tuple[int, int | None]] = []
    run_import(
        workspace,
        source,
        preview,
        Answers(),
        checked,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert told[-1] == (2, 2)


def test_the_rows_left_out_can_be_mended_and_brought_in(desk: Desk) -> None:
    source = source_of(desk.folder, ROWS + "03.10.2026;=1+1;Верфь;-5\n")
    preview, workspace = mapped(desk.office, source), desk.office.workspace
    checked = dry_run(workspace, source, preview.settled, Answers())
    target = desk.folder / "left out.csv"
    reasons = {problem.row: f"why {problem.row}" for problem in checked.report.problems}
    assert save_refused(source, preview.settled, reasons, "Что не так", target) == 2
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows == [
        ["Наша дата", "Бумага", "Кто", "Сколько", "Что не так"],
        ["02.10.2026", "РТ-2", "Верфь", "200", "why 3"],
        ["03.10.2026", "'=1+1", "Верфь", "-5", "why 4"],
    ]
    again = look(desk.office, open_source(target), ImportChoice(form=Form.ORDER_LINES, columns=FIELDS))
    assert again.rows == 2


def test_the_last_imports_are_told_with_what_became_of_them(desk: Desk) -> None:
    desk.bring("accounts", "Код;Клиент\n1;Первый\n2;Второй\n")
    desk.bring("people", "Клиент;ФИО\nПервый;Иванов Иван\n")
    undo_step(desk.office.workspace)
    found = past_imports(desk.office.workspace, limit=5)
    assert [(each.label, each.source, each.added, each.holds) for each in found] == [
        ("people.imported", "people.csv", 1, False),
        ("accounts.imported", "accounts.csv", 2, True),
    ]
    assert len(past_imports(desk.office.workspace, limit=1)) == 1


def test_remembering_is_no_step_that_undo_turns_to(desk: Desk) -> None:
    source = source_of(desk.folder, ROWS)
    run(desk, mapped(desk.office, source), source, Answers(), remember="1С")
    steps = list_steps(desk.office.workspace)
    assert [(step.label, step.kind) for step in steps[:2]] == [
        ("mapping.kept", StepKind.AUTOMATIC),
        ("sales.imported", StepKind.IMPORT),
    ]
    assert "Заря" in desk.all(Account, "name")
