"""``kam complaints``: the list, papers of one complaint, the register and the report, refusals."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from kam.core.clock import FixedClock
from kam.services.demo import write_demo
from tests.builders import NOW
from tests.office_files import words_in

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam

NUMBER = "K-2026-0002"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo in Russian, made once."""
    path = tmp_path_factory.mktemp("demo") / "demo.kam"
    write_demo(path, language="ru", clock=FixedClock(NOW))
    return path


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """A copy of it for each test."""
    return copyfile(made, tmp_path / "demo.kam")


def text_of(pdf: Path) -> str:
    """What a paper says."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_complaints_are_listed_as_a_table_and_as_json(kam: Kam, demo: Path) -> None:
    table = kam("complaints", demo, "list")
    rows = kam("complaints", demo, "list", "--json").json()
    waiting = kam("complaints", demo, "list", "--open", "--json").json()

    assert table.code == 0
    assert NUMBER in table.out
    assert {"number", "account", "stage", "clock_state", "received_at"} <= rows[0].keys()
    assert 0 < len(waiting) < len(rows)
    assert not {row["stage"] for row in waiting} & {"closed", "rejected"}
    assert len(kam("complaints", demo, "list", "--limit", "2", "--json").json()) == 2


def test_a_list_is_of_some_days_and_of_an_account(kam: Kam, demo: Path) -> None:
    rows = kam("complaints", demo, "list", "--json").json()
    account = rows[0]["account"]

    of_account = kam("complaints", demo, "list", "--account", account, "--json").json()
    spring = kam(
        "complaints", demo, "list", "--since", "2026-03-01", "--until", "2026-06-30", "--json"
    ).json()

    assert {row["account"] for row in of_account} == {account}
    assert spring
    assert all("2026-03-01" <= row["received_at"] < "2026-07-01" for row in spring)


@pytest.mark.parametrize(
    ("what", "said"), [("record", "РЕКЛАМАЦИЯ"), ("8d", "ОТЧЁТ 8D"), ("answer", "С УВАЖЕНИЕМ")]
)
def test_each_paper_of_a_complaint_is_written(
    kam: Kam, demo: Path, tmp_path: Path, what: str, said: str
) -> None:
    out = tmp_path / "paper.pdf"

    ran = kam("complaints", demo, what, NUMBER, "-o", out)

    assert (ran.code, str(out) in ran.out) == (0, True), ran.errors
    assert said in text_of(out).upper()


def test_a_report_for_the_client_has_no_severity_and_speaks_their_language(
    kam: Kam, demo: Path, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours.pdf", tmp_path / "theirs.pdf"

    assert kam("complaints", demo, "8d", NUMBER, "--lang", "en", "-o", ours).code == 0
    assert (
        kam("complaints", demo, "8d", "k 2026 0002", "--customer-safe", "--lang", "en", "-o", theirs).code
        == 0
    )

    assert "Kind, severity" in text_of(ours)
    assert "INTERNAL" in text_of(ours)
    assert "severity" not in text_of(theirs)
    assert "INTERNAL" not in text_of(theirs)
    assert "8D report K-2026-0002" in text_of(theirs)


def test_an_answer_says_what_was_written_and_is_kept(kam: Kam, demo: Path, tmp_path: Path) -> None:
    letter, out = tmp_path / "letter.txt", tmp_path / "answer.pdf"
    letter.write_text("Партию заменили 20 ноября.", "utf-8")

    ran = kam("complaints", demo, "answer", NUMBER, "--text", letter, "--keep", "-o", out)

    assert ran.code == 0, ran.errors
    assert "Партию заменили 20 ноября." in text_of(out)
    assert "Document added" in kam("history", demo).out
    assert kam("complaints", demo, "answer", NUMBER, "-o", out).code == 0  # reading alone keeps nothing
    assert kam("history", demo).out.count("Document added") == 1


@pytest.mark.parametrize("what", ["register", "report"])
def test_papers_of_some_days_are_written_in_both_formats(
    kam: Kam, demo: Path, tmp_path: Path, what: str
) -> None:
    pdf, book = tmp_path / "paper.pdf", tmp_path / "book.xlsx"
    span = ("--since", "2026-01-01", "--until", "2026-11-23", "--lang", "en")

    assert kam("complaints", demo, what, *span, "-o", pdf).code == 0
    assert kam("complaints", demo, what, *span, "--format", "xlsx", "-o", book).code == 0

    title = {"register": "Register of complaints", "report": "What complaints teach"}[what]
    assert title in text_of(pdf)
    assert "1 Jan 2026 — 23 Nov 2026" in text_of(pdf)
    assert title in words_in(book.read_bytes())
    if what == "register":
        assert NUMBER in text_of(pdf)
        assert NUMBER in words_in(book.read_bytes())


def test_the_same_command_at_the_same_moment_writes_the_same_file(
    kam: Kam, demo: Path, tmp_path: Path
) -> None:
    written = []
    for name in ("first", "second"):
        out = tmp_path / f"{name}.pdf"
        assert kam("complaints", demo, "report", "--as-of", "2026-11-23T17:40", "-o", out).code == 0
        written.append(out.read_bytes())

    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("told", "code", "said"),
    [
        (("record",), 2, "its number goes after record"),
        (("record", NUMBER), 2, "say with -o"),
        (("list", NUMBER), 2, "a number goes only with"),
        (("8d", NUMBER, "--format", "xlsx", "-o", "{out}"), 2, "--format does not go with 8d"),
        (("report", "--customer-safe", "-o", "{out}"), 2, "--customer-safe does not go with report"),
        (("register", "--json", "-o", "{out}"), 2, "--json does not go with register"),
        (("list", "--since", "2026-05-02", "--until", "2026-05-01"), 2, "--until lies before --since"),
        (("list", "--since", "yesterday"), 2, "is not a date"),
        (("8d", "K-1999-0001", "-o", "{out}"), 1, "There is no complaint K-1999-0001"),
        (("answer", NUMBER, "--text", "{missing}", "-o", "{out}"), 1, "cannot be read as a text"),
        (("record", NUMBER, "-o", "{demo}"), 1, ""),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    kam: Kam, demo: Path, tmp_path: Path, *, told: tuple[str, ...], code: int, said: str
) -> None:
    out, before = tmp_path / "out.pdf", demo.read_bytes()
    places = {"out": out, "missing": tmp_path / "missing.txt", "demo": demo}

    ran = kam("complaints", demo, *(each.format_map(places) for each in told))

    assert ran.code == code
    assert said in ran.errors
    assert not out.exists()
    assert demo.read_bytes() == before
