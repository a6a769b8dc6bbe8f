"""A paper of the timeline as it is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kam.services.timeline import Scope, TimelineFilters
from kam.ui.desk import Desk


def print_timeline(desk: Desk, owner: QWidget, scope: Scope, filters: TimelineFilters) -> None:
    """Draw it and open it as the system opens PDFs."""
