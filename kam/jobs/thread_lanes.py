"""The threads behind the lanes: real ones, and none for tests that want everything at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from kam.jobs.lanes import Lane

_TURN_SECONDS: Final = 0.000_2
"""How long a thread may calculate while another waits for its turn.

Painting a page asks for its turn again after each of hundreds of calls into Qt. With Python's usual five
milliseconds a table beside a calculating reader takes fifty times as long to paint as alone; so, four times.
"""


class PoolThreads:
    """One thread a lane, started at the first use."""

    def __init__(self) -> None:
        sys.setswitchinterval(_TURN_SECONDS)
        self._pools: dict[Lane, ThreadPoolExecutor] = {}

    def submit(self, lane: Lane, work: Callable[[], None]) -> Callable[[], bool]:
        """Put work into a lane."""
        pool = self._pools.get(lane)
        if pool is None:
            pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"kam-{lane.name.lower()}")
            self._pools[lane] = pool
        return pool.submit(work).cancel

    def finish(self) -> None:
        """Do what is under way to its end, drop what only waits, end the threads.

        What waits to be written is never dropped: the user has been told that it is done.
        """
        for lane, pool in self._pools.items():
            pool.shutdown(wait=True, cancel_futures=lane is not Lane.WRITE)
        self._pools.clear()


class InlineThreads:
    """Does everything at once on the caller's thread."""

    def submit(self, lane: Lane, work: Callable[[], None]) -> Callable[[], bool]:  # noqa: ARG002 - one for all
        """Do it now."""
        work()
        return lambda: False

    def finish(self) -> None:
        """Nothing is ever left."""
