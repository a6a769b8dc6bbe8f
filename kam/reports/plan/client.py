"""The client: what they are, what they want, and what we are to each other."""

from __future__ import annotations

from typing import Final

from kam.reports.content.plan import PlanFactLine, PlanPaper
from kam.reports.kit import Box, Kit, beside
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.plan.chapters import Chapter
from kam.reports.plan.columns import prose_section
from kam.reports.sheets import full, pair
from kam.reports.text import emphasised

_NAME: Final = 0.36
"""Of a column: the name of a fact."""


def chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """Portrait, goals, pressures, initiatives of their own; the charter between us."""
    words, text = kit.words, content.text
    column, width = kit.look.column, kit.look.width
    asked = words.say("not written: ask the client")
    agreed = words.say("not written")
    bands = (
        full(_portrait(kit, content)),
        full(prose_section(kit, words.say("Client’s goals"), text.client_goals, width, missing=asked)),
        pair(
            kit,
            [
                prose_section(
                    kit, words.say_in("plan paper", "Pressures"), text.client_pressures, column, missing=asked
                )
            ],
            [
                prose_section(
                    kit, words.say("Client’s initiatives"), text.client_initiatives, column, missing=asked
                )
            ],
        ),
        full(prose_section(kit, words.say("Our ambition"), text.ambition, width, missing=agreed)),
        *_charter(kit, content, missing=agreed),
    )
    return Chapter("client", words.say("The client and our charter"), _title(kit, content), bands)


def _charter(kit: Kit, content: PlanPaper, *, missing: str) -> tuple[Band, ...]:
    words, text, column = kit.words, content.text, kit.look.column
    return (
        pair(
            kit,
            [prose_section(kit, words.say("Field of play"), text.field_of_play, column, missing=missing)],
            [prose_section(kit, words.say("Value we bring"), text.value_we_bring, column, missing=missing)],
        ),
        pair(
            kit,
            [
                prose_section(
                    kit, words.say("How the client gains"), text.how_client_gains, column, missing=missing
                )
            ],
            [prose_section(kit, words.say("What we gain"), text.what_we_gain, column, missing=missing)],
        ),
    )


def _title(kit: Kit, content: PlanPaper) -> str:
    words, text = kit.words, content.text
    if not text.client_goals:
        return words.say("The client’s goals are not written down yet")
    if not text.value_we_bring and not text.how_client_gains:
        return words.say("What the client wants; our contribution is not written down yet")
    return words.say("What the client wants and how we help")


def _portrait(kit: Kit, content: PlanPaper) -> Section:
    """Facts of the dossier in two columns, read down the first and then the second."""
    words, portrait = kit.words, content.portrait
    facts = portrait.facts
    label = words.say("Portrait")
    if not facts:
        heading = Heading(label, missing=words.say("nothing is known yet"))
        return Section(Part.PLAN, heading, kit.look.width)
    note = ""
    if portrait.verified_on is not None:
        day = kit.formats.full_date(portrait.verified_on)
        said = words.say("verified {date}", date=day)
        note = words.say("verified {date}, long ago", date=day) if portrait.stale else said
    half = (len(facts) + 1) // 2
    rows = []
    for number in range(half):
        cells = _fact(kit, facts[number], 0.0)
        if half + number < len(facts):
            cells += _fact(kit, facts[half + number], kit.look.column + kit.look.gutter)
        rows.append(beside(cells, kit.look.row_pad))
    return Section(Part.PLAN, Heading(label, note=note), kit.look.width, tuple(rows), counted=False)


def _fact(kit: Kit, fact: PlanFactLine, at: float) -> list[tuple[float, Box]]:
    width = kit.look.column
    name = width * _NAME
    return [
        (at, kit.text(fact.name, name - 6, kit.look.small)),
        (at + name, kit.text(emphasised(fact.value), width - name)),
    ]
