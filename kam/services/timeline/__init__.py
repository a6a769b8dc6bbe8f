"""The timeline: what happened with an account, a person or everybody, newest first."""

from kam.services.timeline.deeds import delete_entry, mark_follow_up
from kam.services.timeline.details import read_details
from kam.services.timeline.head import read_head
from kam.services.timeline.page import read_page
from kam.services.timeline.rows import (
    Entry,
    EntryDetails,
    EntryId,
    EntryKey,
    EntryKind,
    Event,
    Scope,
    TimelineFilters,
    TimelineHead,
)

__all__ = [
    "Entry",
    "EntryDetails",
    "EntryId",
    "EntryKey",
    "EntryKind",
    "Event",
    "Scope",
    "TimelineFilters",
    "TimelineHead",
    "delete_entry",
    "mark_follow_up",
    "read_details",
    "read_head",
    "read_page",
]
