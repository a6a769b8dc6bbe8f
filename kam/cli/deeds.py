"""What a command has made lasting so far: asked by whoever says how it ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kam.services.files import SavedStep, Workspace

Look = Callable[[], object]


class Deeds:
    """The workspaces that a command opened, and the files that it is to make or replace.

    It asks them instead of keeping count, so it is right at every moment: between the commit and the next
    line of ours, too.
    """

    def __init__(self) -> None:
        self._workspaces: list[Workspace] = []
        self._watched: list[tuple[Look, object]] = []

    def follow(self, workspace: Workspace) -> None:
        """Count what is committed to an open workspace."""
        self._workspaces.append(workspace)

    def watch(self, look: Look) -> None:
        """Count a change of what ``look`` sees, from now on."""
        self._watched.append((look, look()))

    def watch_file(self, path: Path) -> None:
        """Count a file that appears, goes, or takes the place of the one at this path."""
        self.watch(lambda: _identity(path))

    @property
    def done(self) -> bool:
        """Whether anything lasting was done."""
        saved = any(workspace.changed for workspace in self._workspaces)
        return saved or any(look() != before for look, before in self._watched)

    @property
    def last_step(self) -> SavedStep | None:
        """The step that was committed last, None when there is none."""
        steps = [workspace.last_saved for workspace in self._workspaces]
        return next((step for step in reversed(steps) if step is not None), None)


def _identity(path: Path) -> tuple[int, ...] | None:
    """What tells a file from another that takes its place; numbers of nodes alone are used again."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
