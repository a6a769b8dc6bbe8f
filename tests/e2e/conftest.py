"""The command line, run as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kam.cli import main
from kam.core.clock import FixedClock
from tests.builders import NOW


@dataclass
class Ran:
    """What one command left: its exit code and what it wrote."""

    code: int
    out: str
    errors: str

    def json(self) -> Any:
        """Its output as JSON."""
        return json.loads(self.out)


Kam = Callable[..., Ran]


@pytest.fixture
def kam(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kam:
    """Run ``kam`` with these arguments, in English, on Monday 23 November 2026 at 14:40 UTC."""
    monkeypatch.setenv("KAM_LANG", "en")
    monkeypatch.setenv("KAM_DEBUG", "1")

    def run(*arguments: object, now: FixedClock | None = None) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments], clock=now or FixedClock(NOW))
        seen = capsys.readouterr()
        return Ran(code, seen.out, seen.err)

    return run


@pytest.fixture
def file(kam: Kam, tmp_path: Path) -> Path:
    """An empty workspace made by ``kam new``."""
    path = tmp_path / "office.kam"
    made = kam(
        "new",
        path,
        "--company",
        "Acme Packaging",
        "--me",
        "Mary Smith",
        "--lang",
        "en",
        "--currency",
        "USD",
        "--zone",
        "Europe/Moscow",
    )
    assert made.code == 0, made.errors
    return path
