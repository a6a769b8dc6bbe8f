"""Names of files that come from elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.file_names import LONGEST, clean_name, is_risky


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Договор 14-25.pdf", "Договор 14-25.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\system32.dll", "C Windows system32.dll"),
        ("смета\u202efdp.exe", "сметаfdp.exe"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        (".htaccess", "htaccess"),
        ("отчёт. ", "отчёт"),
        ('что?*"<>|.doc', "что.doc"),
        ("", "file"),
        ("...", "file"),
        ("\u200b", "file"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(name: str, clean: str) -> None:
    assert clean_name(name, "file") == clean


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("ё" * 500 + ".pdf", "file")
    assert name.endswith("ё.pdf")
    assert len(name) <= LONGEST
    assert len(clean_name("😀" * 200, "file").encode()) <= 255


@given(st.text(max_size=300))
def test_any_name_is_one_file_in_one_folder(name: str) -> None:
    clean = clean_name(name, "file")
    assert clean == clean_name(clean, "file"), "cleaning twice changes nothing"
    assert clean not in {"", ".", ".."}
    assert not set(clean) & set('/\\:*?"<>|\x00\n')
    assert not clean.startswith((".", " "))
    assert not clean.endswith((".", " "))
    assert len(clean.encode()) <= 255


def test_programs_are_told_from_papers() -> None:
    assert is_risky("счёт.pdf.exe")
    assert is_risky("run.PS1. ")
    assert not is_risky("счёт.pdf")
    assert not is_risky("exe")
