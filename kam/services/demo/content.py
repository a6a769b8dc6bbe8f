"""The demo's content as it is written in ``resources/demo/<language>``: TOML tables, one file per client."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kam.core.resources import resource_path
from kam.core.words import LANGUAGES
from kam.services.demo.errors import DemoContentError

if TYPE_CHECKING:
    from pathlib import Path

Table = Mapping[str, Any]
"""A TOML table."""

ACCOUNT_SECTIONS = frozenset(
    {
        *("account", "addresses", "units", "contracts", "special_terms", "team", "presence", "overrides"),
        *("checks", "sales", "target", "spend", "whitespace", "opportunities", "receivables"),
        *("people", "owners", "lines", "interactions", "routine", "commitments", "kept", "complaints"),
        *("plans", "risks", "surveys", "documents", "put_off", "retention"),
    }
)


@dataclass(frozen=True)
class Content:
    """Everything the demo of one language says."""

    language: str
    folder: Path
    supplier: Table
    phrases: Table
    accounts: Sequence[Table]
    surveys: Table


def read_content(language: str) -> Content:
    """Read and check the demo of a language. Raises DemoContentError for an unknown section."""
    if language not in LANGUAGES:
        message = f"no demo speaks {language!r}"
        raise DemoContentError(message)
    folder = resource_path("demo", language)
    accounts = [table for file in sorted((folder / "accounts").glob("*.toml")) for table in _accounts(file)]
    supplier, phrases = _read(folder / "supplier.toml"), _read(folder / "phrases.toml")
    surveys = _read(folder / "surveys.toml")
    return Content(language, folder, supplier, phrases, accounts, surveys)


def _read(file: Path) -> dict[str, Any]:
    with file.open("rb") as stream:
        return tomllib.load(stream)


def _accounts(file: Path) -> Iterator[Table]:
    """The clients of a file: one, or several under ``[[accounts]]``."""
    whole = _read(file)
    for table in whole.get("accounts", [whole]):
        unknown = set(table) - ACCOUNT_SECTIONS
        if unknown or "account" not in table:
            message = f"{file.name}: not a client of the demo: {sorted(unknown) or 'no [account]'}"
            raise DemoContentError(message)
        yield table
