"""Work off the interface thread: results, failures, what is dropped, what is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from kam.jobs import Cancelled, Jobs, Lane, PoolThreads, Progress


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs(PoolThreads())
    yield made
    made.finish()


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    seen: list[tuple[str, str]] = []
    jobs.run(
        owner,
        lambda: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, here = seen[0]
    assert worker.startswith("kam-read")
    assert here == threading.main_thread().name


def test_each_lane_has_a_thread_of_its_own(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    names: list[str] = []
    for lane in Lane:
        jobs.run(owner, lambda: threading.current_thread().name, names.append, lane=lane)
    qtbot.waitUntil(lambda: len(names) == len(Lane))
    assert len(set(names)) == len(Lane)


def test_writing_keeps_the_order_of_asking(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    done: list[int] = []
    for number in range(20):
        jobs.run(owner, lambda number=number: done.append(number), lane=Lane.WRITE)  # type: ignore[misc]
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert done == list(range(20))


def test_of_several_questions_only_the_last_is_answered(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    gate = threading.Event()
    answers: list[str] = []
    asked: list[str] = []

    def ask(text: str) -> str:
        asked.append(text)
        gate.wait(5)
        return text

    for text in ("в", "во", "вол", "волг"):
        jobs.run(owner, lambda text=text: ask(text), answers.append, key="search")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert answers == ["волг"]
    assert "во" not in asked, "a question that nobody waits for any more is not asked"


def test_a_result_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    page = QObject()
    gate = threading.Event()
    came: list[object] = []
    jobs.run(page, lambda: gate.wait(5), came.append)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert came == []


def test_a_failure_reaches_the_one_who_asked(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    taken: list[Exception] = []

    def fail() -> None:
        raise ValueError

    def take(error: Exception) -> bool:
        taken.append(error)
        return True

    jobs.run(owner, fail, otherwise=take)
    qtbot.waitUntil(lambda: bool(taken))
    assert isinstance(taken[0], ValueError)


@pytest.mark.parametrize("gone", [False, True])
def test_a_failure_nobody_takes_reaches_the_program(qtbot: QtBot, jobs: Jobs, gone: bool) -> None:
    page = QObject()

    def fail() -> None:
        raise ValueError

    with qtbot.waitSignal(jobs.failed) as caught:
        jobs.run(page, fail)
        if gone:
            page.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isinstance(_first(caught.args), ValueError)


def test_a_long_job_says_how_far_it_is_and_stops_when_asked(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    said: list[Any] = []
    jobs.progressed.connect(said.append)
    half = threading.Event()
    go = threading.Event()
    reached: list[int] = []

    def work(progress: Progress) -> None:
        for number in range(1, 101):
            if number == 50:
                half.set()
                go.wait(5)
            progress.say(number, 100)
            reached.append(number)

    done: list[object] = []
    jobs.run_long(owner, "Импорт", work, done.append)
    assert half.wait(5)
    jobs.cancel_long()
    go.set()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert reached[-1] == 49
    assert done == []
    assert said[-1] is None
    assert any(each is not None and each.done == 49 and each.title == "Импорт" for each in said)


def test_stopping_is_no_failure(qtbot: QtBot, jobs: Jobs, owner: QObject) -> None:
    failures: list[object] = []
    jobs.failed.connect(failures.append)

    def work(_progress: Progress) -> None:
        raise Cancelled

    jobs.run_long(owner, "x", work)
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert failures == []


def test_what_waits_to_be_written_is_written_before_the_end(qapp: object, owner: QObject) -> None:
    jobs = Jobs(PoolThreads())
    gate = threading.Event()
    written: list[int] = []
    jobs.run(owner, lambda: gate.wait(5), lane=Lane.WRITE)
    for number in range(5):
        jobs.run(owner, lambda number=number: written.append(number), lane=Lane.WRITE)  # type: ignore[misc]
    gate.set()
    jobs.finish()
    assert written == [0, 1, 2, 3, 4]


def _first(args: list[Any] | None) -> Any:
    assert args is not None
    return args[0]
