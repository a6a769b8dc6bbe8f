"""What the plan's documents say of themselves: their properties, captions and running lines."""

from __future__ import annotations

from kam.core.formats import Formats, zone_of
from kam.core.words import Words
from kam.reports.content.plan import CustomerPlanHead, PlanHead
from kam.reports.document import About
from kam.reports.plan.wording import version_name


def about_plan(head: PlanHead, words: Words) -> About:
    """The properties of our own document."""
    return About(
        title=words.say("Account plan: {account}", account=head.account),
        language=words.language,
        printed_at=head.printed_at,
        zone=head.zone,
        author=head.our_company,
        subject=head.account,
    )


def about_customer_plan(head: CustomerPlanHead, words: Words) -> About:
    """The properties of the client's document."""
    return About(
        title=words.say("Development plan: {client}", client=head.client),
        language=words.language,
        printed_at=head.printed_at,
        zone=head.zone,
        author=head.our_company,
        subject=head.client,
    )


def data_as_of(head: PlanHead | CustomerPlanHead, words: Words, formats: Formats) -> str:
    """«данные на 23.11.2026»."""
    day = head.as_of.astimezone(zone_of(head.zone)).date()
    return words.say("data as of {date}", date=formats.full_date(day))


def running_line(head: PlanHead, words: Words, formats: Formats) -> str:
    """The line under each page: version, status, date of the data."""
    return f"{version_name(words, head)} · {data_as_of(head, words, formats)}"


def dates_of(head: PlanHead | CustomerPlanHead, words: Words, formats: Formats) -> str:
    """The period of the plan: «1 июля 2026 — 31 декабря 2027»."""
    return words.say(
        "{first} — {last}", first=formats.long_date(head.starts_on), last=formats.long_date(head.ends_on)
    )
