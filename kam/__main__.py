"""The command ``kam``, as ``python -m kam`` and as the installed script."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line with the arguments of this process; its exit code."""
    # A command makes thousands of lasting objects (entities, drawings) and ends: looking for garbage among
    # them over and over costs a quarter of a short command's time and finds none.
    gc.set_threshold(100_000, 50, 100)
    from kam.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
