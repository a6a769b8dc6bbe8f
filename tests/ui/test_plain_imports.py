"""What a start imports is run, not read: its sources are neither searched nor kept."""

from __future__ import annotations

import os
import subprocess
import sys

_BEGIN = """
import sys
from types import ModuleType

def run(arguments):
    import linecache
    import kam.ui.window
    sources = {sys.modules[name].__file__ for name in ("kam.ui.window", "kam.models", "sqlalchemy.orm")}
    print(len(sources), len(sources & linecache.cache.keys()))

sys.modules["kam.app"] = ModuleType("kam.app")
sys.modules["kam.app"].run = run
sys.argv = ["kam"]
from kam.__main__ import main
main()
"""


def test_a_start_of_the_window_keeps_no_sources_of_what_it_imports() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _BEGIN],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert told.stdout.split() == ["3", "0"]
