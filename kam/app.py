"""The window's composition root: the one place that knows every layer.

``run`` opens a workspace and shows its window, or the welcome page when none was named. One window a
workspace: a second start raises the first. Another language or scale is one clean restart.

A start imports no more than its first page needs; the account's page, which is opened next, is imported when
the first one stands.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QProcess, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from kam import __version__
from kam.core.clock import Clock, SystemClock
from kam.core.errors import UserError
from kam.core.formats import Formats, Target
from kam.core.program_language import program_words
from kam.core.words import Words, words_for
from kam.jobs import Jobs, PoolThreads
from kam.ui.frame.second_start import SecondStarts, raise_running
from kam.ui.garbage import Garbage
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.theme.theme import Theme

if TYPE_CHECKING:
    from kam.services.files import Workspace
    from kam.services.frame import OpenFacts
    from kam.ui.passphrases.asking import AskPassphrase
    from kam.ui.passphrases.wishes import ProtectionWish
    from kam.ui.passphrases.working import Protected, WorkingWindow
    from kam.ui.welcome.window import WelcomeWindow
    from kam.ui.window import MainWindow

_CALM_MS = 500


def run(arguments: Sequence[str] = (), *, clock: Clock | None = None) -> int:
    """Show the window of the workspace that ``arguments`` name, or the welcome page; the exit code.

    ``--demo FILE`` makes or freshens the demo first.
    """
    local = LocalSettings()
    take_scale(local)
    path = Path(arguments[-1]).absolute() if arguments else None
    application = make_application()
    if path is not None and raise_running(path):
        return 0
    words = words_for(local.language) if local.language else program_words()
    program = Program(application, words, local, clock or SystemClock())
    program.start(path, demo="--demo" in arguments)
    return application.exec()


def take_scale(local: LocalSettings) -> None:
    """Draw at this computer's scale, unless told otherwise; to be called before there is an application."""
    if local.scale != 100 and "QT_SCALE_FACTOR" not in os.environ:  # noqa: PLR2004 - per cent
        os.environ["QT_SCALE_FACTOR"] = str(local.scale / 100)


def make_application() -> QApplication:
    """The Qt application, the same on every system but for the typeface."""
    application = QApplication([sys.argv[0]])
    application.setApplicationName("kam")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("kam")
    application.setStyle("Fusion")
    application.setQuitOnLastWindowClosed(False)
    return application


class Program(QObject):
    """One run of the window: welcome page, open workspace, restart, end."""

    def __init__(self, application: QApplication, words: Words, local: LocalSettings, clock: Clock) -> None:
        super().__init__(application)
        self._application = application
        self._local = local
        self._clock = clock
        self._speak(words)
        self.look = Look(Theme(application, local.theme), words, Formats(words.language, Target.WINDOW))
        self.window: MainWindow | None = None
        self.welcome: WelcomeWindow | None = None
        self._garbage = Garbage(self)
        self._second_starts = SecondStarts(self)
        self._second_starts.came.connect(self._come_forward)
        self._workspace: Workspace | None = None
        self._restart = False
        self._next: Path | None = None
        self._then_open: Path | None = None
        self._wish: ProtectionWish | None = None
        self._working: WorkingWindow | None = None
        self.asking: AskPassphrase | None = None
        """Asks for the passphrase of a file that is to be opened."""

    def start(self, path: Path | None, *, demo: bool = False) -> None:
        """Open a workspace, the demo after freshening it, or welcome."""
        self._let_ctrl_c_end_it()
        if path is None:
            self.show_welcome()
            return
        if demo and not self._is_shut(path):
            from kam.services.demo import ensure_demo

            try:
                ensure_demo(path, self.look.words.language, self._clock)
            except UserError as error:
                self.show_welcome(error)
                return
        self.open(path)

    def show_welcome(self, trouble: UserError | None = None) -> None:
        """The page for when no workspace is open; ``trouble`` says why one could not be opened."""
        if self.welcome is None:
            from kam.ui.welcome.window import WelcomeWindow

            self.welcome = WelcomeWindow(self.look, self._local, self._clock)
            self.welcome.open_wished.connect(self.open)
            self.welcome.import_wished.connect(self._open_and_import)
            self.welcome.restart_wished.connect(self._restart_from_welcome)
            self.welcome.closed.connect(self._welcome_closed)
        self.welcome.show()
        if trouble is not None:
            self.welcome.show_trouble(trouble)

    def open(self, path: Path) -> None:
        """Open a workspace in its window; where that fails, say why on the welcome page."""
        if raise_running(path):
            self._application.quit()
        elif self._is_shut(path):
            self._ask(path)
        else:
            self._open(path)

    def _open(self, path: Path) -> None:
        from kam.services.files import open_for_the_window
        from kam.services.frame import open_facts

        try:
            workspace = open_for_the_window(path, self._clock)
        except UserError as error:
            self._not_opened(error)
            return
        try:
            facts = open_facts(workspace)
        except UserError as error:
            workspace.close()
            self._not_opened(error)
            return
        self._workspace = workspace
        self._show(self._window_of(workspace, facts))
        self._second_starts.listen(path)

    def _not_opened(self, trouble: UserError | None = None) -> None:
        self._second_starts.listen_no_more()
        self.show_welcome(trouble)

    def _is_shut(self, path: Path) -> bool:
        from kam.services.sealing import is_shut

        return is_shut(path)

    def _ask(self, path: Path) -> None:
        """Ask for the passphrase first; a second start finds the question."""
        from kam.ui.passphrases.asking import AskPassphrase

        over = self.welcome if self.welcome is not None and self.welcome.isVisible() else None
        sentence = self.look.words.say("This workspace is encrypted: its passphrase opens it.")
        self.asking = AskPassphrase(self.look, over, path, sentence)
        self.asking.finished.connect(self._asked)
        self.asking.unlocked.connect(partial(self._open, path))
        self.asking.rejected.connect(self._not_opened)
        self._second_starts.listen(path)
        self.asking.open()

    def _asked(self) -> None:
        self.asking = None

    def _open_and_import(self, path: Path, table: Path) -> None:
        """Open a workspace that was just made, and begin with a table."""
        from kam.ui.places import IMPORTS

        self.open(path)
        if self.window is not None:
            self.window.go(replace(IMPORTS, view=str(table)))

    def _window_of(self, workspace: Workspace, facts: OpenFacts) -> MainWindow:
        """The window of an open workspace."""
        from kam.ui.at_hand import actions_of_account
        from kam.ui.catalogue import (
            HOME,
            open_answers,
            open_captures,
            open_registers,
            open_retentions,
            page_kinds,
        )
        from kam.ui.change_hub import ChangeHub
        from kam.ui.creating import creations
        from kam.ui.desk import Desk
        from kam.ui.everywhere import commands_everywhere
        from kam.ui.window import MainWindow

        desk = Desk(
            workspace=workspace,
            zone=facts.zone,
            currency=facts.currency,
            jobs=Jobs(PoolThreads()),
            hub=ChangeHub(),
            clock=self._clock,
            look=self.look,
            local=self._local,
        )
        window = MainWindow(desk, page_kinds(desk), HOME)
        window.offer_to_create(partial(creations, window))
        window.offer_everywhere(partial(commands_everywhere, window))
        open_captures(window)
        open_registers(window)
        open_answers(window)
        open_retentions(window)
        window.palette_of_all.offer_of_accounts(partial(actions_of_account, window))
        calm = partial(QTimer.singleShot, _CALM_MS, window, partial(self._first_page_stands, desk.jobs))
        desk.jobs.idle.connect(calm, Qt.ConnectionType.SingleShotConnection)
        return window

    def _first_page_stands(self, jobs: Jobs) -> None:
        """Nobody waits for anything now: import what comes next; what is there by then stays anyway."""
        if self.window is not None and self.window.desk.jobs is jobs:
            from kam.ui.frame.backups import BackupKeeper
            from kam.ui.frame.health_keeper import HealthKeeper
            from kam.ui.frame.pinned_health import PinnedHealth
            from kam.ui.frame.tray import Tray

            if self.window.lock.is_possible:
                from kam.ui.frame.idleness import AutoLock

                AutoLock(self.window.desk, self.window.lock, self.window)
            Tray(self.window)
            BackupKeeper(self.window.desk, self.window)
            PinnedHealth(self.window.desk, self.window.sidebar)
            HealthKeeper(self.window.desk, self.window)
        jobs.idle.connect(self._garbage.spare_what_is_here, Qt.ConnectionType.SingleShotConnection)
        jobs.run(self, partial(import_module, "kam.ui.account.page"))

    def _show(self, window: MainWindow) -> None:
        self.window = window
        window.failures.watch()
        window.closed.connect(self._window_closed)
        window.restart_wished.connect(self._wish_restart)
        window.other_wished.connect(self._wish_other)
        window.workspace_wished.connect(self._wish_workspace)
        window.desk.hub.protection_wished.connect(self._wish_protection)
        window.show()
        if self.welcome is not None:
            self.welcome.hide()

    def _come_forward(self) -> None:
        """Somebody started kam again with this workspace."""
        if self.window is not None:
            self.window.come_forward()
        elif self.asking is not None:
            self.asking.raise_()
            self.asking.activateWindow()

    # Ending

    def _wish_restart(self) -> None:
        self._restart = True
        if self.window is not None:
            self.window.close()

    def _wish_other(self) -> None:
        if self.window is not None:
            self._next = self.window.desk.workspace.path
            self.window.close()

    def _wish_workspace(self, path: Path) -> None:
        if self.window is not None:
            self._then_open = path
            self.window.close()

    def _wish_protection(self, wish: ProtectionWish) -> None:
        """Encrypt, or no longer: the workspace closes for it and opens again at the same place."""
        if self.window is not None:
            self._wish = wish
            self.window.close()

    def _protect(self, path: Path) -> None:
        from kam.ui.passphrases.working import WorkingWindow

        wish, self._wish = self._wish, None
        if wish is not None:
            self._working = WorkingWindow(self.look, path, wish, self._local)
            self._working.ended.connect(partial(self._protected, path))
            self._working.begin(self._clock)

    def _protected(self, path: Path, result: Protected | Exception) -> None:
        from kam.ui.passphrases.working import told

        if self._working is not None:
            self._working.deleteLater()
            self._working = None
        self.open(path)
        if self.window is None:
            return
        if isinstance(result, Exception):
            self.window.failures.take(result)
        else:
            self.window.desk.hub.notice(told(self.look.words, result))

    def _restart_from_welcome(self) -> None:
        start_again(None)
        self._application.quit()

    def _welcome_closed(self) -> None:
        if self.window is None:
            self._application.quit()

    def _window_closed(self) -> None:
        window, self.window = self.window, None
        if window is None:
            return
        self._second_starts.listen_no_more()
        window.hide()
        window.desk.jobs.finish()
        workspace, self._workspace = window.desk.workspace, None
        try:
            if workspace.close() is not None:
                from kam.ui.frame.backups import copy_at_the_end

                copy_at_the_end(window.desk)
        except UserError as error:  # the data is saved; the backup is not
            window.failures.unwatch()
            window.show()
            window.setEnabled(True)
            window.failures.take(error)
            if window.failures.shown is not None:
                window.failures.shown.finished.connect(partial(self._end, window))
            return
        self._end(window)

    def _end(self, window: MainWindow, _result: int = 0) -> None:
        path = window.desk.workspace.path
        window.failures.unwatch()
        window.hide()
        window.deleteLater()
        if self._wish is not None:
            self._protect(path)
            return
        if window.desk.is_sealed:
            from kam.services.sealing import forget

            forget(path)
        if self._restart:
            start_again(path)
        elif self._then_open is not None:
            path, self._then_open = self._then_open, None
            self.open(path)
            return
        elif self._next is not None:
            self._next = None
            self.show_welcome()
            return
        self._application.quit()

    def _speak(self, words: Words) -> None:
        """Qt's own words (its dialogs) in the language of the window."""
        QLocale.setDefault(QLocale("ru_RU" if words.language == "ru" else "en_GB"))
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{words.language}", folder):
            self._application.installTranslator(translator)

    def _let_ctrl_c_end_it(self) -> None:
        """Python sees signals only between its own instructions: give it some while Qt waits."""
        with suppress(ValueError):  # not on the main thread, as in a test
            signal.signal(signal.SIGINT, lambda *_: self._interrupted())
        timer = QTimer(self)
        timer.setInterval(500)
        timer.timeout.connect(lambda: None)
        timer.start()

    def _interrupted(self) -> None:
        if self.window is not None:
            self.window.close()
        else:
            self._application.quit()


def start_again(path: Path | None) -> None:
    """Start kam anew, by itself, with the same workspace."""
    os.environ.pop("QT_SCALE_FACTOR", None)
    arguments = ["-m", "kam", "open", *([] if path is None else [str(path)])]
    QProcess.startDetached(sys.executable, arguments)
