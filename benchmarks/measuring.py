"""Timing: warm up, repeat, keep every time; say the median and the 95th percentile."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of repeated runs."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one, in milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """The 95th percentile, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000


def timed(work: Callable[[], Any], *, runs: int, warm_up: int = 2) -> Times:
    """Run something again and again."""
    return timed_each([work] * runs, warm_up=warm_up)


def timed_each(works: Iterable[Callable[[], Any]], *, warm_up: int = 2) -> Times:
    """Run a list of things, the first few twice."""
    listed = list(works)
    for work in listed[:warm_up]:
        work()
    gc.collect()
    seconds = []
    for work in listed:
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return Times(tuple(seconds))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. ``aim`` is in words; ``flat`` is the ratio to a tenth of the scale."""

    what: str
    ours: Times
    floor: Times
    aim: str
    flat: float | None = None

    @property
    def ratio(self) -> float:
        """Our median over the floor's."""
        return self.ours.median / self.floor.median


HEAD = f"{'':38}{'median ms':>10}{'p95 ms':>10}{'floor ms':>10}{'ratio':>8}{'vs tenth':>10}  aim"


def table(lines: Iterable[Line]) -> str:
    """The table as text."""
    return "\n".join(
        [
            HEAD,
            *(
                f"{line.what:38}{line.ours.median:>10.2f}{line.ours.p95:>10.2f}{line.floor.median:>10.2f}"
                f"{line.ratio:>8.1f}{'' if line.flat is None else format(line.flat, '.2f'):>10}  {line.aim}"
                for line in lines
            ),
        ]
    )
