"""Holding Ctrl-C back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from kam.core.interruptions import held


def press_and_go_on(reached: list[str]) -> None:
    with held():
        signal.raise_signal(signal.SIGINT)
        reached.append("end")


@pytest.fixture(autouse=True)
def hears_ctrl_c() -> Iterator[None]:
    """Workers of a run on several cores are deaf to Ctrl-C; these tests are about hearing it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_waits_for_the_end_of_the_block() -> None:
    reached: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        press_and_go_on(reached)
    assert reached == ["end"]


def test_without_ctrl_c_nothing_is_noticed() -> None:
    before = signal.getsignal(signal.SIGINT)
    with held():
        pass
    assert signal.getsignal(signal.SIGINT) is before


def test_a_block_within_a_block_waits_for_the_outer_one() -> None:
    reached: list[str] = []

    def outer() -> None:
        with held():
            press_and_go_on(reached)
            reached.append("outer end")

    with pytest.raises(KeyboardInterrupt):
        outer()
    assert reached == ["end", "outer end"]


def test_a_failure_within_is_not_lost() -> None:
    with pytest.raises(ZeroDivisionError), held():
        _ = 1 / 0


def test_another_thread_simply_runs() -> None:
    done = threading.Event()

    def run() -> None:
        with held():
            done.set()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done.is_set()
