"""A plan lived in the real window: from a template to its approval, compared, and out in four formats."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

import pypdfium2
import pytest

from tests.e2e.drive_plan import AMBITION, INTERNAL, OBJECTIVE
from tests.e2e.sittings import drive, needs_screen

pytestmark = needs_screen


def said(path: Path) -> str:
    """Everything a file says, without its spaces."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        try:
            text = "".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    else:
        with ZipFile(path) as package:
            parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        text = re.sub(r"<[^>]+>", "", "".join(parts))
    return "".join(text.replace("\u00ad", "").replace("\ufffe", "").split())


@pytest.mark.slow
def test_a_plan_from_a_template_to_its_approval_and_out_of_the_house(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    told = drive("live", path, "drive_plan.py")
    assert told["nothing at first"]
    assert told["objectives of the template"] >= 2
    assert (told["written"], told["ambition"]) == (True, True)
    assert told["submitted"]
    assert (told["after answer 1"], told["after answer 2"]) == ("submitted", "approved")
    assert told["added since"]
    assert len(told["files"]) == 8
    for form in ("pdf", "docx", "xlsx", "pptx"):
        ours, theirs = said(tmp_path / f"ours.{form}"), said(tmp_path / f"client.{form}")
        assert "".join(AMBITION.split()) in ours or form == "xlsx", form
        assert "".join(OBJECTIVE.split()) in theirs, form
        assert "".join(INTERNAL.split()) not in theirs, form
        assert "".join(AMBITION.split()) not in theirs, form
