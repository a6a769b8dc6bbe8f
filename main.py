"""Starts kam from a checkout or a frozen build."""

from __future__ import annotations

import sys

from kam.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
