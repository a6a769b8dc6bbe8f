"""What pip installs is the whole program: code, words, typefaces and the command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JUNK = shutil.ignore_patterns("__pycache__", "*.mo")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a clean copy of the source."""
    source = tmp_path_factory.mktemp("source")
    for folder in ("kam", "resources"):
        shutil.copytree(ROOT / folder, source / folder, ignore=JUNK)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = (source / "dist").iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the wheel in it."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def python(installed: Path, *arguments: str) -> str:
    """What a Python that finds the installed kam first prints."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", *arguments]
    done = subprocess.run(
        command, cwd=installed, env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


@pytest.mark.slow
def test_every_module_and_resource_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kam").rglob("*.py")}
    fonts = {f"kam/resources/fonts/{path.name}" for path in (ROOT / "resources" / "fonts").iterdir()}
    assert sorted((modules | fonts) - names) == []
    assert not any(name.startswith(("tests/", "scripts/", "resources/")) for name in names)


@pytest.mark.slow
def test_the_wheel_brings_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        commands = archive.read(entry).decode()
    assert "kam = kam.__main__:main" in commands
    assert "kam-cli = kam.__main__:main" in commands


@pytest.mark.slow
def test_an_installed_kam_speaks_russian_from_its_own_resources(installed: Path) -> None:
    program = (
        "from kam.core.resources import resource_path\n"
        "from kam.core.words import label, words_for\n"
        "print(resource_path('locale'))\n"
        "print(words_for('ru').of(label('account status', 'lost')))\n"
    )
    folder, word = python(installed, "-c", program).splitlines()
    assert Path(folder) == installed / "kam" / "resources" / "locale"
    assert word == "потерянный"


@pytest.mark.slow
def test_an_installed_kam_answers_to_its_command(installed: Path) -> None:
    help_text = python(installed, "-m", "kam", "--help")
    assert "kam [-h]" in help_text
    assert "brief" in help_text
