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
    code = _run(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done and said
    return code


def _run(arguments: list[str]) -> int:
    """Without a command, or with ``open``, the window where there is a screen; else the command line."""
    if (not arguments or arguments[0] == "open") and "-h" not in arguments and "--help" not in arguments:
        from kam.cli.screen import has_screen, window_arguments

        wanted = window_arguments(arguments[1:])
        if wanted is not None and has_screen():
            gc.disable()  # the window looks for garbage itself: kam.ui.garbage
            from kam.ui.plain_imports import import_plainly

            import_plainly()
            from kam.app import run as run_window

            return run_window(wanted)
    from kam.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
