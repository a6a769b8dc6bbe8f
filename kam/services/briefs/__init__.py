"""The meeting brief as a use case: its content collected from the workspace, and the paper drawn from it."""

from __future__ import annotations

from kam.services.briefs.collecting import collect_brief

__all__ = ["collect_brief"]
