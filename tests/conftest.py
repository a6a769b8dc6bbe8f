"""What every test gets: the same words, a home of its own, and a complaint when it leaves threads behind."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, settings

from kam.core.clock import FixedClock
from kam.store.workspace import Workspace
from scripts.catalogues import LANGUAGES, catalogue_path, compile_catalogue
from tests.builders import NOW, Office

# No deadlines: what a machine does meanwhile is not the product's fault.
settings.register_profile("default", max_examples=50, deadline=None)
settings.register_profile(
    "ci", max_examples=100, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
_SLOW_SECONDS = 600

settings.load_profile(os.environ.get("KAM_HYPOTHESIS_PROFILE", "default"))


def pytest_configure() -> None:
    """Build the catalogues whose translations changed since, so that tests speak the words of the source.

    A run in a shell's background is born deaf to Ctrl-C, and so would be the commands that tests start.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for language in LANGUAGES:
        source = catalogue_path(language)
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            compile_catalogue(source)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is slow by its nature may take longer than the rest before it counts as hanging."""
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(_SLOW_SECONDS))


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings, logs and caches of kam go to a temporary home, never to the developer's."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(variable, str(home))
        for variable in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{variable}_HOME", str(home / variable.lower()))
        yield home


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    leaked = [thread for thread in set(threading.enumerate()) - before if thread.is_alive()]
    for thread in leaked:
        thread.join(timeout=2)
    names = [thread.name for thread in leaked if thread.is_alive()]
    assert not names, f"threads left running: {names}"


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """What ``office`` is a copy of: making a file anew for every test costs more than the test."""
    made = Office.at(tmp_path_factory.mktemp("office"))
    made.workspace.close()
    return made


@pytest.fixture
def office(tmp_path: Path, empty_office: Office) -> Iterator[Office]:
    """A new workspace with a profile, a calendar and me; closed at the end."""
    path = tmp_path / "office.kam"
    copyfile(empty_office.workspace.path, path)
    clock = FixedClock(NOW)
    made = Office(Workspace.open(path, clock), clock, me=empty_office.me)
    made.workspace.changed = True  # as after making it: closing makes a backup
    yield made
    made.workspace.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of ``MORNING`` in Russian, to be copied."""
    from tests.ui.every_page import write_example

    return write_example(tmp_path_factory.mktemp("demo"))
