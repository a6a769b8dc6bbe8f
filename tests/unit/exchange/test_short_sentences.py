"""However long what a file or a mapping says, the sentence about it stays a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.core.errors import UserError
from kam.core.sentences.exchange import SENTENCES
from kam.core.words import LANGUAGES, words_for
from kam.exchange.cells import quoted_names
from kam.exchange.mapping import parse_mapping
from kam.exchange.rows import Problem
from kam.exchange.spreadsheet import open_spreadsheet
from tests.tables import Bring, WriteBook

LONG = "я" * 90_000
LONGEST_SENTENCE = 500


def said(error: UserError | Problem) -> list[str]:
    return [words_for(language).of(SENTENCES[error.code], **error.details) for language in LANGUAGES]


@pytest.mark.parametrize(
    "stated",
    [
        f'kind = "{LONG}"',
        f'{LONG} = 1\nkind = "sales"'.replace(LONG, "x" * 90_000),
        f'kind = "sales"\nkey = "{LONG}"',
        f'kind = "sales"\nmonths = "{LONG}"',
        f'kind = "sales"\nrecognise = "{LONG}"',
        f'kind = "sales"\nrecognise = ["{LONG}"]',
        f'kind = "sales"\n[columns]\nA = "{LONG}"',
        f'kind = "sales"\n[columns]\n"{LONG}" = "revenu"',
        f'kind = "sales"\n[columns]\n"{LONG}1" = "revenue"\n"{LONG}2" = "revenue"',
        f'kind = "sales"\n[defaults]\n"{LONG}" = 1',
        f'kind = "sales"\n[defaults]\nrevenue = ["{LONG}"]',
        f'kind = "sales"\n[formats]\n"{LONG}" = 1',
        *(
            f'kind = "sales"\n[formats]\n{name} = "{LONG}"'
            for name in ("encoding", "delimiter", "decimal", "date_order", "header_row", "currency")
        ),
        f'kind = "sales"\n[formats]\nsheet = ["{LONG}"]',
        f'kind = "sales"\n[column_formats]\n"{LONG}" = 1',
        f'kind = "sales"\n[column_formats."{LONG}"]\nx = 1',
        f'kind = "sales"\n[column_formats."{LONG}"]\ndecimal = "x"',
        f'kind = "sales"\n[a]\n"{LONG}" = 1\n"{LONG}" = 2',
    ],
)
def test_a_wrong_mapping_is_named_in_short(stated: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_mapping(stated)
    assert all(len(sentence) < LONGEST_SENTENCE for sentence in said(caught.value))


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("A,B\n1,2\n", f'[columns]\n"{LONG}" = "account"\n'),
        (f"{LONG},B\n1,2\n", f'[columns]\n"{LONG}x" = "account"\n'),
        (f"{LONG},{LONG}\n1,2\n", f'[columns]\n"{LONG}" = "account"\n'),
        (f"Client,Client{' ' * 100}.,Month,Sum\n1,2,2026-01,1\n", None),
        (f'A,M,{LONG}\nC,2026-01,"1,234"\n', '[columns]\nA = "account"\nM = "month"\n"{0}" = "revenue"\n'),
        (
            "A,M,R\nC,2026-01,1\n",
            f'[columns]\nA = "account"\nM = "month"\nR = "revenue"\n[defaults]\ncost = "{LONG}"',
        ),
    ],
    ids=["no such column", "near", "twice", "two columns", "ambiguous", "default"],
)
def test_a_heading_is_named_in_short(bring: Bring, text: str, mapping: str | None) -> None:
    with pytest.raises(UserError) as caught:
        bring("sales", text, mapping and mapping.replace("{0}", LONG))
    assert all(len(sentence) < LONGEST_SENTENCE for sentence in said(caught.value))


def test_a_wrong_cell_of_a_long_heading_is_named_in_short(bring: Bring) -> None:
    mapping = f'[columns]\nA = "account"\nM = "month"\n"{LONG}" = "revenue"\n'
    (problem,) = bring("sales", f"A,M,{LONG}\nC,2026-01,{LONG}\n", mapping).problems
    assert problem.column == LONG
    assert (
        len(problem.value) == len(str(problem.details["value"])) == len(str(problem.details["column"])) == 80
    )


def test_sheets_are_listed_in_short(workbook: WriteBook) -> None:
    names = [f"Лист {number}" for number in range(40)]
    rows: list[list[object]] = [["a"], [1]]
    path: Path = workbook(**dict.fromkeys(names, rows))
    with pytest.raises(UserError) as caught:
        open_spreadsheet(path.read_bytes())
    assert str(caught.value.details["sheets"]).endswith("«Лист 19», …")
    with pytest.raises(UserError) as caught:
        open_spreadsheet(path.read_bytes(), LONG)
    assert all(len(sentence) < LONGEST_SENTENCE for sentence in said(caught.value))
    assert quoted_names(["A", "B"]) == "«A», «B»"
