"""The command line, run as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copytree
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


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``kam new`` makes, with the backup beside it, to be copied."""
    path = tmp_path_factory.mktemp("new") / "office.kam"
    told = ("--company", "Acme Packaging", "--me", "Mary Smith", "--lang", "en", "--currency", "USD")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setenv("KAM_LANG", "en")
        patch.setenv("KAM_DEBUG", "1")
        assert main(["new", str(path), *told, "--zone", "Europe/Moscow"], clock=FixedClock(NOW)) == 0
    return path


@pytest.fixture
def file(new_file: Path, tmp_path: Path) -> Path:
    """An empty workspace made by ``kam new``."""
    copytree(new_file.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / new_file.name
