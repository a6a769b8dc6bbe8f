"""Work off the interface thread: lanes, progress, cancel (QtCore only)."""

from kam.jobs.lanes import Jobs, Lane, Threads
from kam.jobs.progress import Cancelled, Progress, Standing
from kam.jobs.thread_lanes import InlineThreads, PoolThreads

__all__ = ["Cancelled", "InlineThreads", "Jobs", "Lane", "PoolThreads", "Progress", "Standing", "Threads"]
