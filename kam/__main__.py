"""The command ``kam``, as ``python -m kam`` and as the installed script."""

from __future__ import annotations

import gc
import signal
import sys


def main() -> int:
    """Run the command line with the arguments of this process; its exit code."""
    # A command makes thousands of lasting objects (entities, drawings) and ends: looking for garbage among
    # them over and over costs a quarter of a short command's time and finds none.
    gc.set_threshold(100_000, 50, 100)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Until the command answers Ctrl-C itself it simply ends: nothing is begun yet, and a trace of
        # imports would tell nobody anything.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from kam.cli import main as run

    code = run()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done and said
    return code


if __name__ == "__main__":
    sys.exit(main())
