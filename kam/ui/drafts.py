"""Where forms keep what is typed and not saved yet: the workspace, or this computer before there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QObject, Signal

from kam.jobs import Jobs, Lane
from kam.services.drafts import ABOUT, drop_draft, read_draft, save_draft
from kam.services.files import Workspace
from kam.ui.local_settings import LocalSettings
from kam.ui.places import Place

Payload: TypeAlias = Mapping[str, Any]
"""What a form holds, as JSON knows it."""
Told: TypeAlias = Callable[[datetime], str]
"""Says a moment in words."""

_AT: Final = "at"


class Drafts(QObject):
    """Reads, keeps and drops the drafts of forms."""

    taken = Signal(str)
    """The key of a draft that waits in no closed form any more: its form shows it, or it is gone."""
    flush_wished = Signal()
    """Every form is to keep at once what waits for a pause: the window closes."""

    def __init__(self, now: Callable[[], datetime], told: Told) -> None:
        super().__init__()
        self._now = now
        self._told = told
        self._latest: dict[str, Payload | None] = {}

    def read(self, owner: QObject, key: str, then: Callable[[Payload | None], None]) -> None:
        """What is kept for a form, after everything that was asked of the workspace before."""
        self._read(owner, key, lambda stored: then(self._latest.get(key, stored)))

    def save(self, draft: Draft, title: str, contents: Payload, then: Callable[[bool], None]) -> None:
        """Keep what a form holds now; ``then`` hears whether there was room."""
        stored = self.stored(draft, title, contents)
        self._latest[draft.key] = stored
        self._save(draft.key, stored, then)

    def stored(self, draft: Draft, title: str, contents: Payload) -> Payload:
        """What a form holds, with what it is of."""
        place = draft.place
        about = {
            "title": title,
            "place": "" if place is None else place.to_text(),
            "account": None if place is None or place.account_id is None else str(place.account_id),
            _AT: self._now().isoformat(),
        }
        return {**contents, ABOUT: about}

    def drop(self, key: str) -> None:
        """Let go of a draft: it is saved or given up."""
        self._latest[key] = None
        self._drop(key)
        self.taken.emit(key)

    def moment_of(self, stored: Payload) -> str:
        """When a draft was kept, in words; empty where it does not say."""
        try:
            return self._told(datetime.fromisoformat(stored[ABOUT][_AT]))
        except (KeyError, TypeError, ValueError):
            return ""

    def _read(self, owner: QObject, key: str, then: Callable[[Payload | None], None]) -> None:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def _save(self, key: str, stored: Payload, then: Callable[[bool], None]) -> None:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def _drop(self, key: str) -> None:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC


@dataclass(frozen=True)
class Draft:
    """A form's draft: who keeps it, under which key, and where its form is found again."""

    drafts: Drafts
    key: str
    place: Place | None = None


class WorkspaceDrafts(Drafts):
    """Kept in the workspace, outside its journal; the writer's thread writes them one after another."""

    def __init__(self, workspace: Workspace, jobs: Jobs, now: Callable[[], datetime], told: Told) -> None:
        super().__init__(now, told)
        self._workspace = workspace
        self._jobs = jobs

    def _read(self, owner: QObject, key: str, then: Callable[[Payload | None], None]) -> None:
        self._jobs.run(owner, partial(read_draft, self._workspace, key), then)

    def _save(self, key: str, stored: Payload, then: Callable[[bool], None]) -> None:
        self._jobs.run(self, partial(save_draft, self._workspace, key, stored), then, lane=Lane.WRITE)

    def _drop(self, key: str) -> None:
        self._jobs.run(self, partial(drop_draft, self._workspace, key), lane=Lane.WRITE)


class LocalDrafts(Drafts):
    """Kept with this computer's settings: for a form from before there is a workspace. No client's data."""

    def __init__(self, local: LocalSettings, now: Callable[[], datetime], told: Told) -> None:
        super().__init__(now, told)
        self._local = local

    def _read(self, owner: QObject, key: str, then: Callable[[Payload | None], None]) -> None:
        del owner
        then(self._local.page(_page(key)) or None)

    def _save(self, key: str, stored: Payload, then: Callable[[bool], None]) -> None:
        self._local.keep_page(_page(key), stored)
        then(True)

    def _drop(self, key: str) -> None:
        self._local.keep_page(_page(key), {})


def _page(key: str) -> str:
    return f"draft {key}"
