"""What a test of the window gets: an application with the style of all systems, a look, no loose widget."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from kam.core.formats import Formats, Target
from kam.core.words import words_for
from kam.jobs import InlineThreads, Jobs
from kam.services.profile import zone_of
from kam.services.sealing import seal
from kam.ui.change_hub import ChangeHub
from kam.ui.desk import Desk
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Mood
from tests.builders import Office
from tests.ui.sealed import PASSPHRASE


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The name of the program, and the style that looks alike on all systems."""
    return ["kam", "-style", "Fusion"]


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The theme of the whole run; a test that changes it puts it back by ``look``."""
    return Theme(qapp, Mood.LIGHT)


@pytest.fixture
def look(theme: Theme) -> Iterator[Look]:
    """The light theme and Russian words."""
    yield Look(theme, words_for("ru"), Formats("ru", Target.WINDOW))
    if theme.mood is not Mood.LIGHT:
        theme.choose(Mood.LIGHT)


@pytest.fixture(autouse=True)
def nothing_stays_open(qapp: QApplication) -> Iterator[None]:
    """Close every window a test opened, and let go what it deleted."""
    yield
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def settings_folder(tmp_path: Path) -> Path:
    """Where this computer's settings go in a test."""
    return tmp_path / "settings"


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory, empty_office: Office) -> Path:
    """The empty office, encrypted with ``PASSPHRASE``; to be copied."""
    path = tmp_path_factory.mktemp("sealed") / "sealed.kam"
    copyfile(empty_office.workspace.path, path)
    seal(path, empty_office.clock, PASSPHRASE)
    return path


@pytest.fixture
def desk(office: Office, look: Look, settings_folder: Path) -> Iterator[Desk]:
    """A desk over a new workspace, on which everything happens at once."""
    jobs = Jobs(InlineThreads())
    failures: list[BaseException] = []
    jobs.failed.connect(failures.append)
    yield Desk(
        workspace=office.workspace,
        zone=zone_of(office.workspace),
        currency="RUB",
        jobs=jobs,
        hub=ChangeHub(),
        clock=office.clock,
        look=look,
        local=LocalSettings(settings_folder),
    )
    jobs.finish()
    assert not failures, f"nobody took: {failures}"
