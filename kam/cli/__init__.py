"""The same use cases without a window: ``kam brief``, ``kam import``, ``kam list`` and the rest.

Exit codes: 0 done · 1 the user can mend it (one sentence on the error stream) · 2 wrong usage ·
130 stopped by Ctrl-C, or done when it came (a sentence says which).
"""

from __future__ import annotations

from kam.cli.command import main

__all__ = ["main"]
