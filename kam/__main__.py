"""The command ``kam``, as ``python -m kam`` and as the installed script."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line with the arguments of this process; its exit code."""
    from kam.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
