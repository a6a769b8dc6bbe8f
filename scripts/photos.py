"""Photographs the window: every page, both languages, both themes, a small and a large screen.

The pictures show the demo on one fixed morning and go into ``build/photos`` with a contact sheet for each
language, theme and size. Nothing is asserted here: they are to be looked at.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw  # noqa: E402 - the checkout comes first
from PySide6.QtCore import QSize  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from kam.app import make_application  # noqa: E402
from kam.core.clock import FixedClock  # noqa: E402
from kam.core.formats import Formats, Target  # noqa: E402
from kam.core.words import LANGUAGES, words_for  # noqa: E402
from kam.jobs import Jobs, PoolThreads  # noqa: E402
from kam.services.demo import write_demo  # noqa: E402
from kam.services.files import open_for_the_window  # noqa: E402
from kam.services.frame import open_facts  # noqa: E402
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio  # noqa: E402
from kam.ui.catalogue import (  # noqa: E402
    HOME,
    open_answers,
    open_captures,
    open_registers,
    open_retentions,
    page_kinds,
)
from kam.ui.change_hub import ChangeHub  # noqa: E402
from kam.ui.desk import Desk  # noqa: E402
from kam.ui.frame.pinned_health import PinnedHealth  # noqa: E402
from kam.ui.local_settings import LocalSettings  # noqa: E402
from kam.ui.look import Look  # noqa: E402
from kam.ui.theme.theme import Theme  # noqa: E402
from kam.ui.theme.tokens import Mood  # noqa: E402
from kam.ui.window import MainWindow  # noqa: E402
from scripts.photo_states import states  # noqa: E402

FOLDER: Final = ROOT / "build" / "photos"
MORNING: Final = FixedClock(datetime(2026, 11, 24, 6, 12, tzinfo=UTC))
SIZES: Final = {"1280x720": QSize(1280, 720), "1920x1080": QSize(1920, 1080)}
MOODS: Final = {"light": Mood.LIGHT, "dark": Mood.DARK}
PICTURES: Final = ROOT / "docs" / "guide" / "pictures"
GUIDE: Final = (
    "accounts",
    "palette",
    "account-overview",
    "account-dossier",
    "account-people-chart",
    "account-money",
    "account-plan",
    "imports",
    "settings-health",
    "today",
    "prepare",
    "account-why",
    "insight",
)
SMALL: Final = (960, 540)
COLOURS: Final = 128
CALM_MS: Final = 300
PATIENCE: Final = 3000
THUMB: Final = (480, 270)
ACROSS: Final = 4


class Session:
    """The demo in one language, open in a window."""

    def __init__(self, theme: Theme, language: str, folder: Path) -> None:
        path = folder / f"{language}.kam"
        write_demo(path, language=language, clock=MORNING)
        workspace = open_for_the_window(path, MORNING)
        facts = open_facts(workspace)
        words = words_for(language)
        self.folder = folder
        self.local = LocalSettings(folder / language)
        self.desk = Desk(
            workspace=workspace,
            zone=facts.zone,
            currency=facts.currency,
            jobs=Jobs(PoolThreads()),
            hub=ChangeHub(),
            clock=MORNING,
            look=Look(theme, words, Formats(language, Target.WINDOW)),
            local=self.local,
        )
        rows = read_portfolio(workspace, PortfolioQuery(), as_of=MORNING.now()).rows
        self.account: UUID = rows[0].id
        self.window = MainWindow(self.desk, page_kinds(self.desk), HOME)
        open_captures(self.window)
        open_registers(self.window)
        open_answers(self.window)
        open_retentions(self.window)
        PinnedHealth(self.desk, self.window.sidebar)
        self.window.show()

    def settle(self) -> None:
        """Wait until everything that was asked for is shown, and what its painting asks for too."""
        calm = 0
        for _ in range(PATIENCE):
            QTest.qWait(10)
            calm = 0 if self.desk.jobs.under_way else calm + 1
            if calm * 10 >= CALM_MS:
                break

    def close(self) -> None:
        """Close window and workspace."""
        self.window.close()
        self.desk.jobs.finish()
        self.desk.workspace.close()


def photograph(wanted: set[str]) -> int:
    """Take the pictures whose language, theme, size and page were asked for; all of what was not named."""
    application = make_application()
    with _folder() as folder:
        theme = Theme(application, Mood.LIGHT)
        for language in _named(LANGUAGES, wanted):
            session = Session(theme, language, folder)
            for mood in _named(tuple(MOODS), wanted):
                theme.choose(MOODS[mood])
                for size in _named(tuple(SIZES), wanted):
                    session.window.resize(SIZES[size])
                    _series(session, f"{language}-{mood}-{size}", wanted)
            session.close()
    return 0


def _series(session: Session, name: str, wanted: set[str]) -> None:
    place = FOLDER / name
    place.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    for state, bring in states().items():
        if wanted & set(states()) and state not in wanted:
            continue
        other = bring(session)
        session.settle()
        path = place / f"{state}.png"
        (other or session.window).grab().save(str(path))
        taken.append(path)
        session.window.palette_of_all.hide()
        if other is not None:
            other.close()
            other.deleteLater()
    _contact_sheet(taken, FOLDER / f"{name}.png")


def picture_the_guide() -> int:
    """Take the few small pictures that the user guide shows, in both languages."""
    application = make_application()
    with _folder() as folder:
        theme = Theme(application, Mood.LIGHT)
        for language in LANGUAGES:
            session = Session(theme, language, folder)
            session.window.resize(SIZES["1280x720"])
            for state in GUIDE:
                other = states()[state](session)
                session.settle()
                path = folder / "picture.png"
                (other or session.window).grab().save(str(path))
                session.window.palette_of_all.hide()
                if other is not None:
                    other.close()
                target = PICTURES / f"window-{language}-{state}.png"
                with Image.open(path) as picture:
                    small = picture.convert("RGB")
                    small.thumbnail(SMALL, Image.Resampling.LANCZOS)
                    _few_colours(small).save(target, optimize=True)
                print(target.relative_to(ROOT))
            session.close()
    return 0


def _few_colours(picture: Image.Image) -> Image.Image:
    """Fewer colours for a smaller file; rare ones stay: a green dot is green."""
    return picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _contact_sheet(pictures: list[Path], target: Path) -> None:
    rows = -(-len(pictures) // ACROSS)
    width, height = THUMB
    sheet = Image.new("RGB", (ACROSS * (width + 8), rows * (height + 24)), "#888888")
    pen = ImageDraw.Draw(sheet)
    for number, path in enumerate(pictures):
        with Image.open(path) as picture:
            picture.thumbnail(THUMB)
            x, y = number % ACROSS * (width + 8), number // ACROSS * (height + 24)
            sheet.paste(picture, (x, y + 16))
            pen.text((x + 2, y + 2), path.stem, fill="white")
    sheet.save(target)
    print(target.relative_to(ROOT))


def _named(all_of: tuple[str, ...], wanted: set[str]) -> tuple[str, ...]:
    return tuple(each for each in all_of if each in wanted) or all_of


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KAM_SETTINGS"] = folder
        yield Path(folder)
        QApplication.processEvents()


if __name__ == "__main__":
    asked = set(sys.argv[1:])
    sys.exit(picture_the_guide() if "guide" in asked else photograph(asked))
