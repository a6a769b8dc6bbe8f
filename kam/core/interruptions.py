"""Ctrl-C at moments that leave no doubt about what was done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held() -> Iterator[None]:
    """Let Ctrl-C wait until the block has ended: whoever answers it then finds the block done, or not begun.

    For the few lines that make something lasting and write down that they did. Ctrl-C comes to the main
    thread alone; in other threads the block simply runs.
    """
    answer = signal.getsignal(signal.SIGINT)
    if answer is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, answer)
        if pressed:
            signal.raise_signal(signal.SIGINT)
