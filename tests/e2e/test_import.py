"""``kam import``: what it says, what it returns, and that a workspace survives whatever it is fed."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bringing import DATA

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam

ROOT = Path(__file__).parents[2]
LINES = """
kind = "sales"
key = "order_number"
[columns]
OrderID = "order_number"
CustomerID = "account"
OrderDate = "date"
Category = "product_line"
Total = "revenue"
"""


def seal(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    return lines[0]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lines.toml"
    path.write_text(LINES, "utf-8")
    return path


@pytest.fixture
def clients(kam: Kam, file: Path, tmp_path: Path) -> Path:
    """The workspace with three accounts."""
    source = tmp_path / "plain.csv"
    source.write_text("Code,Name\nC-001,Alpha\nC-002,Beta\nC-003,Gamma\n", "utf-8")
    assert kam("import", file, source, "--kind", "accounts").code == 0
    return file


def test_a_year_of_sales_comes_in_to_the_cent(kam: Kam, clients: Path, lines: Path) -> None:
    ran = kam("import", clients, DATA / "lines.csv", "--kind", "sales", "--mapping", lines)
    assert (ran.code, ran.errors) == (0, "")
    assert ran.out.splitlines() == [
        "4 order lines added, 0 updated, 0 unchanged.",
        "New product lines: Крепёж, Инструмент.",
    ]
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in kam("list", clients, "sales", "--json").json():
        sums[row["account"], row["month"], row["product_line"]] += Decimal(row["revenue"])
    assert sums == {
        ("Alpha", "2026-09", "Крепёж"): Decimal("1590.75"),
        ("Alpha", "2026-10", "Инструмент"): Decimal("899.99"),
        ("Gamma", "2026-09", "Инструмент"): Decimal("2100.00"),
    }


def test_imported_undone_and_imported_again(kam: Kam, clients: Path, lines: Path) -> None:
    command = ("import", clients, DATA / "lines.csv", "--kind", "sales", "--mapping", lines)
    assert kam(*command).code == 0
    again = kam(*command)
    assert again.out.strip() == "0 order lines added, 0 updated, 4 unchanged."
    assert kam("undo", clients).out.strip() == "Undone: Sales imported."
    assert kam("list", clients, "sales", "--json").json() == []
    assert kam("undo", clients).code == 0
    assert kam("list", clients, "accounts", "--json").json() == []
    assert kam("redo", clients).code == 0
    assert kam(*command).out.startswith("4 order lines added")
    assert kam("check", clients).code == 0


def test_an_import_that_changes_nothing_leaves_the_file_alone(kam: Kam, clients: Path, lines: Path) -> None:
    command = ("import", clients, DATA / "lines.csv", "--kind", "sales", "--mapping", lines)
    kam(*command)
    before = seal(clients)
    assert kam(*command).code == 0
    assert seal(clients) == before


def test_a_dry_run_tells_and_leaves_no_trace(kam: Kam, clients: Path, lines: Path) -> None:
    before, beside = seal(clients), sorted(clients.parent.rglob("*"))
    ran = kam("import", clients, DATA / "lines.csv", "--kind", "sales", "--mapping", lines, "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith(
        "4 order lines would be added, 0 updated, 0 are unchanged; nothing was written."
    )
    assert seal(clients) == before
    assert sorted(clients.parent.rglob("*")) == beside


def test_mistakes_are_named_by_row_and_column_and_nothing_is_written(
    kam: Kam, clients: Path, tmp_path: Path
) -> None:
    source = tmp_path / "totals.csv"
    source.write_text(
        "Client;Month;Revenue\nC-001;2026-09;12,50\nC-009;2026-09;1,00\nC-002;2026-13;x\n", "utf-8"
    )
    before = seal(clients)
    ran = kam("import", clients, source, "--kind", "sales")
    assert (ran.code, ran.out) == (1, "")
    unknown = "There is no account with the number, tax number or name “C-009”. Import the accounts first."
    assert ran.errors.splitlines() == [
        "Nothing was imported: 2 rows have mistakes.",
        f"  Row 3, column “Client”: {unknown}",
        "  Row 4, column “Month”: “2026-13” is not a month.",
        "  Row 4, column “Revenue”: “x” is not a number in the way this column is written.",
    ]
    assert seal(clients) == before
    skipped = kam("import", clients, source, "--kind", "sales", "--skip-bad-rows")
    assert skipped.code == 0
    assert skipped.out.splitlines()[:2] == [
        "1 monthly total added, 0 updated, 0 unchanged.",
        "2 rows were left out:",
    ]


def test_sales_of_months_to_come_deserve_a_look(
    kam: Kam, clients: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "totals.csv"
    source.write_text("Client;Month;Revenue\nC-001;2026-09;1\nC-001;2099-01;2\nC-002;2099-02;3\n", "utf-8")
    command = ("import", clients, source, "--kind", "sales")
    counted, warning = kam(*command, "--dry-run").out.splitlines()
    assert counted.startswith("3 monthly totals would be added")
    assert warning.startswith(
        "Look at the dates: 2 rows are of months that have not come yet, the first is row 3 (2099-01)."
    )
    assert kam(*command, "--dry-run", "--json").json()["future"] == {
        "rows": 2,
        "first_row": 3,
        "first_month": "2099-01",
        "last_row": 4,
    }
    monkeypatch.setenv("KAM_LANG", "ru")
    ran = kam(*command)
    assert (ran.code, ran.errors) == (0, "")
    assert "2 строки относятся к ещё не наступившим месяцам" in ran.out
    assert "date_order" in ran.out


def test_of_many_mistakes_the_first_twenty_are_shown(kam: Kam, file: Path, tmp_path: Path) -> None:
    source = tmp_path / "many.csv"
    source.write_text("Code,Name\n" + "".join(f"C-{n},{'x' * 301}\n" for n in range(25)), "utf-8")
    ran = kam("import", file, source, "--kind", "accounts")
    shown = ran.errors.splitlines()
    assert len(shown) == 22
    assert shown[0] == "Nothing was imported: 25 rows have mistakes."
    assert shown[-1].strip() == "and 5 mistakes more"


def test_the_report_as_json_has_every_problem(kam: Kam, clients: Path, tmp_path: Path) -> None:
    source = tmp_path / "totals.csv"
    source.write_text("Client,Month,Revenue,Weather\nC-001,2026-09,1\nNobody,2026-09,2,wet\n", "utf-8")
    ran = kam("import", clients, source, "--kind", "sales", "--json")
    assert ran.code == 1
    report = ran.json()
    assert (report["rows"], report["refused"], report["recorded"]) == (2, 2, False)
    assert report["unused_columns"] == ["Weather"]
    assert [(p["row"], p["column"], p["code"]) for p in report["problems"]] == [
        (2, "", "exchange.row_too_short"),
        (3, "Client", "import.unknown_account"),
    ]
    assert all(problem["text"].endswith(".") for problem in report["problems"])


def test_russian_speaks_with_its_plurals(
    kam: Kam, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_LANG", "ru")
    said = []
    for count in (1, 3, 5):
        source = tmp_path / f"{count}.csv"
        rows = "".join(f"{count}-{n},Клиент {count} {n}\n" for n in range(count))
        source.write_text("Код,Наименование\n" + rows, "utf-8")
        said.append(kam("import", file, source, "--kind", "accounts").out.split(",")[0])
    assert said == ["Добавлен 1 клиент", "Добавлено 3 клиента", "Добавлено 5 клиентов"]


BROKEN = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "headings only": b"Code,Name\n",
    "wrong columns": b"Colour,Weather\nred,wet\n",
    "zero bytes": b"Code,Name\nA,Al\x00pha\n",
    "all zeros": b"\x00" * 5000,
    "no table": b"%PDF-1.7\n\x93\x8c\x8b\x9e\xff\xfe",
    "open quotation mark": b'Code,Name\nA,"Alpha\nB,Beta\n',
    "truncated workbook": b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
    "long name": b"Code,Name\nA," + b"x" * 301 + b"\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_source_ends_in_a_sentence_and_an_unharmed_file(
    kam: Kam, file: Path, tmp_path: Path, name: str
) -> None:
    source = tmp_path / "source.csv"
    source.write_bytes(BROKEN[name])
    before = seal(file)
    ran = kam("import", file, source, "--kind", "accounts")
    assert ran.code == 1
    assert ran.out == ""
    assert "Traceback" not in ran.errors
    assert ran.errors.splitlines()[0].strip().endswith((".", "?"))
    assert seal(file) == before
    assert sorted(path.name for path in file.parent.glob("office.kam-*")) == []


def test_a_real_workbook_cut_in_half_is_refused(kam: Kam, file: Path, tmp_path: Path) -> None:
    import xlsxwriter

    whole = tmp_path / "whole.xlsx"
    with xlsxwriter.Workbook(str(whole)) as book:
        sheet = book.add_worksheet()
        for row in range(200):
            sheet.write_row(row, 0, ["Code", "Name"] if row == 0 else [f"C{row}", f'=cmd|"{row}"'])
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    before = seal(file)
    ran = kam("import", file, cut, "--kind", "accounts")
    assert (ran.code, one_line(ran.errors)) == (1, "The file is damaged or is not an Excel workbook.")
    assert seal(file) == before
    assert kam("import", file, whole, "--kind", "accounts").code == 0


def test_a_folder_and_a_missing_file_are_said_in_one_sentence(kam: Kam, file: Path, tmp_path: Path) -> None:
    before = seal(file)
    for source in (tmp_path, tmp_path / "nowhere.csv"):
        ran = kam("import", file, source, "--kind", "people")
        assert ran.code == 1
        assert str(source) in one_line(ran.errors)
    assert seal(file) == before


@pytest.mark.parametrize(
    ("mapping", "word"),
    [
        ('kind = "accounts"\n[columns]\nCode = "external_ip"\n', "external_id"),
        ('kind = "sales"\n', "accounts"),
        ('kind = "accounts"\n[columns]\nCodes = "external_id"\nName = "name"\n', "Code"),
        ("kind = ", "TOML"),
    ],
)
def test_a_wrong_mapping_is_said_in_one_sentence(
    kam: Kam, file: Path, tmp_path: Path, mapping: str, word: str
) -> None:
    source, path = tmp_path / "source.csv", tmp_path / "mapping.toml"
    source.write_text("Code,Name\nA,Alpha\n", "utf-8")
    path.write_text(mapping, "utf-8")
    before = seal(file)
    ran = kam("import", file, source, "--kind", "accounts", "--mapping", path)
    assert ran.code == 1
    assert word in one_line(ran.errors)
    assert seal(file) == before


def test_a_column_that_does_not_tell_wants_a_line_in_the_mapping(
    kam: Kam, clients: Path, tmp_path: Path
) -> None:
    source, mapping = tmp_path / "source.csv", tmp_path / "mapping.toml"
    source.write_text('Client,Month,Revenue\nC-001,2026-09,"1,234"\n', "utf-8")
    ran = kam("import", clients, source, "--kind", "sales")
    assert ran.code == 1
    assert all(part in ran.errors for part in ("Revenue", "1,234", "decimal"))
    mapping.write_text('kind = "sales"\n[formats]\ndecimal = "."\n', "utf-8")
    assert kam("import", clients, source, "--kind", "sales", "--mapping", mapping).code == 0
    assert [row["revenue"] for row in kam("list", clients, "sales", "--json").json()] == ["1234.00"]


@pytest.mark.parametrize("arguments", [(), ("--kind", "dragons"), ("--kind",)])
def test_wrong_usage_ends_with_2(kam: Kam, file: Path, arguments: tuple[str, ...]) -> None:
    assert kam("import", file, "x.csv", *arguments).code == 2


def test_formulas_and_markup_come_back_letter_by_letter(kam: Kam, file: Path) -> None:
    assert kam("import", file, DATA / "hostile.csv", "--kind", "accounts").code == 0
    names = [row["name"] for row in kam("list", file, "accounts", "--json").json()]
    assert sorted(names) == sorted(
        [
            '=HYPERLINK("http://x.example","click")',
            "<b>Bold</b> & <script>alert(1)</script>",
            "Два слова",
        ]
    )


KILLED = """
import os, signal, sys
from kam.cli import main
from kam.store.unit_of_work import UnitOfWork

whole = getattr(UnitOfWork, {method!r})


def torn(self, *given):
    whole(self, *given)
    os.kill(os.getpid(), signal.SIGKILL)


setattr(UnitOfWork, {method!r}, torn)
main(sys.argv[1:])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("method", ["insert_many", "finish"])
def test_a_process_killed_while_importing_leaves_nothing_of_it(
    kam: Kam, clients: Path, tmp_path: Path, method: str
) -> None:
    """Killed amid the writing, or when all is written but not committed: the file is as it was, and sound."""
    source, mapping = tmp_path / "long.csv", tmp_path / "long.toml"
    count = 20_000
    rows = (f"{n},C-00{n % 3 + 1},2026-0{n % 9 + 1}-05,L{n % 7},{n}.25\n" for n in range(count))
    source.write_text("OrderID,CustomerID,OrderDate,Category,Total\n" + "".join(rows), "utf-8")
    mapping.write_text(LINES, "utf-8")
    accounts = kam("list", clients, "accounts", "--json").out
    command = ("import", str(clients), str(source), "--kind", "sales", "--mapping", str(mapping))
    script = KILLED.format(method=method)
    ran = subprocess.run([sys.executable, "-c", script, *command], cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert kam("check", clients).code == 0
    assert kam("list", clients, "accounts", "--json").out == accounts
    assert kam("list", clients, "sales", "--json").json() == []
    assert next(step["label"] for step in kam("history", clients, "--json").json()) == "accounts.imported"
    assert kam(*command).out.startswith(f"{count} order lines added")
    assert kam("check", clients).code == 0
