"""The plan's content where sections of the meeting brief draw it: twelve months, competitors, complaints."""

from __future__ import annotations

from dataclasses import replace

from kam.reports.content import BriefContent, BriefHead
from kam.reports.content.plan import PlanPaper
from kam.reports.kit import Kit


def as_brief(content: PlanPaper) -> BriefContent:
    """What the plan and the brief show alike, in the brief's shape."""
    head = content.head
    year = content.complaints.year
    return BriefContent(
        BriefHead(head.account, head.as_of, head.printed_at, head.zone),
        content.currency,
        money=content.money.block,
        competitors=content.competitors,
        complaints=content.complaints.open,
        complaints_ever=max(year.received if year else 0, len(content.complaints.open)),
    )


def whole_width(kit: Kit) -> Kit:
    """The kit with which a section of one column takes the whole width."""
    return replace(kit, look=replace(kit.look, columns=1))
