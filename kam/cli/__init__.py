"""The same use cases without a window: ``kam brief``, ``kam import``, ``kam list`` and the rest.

Exit codes: 0 done · 1 the user can mend it (one sentence on the error stream) · 2 wrong usage ·
130 stopped by Ctrl-C, or done when it came (a sentence says which). A backup that could not be made after a
step is a warning on the error stream, not a failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kam.core.clock import Clock


def main(arguments: Sequence[str] | None = None, *, clock: Clock | None = None) -> int:
    """Run one command; its exit code. The commands are read here: the window starts without them."""
    from kam.cli.command import main as run

    return run(arguments, clock=clock)
