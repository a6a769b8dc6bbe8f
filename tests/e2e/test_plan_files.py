"""``kam plan``: an account plan leaves the workspace in four formats, and nothing else is written over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from kam.services.plans.exporting import PlanFormat
from tests.office_files import parts_of, properties_of, words_in

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam

CLIENT = "Степновский"
_FORMATS = [form.value for form in PlanFormat]


@pytest.fixture
def demo(kam: Kam, tmp_path: Path) -> Path:
    """The demo in Russian, whose key accounts have plans."""
    path = tmp_path / "demo.kam"
    assert kam("demo", path, "--lang", "ru").code == 0
    return path


@pytest.mark.slow
def test_a_plan_is_written_in_four_formats_for_us_and_for_the_client(
    kam: Kam, demo: Path, tmp_path: Path
) -> None:
    for form in _FORMATS:
        for safe in ([], ["--customer-safe"]):
            out = tmp_path / f"plan{len(safe)}.{form}"

            ran = kam("plan", demo, "--account", CLIENT, "--format", form, *safe, "-o", out)

            assert (ran.code, str(out) in ran.out) == (0, True), ran.errors
            data = out.read_bytes()
            if form == "pdf":
                assert data.startswith(b"%PDF-")
                continue
            text = words_in(data)
            assert CLIENT in text
            assert ("Допуск ветслужбы" in text) is not bool(safe)  # a risk stays with us


def test_a_plan_speaks_the_language_that_is_asked_for(kam: Kam, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.docx"

    assert kam("plan", demo, "--account", CLIENT, "--format", "docx", "--lang", "en", "-o", out).code == 0

    assert properties_of(out.read_bytes())["title"].startswith("Account plan: ")
    assert "Objectives and measures" in words_in(out.read_bytes())


def test_the_same_command_at_the_same_moment_writes_the_same_file(
    kam: Kam, demo: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.pptx", tmp_path / "second.pptx"
    for out in (first, second):
        told = (
            "plan",
            demo,
            "--account",
            CLIENT,
            "--format",
            "pptx",
            "--as-of",
            "2026-11-23T17:40",
            "-o",
            out,
        )
        assert kam(*told).code == 0

    assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow
def test_a_companys_template_is_used(kam: Kam, demo: Path, tmp_path: Path) -> None:
    template, out = tmp_path / "company.docx", tmp_path / "plan.docx"
    document = Document()
    document.sections[0].header.paragraphs[0].text = "ООО «Вереск»"
    document.save(str(template))

    ran = kam("plan", demo, "--account", CLIENT, "--format", "docx", "--template", template, "-o", out)

    assert ran.code == 0, ran.errors
    headers = [words for name, words in parts_of(out.read_bytes()).items() if "header" in name]
    assert any("ООО «Вереск»" in part.decode() for part in headers)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("--format", "docx", "--template", "{notes}"), "cannot be used as a template"),
        (("--format", "xlsx", "--template", "{notes}"), "Word documents and slides alone"),
        (("--version", "9"), "no version 9"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    kam: Kam, demo: Path, tmp_path: Path, told: tuple[str, ...], said: str
) -> None:
    notes, out = tmp_path / "notes.txt", tmp_path / "out.docx"
    notes.write_text("dear diary")

    ran = kam("plan", demo, "--account", CLIENT, *(each.format(notes=notes) for each in told), "-o", out)

    assert ran.code == 1
    assert said in ran.errors
    assert not out.exists()


@pytest.mark.parametrize("form", _FORMATS)
def test_a_plan_is_not_written_over_something_else(kam: Kam, demo: Path, tmp_path: Path, form: str) -> None:
    archive = tmp_path / "photos.zip"
    archive.write_bytes(b"PK\x03\x04 my photos")

    for other in (archive, demo):
        before = other.read_bytes()
        assert kam("plan", demo, "--account", CLIENT, "--format", form, "-o", other).code == 1
        assert other.read_bytes() == before


def test_a_client_without_a_plan_is_told_as_such(kam: Kam, file: Path, tmp_path: Path) -> None:
    table = tmp_path / "accounts.csv"
    table.write_text("Name\nAlfreds\n", "utf-8")
    assert kam("import", file, table, "--kind", "accounts").code == 0

    ran = kam("plan", file, "--account", "Alfreds", "-o", tmp_path / "plan.pdf")

    assert (ran.code, "has no plan yet" in ran.errors) == (1, True)
