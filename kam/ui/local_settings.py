"""What belongs to this computer and not to the workspace: theme, language, scale, recent files, windows.

Kept as one small JSON file in the user's settings folder. It holds places of files and of windows, never
data of a client. A damaged or unknown file counts as none.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import platformdirs

from kam.ui.theme.tokens import Mood

RECENT: Final = 8
SCALES: Final = (100, 125, 150, 175, 200)
BACKUP_HOURS: Final = (0, 1, 2, 4)
LOCK_MINUTES: Final = (0, 1, 5, 10, 15, 30, 60)
USUAL_LOCK: Final = 10


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A workspace that was open here: its path, its title, and when (ISO, UTC)."""

    path: str
    title: str
    at: str


@dataclass
class _Values:
    theme: str = Mood.SYSTEM
    language: str = ""
    scale: int = 100
    reminds: bool = True
    reminds_in_detail: bool = False
    backup_hours: int = 0
    backup_places: dict[str, str] = field(default_factory=dict)
    lock_minutes: int = USUAL_LOCK
    printer: str = ""
    recent: list[dict[str, str]] = field(default_factory=list)
    windows: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, Any] = field(default_factory=dict)


class LocalSettings:
    """The settings of this computer; written at once, read once."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder`` defaults to the user's settings folder, or ``KAM_SETTINGS`` where that is set."""
        chosen = os.environ.get("KAM_SETTINGS")
        if folder is None:
            folder = Path(chosen) if chosen else platformdirs.user_config_path("kam", appauthor=False)
        self._path = folder / "window.json"
        self._values = self._read()

    @property
    def theme(self) -> Mood:
        """Light, dark, or as the system."""
        return Mood(self._values.theme)

    @theme.setter
    def theme(self, mood: Mood) -> None:
        self._values.theme = mood
        self.save()

    @property
    def language(self) -> str:
        """The language of the window; empty follows the system."""
        return self._values.language

    @language.setter
    def language(self, language: str) -> None:
        self._values.language = language
        self.save()

    @property
    def scale(self) -> int:
        """The size of everything in per cent."""
        return self._values.scale

    @scale.setter
    def scale(self, per_cent: int) -> None:
        self._values.scale = per_cent
        self.save()

    @property
    def reminds(self) -> bool:
        """Whether an icon beside the system's clock tells of what is due within the hour."""
        return self._values.reminds

    @reminds.setter
    def reminds(self, on: bool) -> None:
        self._values.reminds = on
        self.save()

    @property
    def reminds_in_detail(self) -> bool:
        """Whether it names clients; screens are shared in meetings, so it does not unless one wishes it."""
        return self._values.reminds_in_detail

    @reminds_in_detail.setter
    def reminds_in_detail(self, on: bool) -> None:
        self._values.reminds_in_detail = on
        self.save()

    @property
    def backup_hours(self) -> int:
        """A backup every so many hours while a workspace is open; 0 makes one at closing alone."""
        return self._values.backup_hours

    @backup_hours.setter
    def backup_hours(self, hours: int) -> None:
        self._values.backup_hours = hours
        self.save()

    def backup_place(self, workspace: Path) -> Path | None:
        """The second folder for the backups of a workspace; None where there is none."""
        found = self._values.backup_places.get(str(workspace))
        return Path(found) if found else None

    def keep_backup_place(self, workspace: Path, place: Path | None) -> None:
        """Choose a second folder for backups, or none."""
        self._values.backup_places.pop(str(workspace), None)
        if place is not None:
            self._values.backup_places[str(workspace)] = str(place)
        self.save()

    @property
    def lock_minutes(self) -> int:
        """An encrypted workspace is locked after so many minutes without a key or the mouse; 0 never."""
        return self._values.lock_minutes

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._values.lock_minutes = minutes
        self.save()

    @property
    def printer(self) -> str:
        """The printer that is offered first; empty leaves it to the system."""
        return self._values.printer

    @printer.setter
    def printer(self, name: str) -> None:
        self._values.printer = name
        self.save()

    @property
    def recent(self) -> list[RecentFile]:
        """The workspaces last open here, newest first."""
        return [RecentFile(**each) for each in self._values.recent]

    def opened(self, path: Path, title: str, at: str) -> None:
        """A workspace was opened."""
        kept = [each for each in self.recent if each.path != str(path)]
        newest = [RecentFile(str(path), title, at), *kept][:RECENT]
        self._values.recent = [asdict(each) for each in newest]
        self.save()

    def forget(self, path: str) -> None:
        """Take a workspace off the list."""
        self._values.recent = [each for each in self._values.recent if each["path"] != path]
        self.save()

    def window(self, workspace: Path) -> dict[str, Any]:
        """Geometry and open page of a workspace's window."""
        return dict(self._values.windows.get(str(workspace), {}))

    def keep_window(self, workspace: Path, state: Mapping[str, Any]) -> None:
        """Remember geometry and open page."""
        self._values.windows[str(workspace)] = dict(state)
        self.save()

    def page(self, name: str) -> dict[str, Any]:
        """What a page keeps on this computer: widths of columns, splitters, its last view."""
        found = self._values.pages.get(name, {})
        return dict(found) if isinstance(found, dict) else {}

    def keep_page(self, name: str, state: Mapping[str, Any]) -> None:
        """Remember what a page keeps."""
        self._values.pages[name] = dict(state)
        self.save()

    def forget_queries(self) -> None:
        """What pages keep of the last question may name a client, which an encrypted workspace hides."""
        for state in self._values.pages.values():
            if isinstance(state, dict):
                state.pop("query", None)
        self.save()

    def save(self) -> None:
        """Write the file whole; where that is impossible the settings last as long as the window."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".new")
            draft.write_text(json.dumps(asdict(self._values), ensure_ascii=False, indent=1), "utf-8")
            draft.replace(self._path)

    def _read(self) -> _Values:
        try:
            found = json.loads(self._path.read_text("utf-8"))
            values = _Values(**{name: found[name] for name in _Values.__dataclass_fields__ if name in found})
            Mood(values.theme)
            values.scale = values.scale if values.scale in SCALES else 100
            values.reminds = values.reminds is not False
            values.reminds_in_detail = values.reminds_in_detail is True
            values.backup_hours = values.backup_hours if values.backup_hours in BACKUP_HOURS else 0
            values.lock_minutes = values.lock_minutes if values.lock_minutes in LOCK_MINUTES else USUAL_LOCK
            values.backup_places = {str(each): str(at) for each, at in dict(values.backup_places).items()}
            values.printer = str(values.printer)
            values.recent = [asdict(RecentFile(**each)) for each in values.recent]
            values.windows, values.pages = dict(values.windows), dict(values.pages)
        except (OSError, ValueError, TypeError, KeyError):
            return _Values()
        return values
