"""LibreOffice opens what we write and finds in it what the plan says."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pypdfium2
import pytest

from kam.reports.content.plan import CustomerPlanPaper, PlanPaper
from kam.services.plans.exporting import PlanFormat, customer_plan_as, plan_as
from tests.unit.reports.plan import samples

SOFFICE = which("soffice") or which("libreoffice")
_OFFICE = (PlanFormat.DOCX, PlanFormat.XLSX, PlanFormat.PPTX)
_HARMLESS = "javaldx"
"""LibreOffice without Java says so; nothing of ours needs it."""

_APART = dict.fromkeys(map(ord, "\u00ad\ufffe₽→"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every office document in both languages, as the text of the PDF that LibreOffice makes of it."""
    folder = tmp_path_factory.mktemp("office")
    for language in ("ru", "en"):
        for form in _OFFICE:
            ours, theirs = samples.rich(language), samples.for_client(language)
            (folder / f"ours_{language}_{form}.{form}").write_bytes(plan_as(ours, form, language).data)
            (folder / f"theirs_{language}_{form}.{form}").write_bytes(
                customer_plan_as(theirs, form, language).data
            )
    sources = sorted(folder.iterdir())
    ran = subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder / "pdf",
            *sources,
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    complaints = [line for line in ran.stderr.splitlines() if line.strip() and _HARMLESS not in line]
    assert (ran.returncode, complaints) == (0, [])
    return {source.stem: _text(folder / "pdf" / f"{source.stem}.pdf") for source in sources}


def _text(pdf: Path) -> str:
    """The text of a PDF without its spaces: lines are broken where the program breaks them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _squeezed("".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()


def _squeezed(text: str) -> str:
    """Without spaces, and without signs that come from another typeface and so stand apart in a PDF."""
    return "".join(text.translate(_APART).split())


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("form", _OFFICE)
def test_what_the_plan_says_is_read_in_the_office_program(
    converted: dict[str, str], form: PlanFormat, language: str
) -> None:
    plan: PlanPaper = samples.rich(language)

    text = converted[f"ours_{language}_{form}"]

    said = [each.title for each in plan.objectives] + [each.title for each in plan.risks[:4]]
    said += [each.text for each in plan.needed] + [plan.head.account, str(plan.text.ambition)]
    said += [each.text for each in plan.actions if each.days_late > 0]
    if form is not PlanFormat.PPTX:
        said += [each.title for each in plan.opportunities] + [each.text for each in plan.swot]
        said += [each.name for each in plan.people.people] if plan.people else []
    assert [each for each in said if _squeezed(each) not in text] == []
    assert "#NAME" not in text
    assert "Err:" not in text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("form", _OFFICE)
def test_the_clients_copy_is_read_there_too(
    converted: dict[str, str], form: PlanFormat, language: str
) -> None:
    paper: CustomerPlanPaper = samples.for_client(language)

    text = converted[f"theirs_{language}_{form}"]

    said = [paper.head.client, paper.value_we_bring, *(each.text for each in paper.objectives)]
    assert [each for each in said if _squeezed(each) not in text] == []
    risks = [risk.title for risk in samples.rich(language).risks]
    assert [each for each in risks if _squeezed(each) in text] == []
