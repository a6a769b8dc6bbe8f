"""The meeting brief as a use case: its content collected from the workspace, and the paper drawn from it."""

from __future__ import annotations

from kam.services.briefs.collecting import collect_brief
from kam.services.briefs.customer import collect_customer_brief
from kam.services.briefs.meetings import NextMeeting, next_meeting
from kam.services.briefs.printing import brief_pdf, meeting_of

__all__ = [
    "NextMeeting",
    "brief_pdf",
    "collect_brief",
    "collect_customer_brief",
    "meeting_of",
    "next_meeting",
]
