"""Attendees: what to call them, what they decide, how they stand, what to bring and what to leave alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from kam.reports.content import AbsentDecider, AttendeeCard, BriefContent, OurAttendee, PersonName
from kam.reports.fonts import Face
from kam.reports.kit import NEVER_CUT, Box, Kit, beside, blank, stacked, text_box
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM, Pen, text_width
from kam.reports.people_words import attendees_sentence, contact_word, listed_name, role_word, role_words
from kam.reports.phrases import short_days
from kam.reports.signs import (
    AXIS_WIDTH,
    attitude_axis,
    chip,
    chip_width,
    influence_bars,
    missing_chip,
    missing_width,
)
from kam.reports.text import emphasised, set_runs, set_text

_TIGHT: Final = 2
"""So many lines of a cell, and a job title has but one."""
_LEAST_TITLE: Final = 12 * MM
"""In less width than this, what is left of a job title tells nothing."""
_ABSENT_SHOWN: Final = 6
CARDS: Final = 4
"""So many of theirs get a card; from the next on a line each (paper.md, "When space runs out")."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Distances of the table's columns from the left, in points."""

    role: float
    influence: float
    attitude: float
    contact: float
    cares: float
    avoid: float


_ONE_PAGE: Final = _Columns(51 * MM, 71 * MM, 83.5 * MM, 110.5 * MM, 125.5 * MM, 158.5 * MM)
_TWO_PAGES: Final = _Columns(53 * MM, 74 * MM, 86.5 * MM, 112 * MM, 127 * MM, 163.5 * MM)


def attendees(kit: Kit, content: BriefContent, day: date, *, cards: int = CARDS) -> Section:
    """Their side of the table."""
    words = kit.words
    people = content.attendees
    heading = Heading(words.say("Attendees"), attendees_sentence(words, people))
    if not people:
        heading = Heading(
            words.say("Attendees"), missing=words.say("nobody named: whom do we meet, and who decides?")
        )
    columns = _TWO_PAGES if kit.look.spacious else _ONE_PAGE
    rows = [_card(kit, card, columns, day) for card in people[:cards]]
    rows += [_line(kit, card, columns) for card in people[cards:]]
    return Section(
        Part.ATTENDEES,
        heading,
        kit.look.width,
        tuple(rows),
        _table_head(kit, columns) if people else None,
        total=len(people),
    )


def _table_head(kit: Kit, columns: _Columns) -> Box:
    words, look = kit.words, kit.look
    names = (
        (0.0, words.say_in("column", "Their side")),
        (columns.role, words.say_in("column", "Role")),
        (columns.influence, words.say_in("column", "Influence")),
        (columns.attitude, words.say_in("column", "Attitude, target")),
        (columns.contact, words.say_in("column", "Contact")),
        (columns.cares, words.say_in("column", "Cares about")),
        (columns.avoid, words.say_in("column", "Avoid")),
    )

    def paint(pen: Pen, x: float, y: float) -> None:
        for dx, name in names:
            pen.word(x + dx, y + look.small.leading / 2, name, look.small)
        pen.line(x, y + look.small.leading + 1, x + look.width, y + look.small.leading + 1, 0.5)

    return Box(look.small.leading + 1.5, paint)


def _card(kit: Kit, card: AttendeeCard, columns: _Columns, day: date) -> Box:
    look = kit.look
    role = _role_cell(kit, card, columns.influence - columns.role - 3)
    who = [beside([(0.0, _name_cell(kit, card, columns.role - 8)), (columns.role, role)], 0.0)]
    what = [_cares_and_avoid(kit, card, columns)]
    if look.extra_lines and card.evidence:
        evidence = _evidence(kit, card, day)
        who.append(kit.text(evidence, columns.influence - 8, look.small.italic(), look.extra_lines))
    if look.extra_lines and card.personal_win:
        what.append(_personal_win(kit, card, look.width - columns.cares))
    cells = [
        (0.0, stacked(who, 0.4)),
        (columns.influence, _influence_cell(kit, card)),
        (columns.attitude, _attitude_cell(kit, card, columns.contact - columns.attitude - 3, day)),
        (columns.contact, _contact_cell(kit, card, columns.cares - columns.contact - 3)),
        (columns.cares, stacked(what)),
    ]
    return beside(cells, look.row_pad + 0.6)


def _name_cell(kit: Kit, card: AttendeeCard, width: float) -> Box:
    """The name and under it the job title; beside the end of a name of two lines where it fits there."""
    look = kit.look
    name, title = _name(kit, card, width), card.title
    if card.is_guest and not card.name:
        return name
    if not card.name or not title:
        missing = kit.words.say("job title unknown") if card.name else kit.words.say("name unknown")
        return stacked([name, missing_chip(missing, look.body, width)], 0.4)
    beside_name = set_text(f", {title}", look.body, width, 1)
    lines = set_runs(_name_runs(card.name), look.person, width, NEVER_CUT).lines
    start = lines[-1].width
    if len(lines) > 1 and not beside_name.cut and start + beside_name.width <= width:
        drop = name.height - (look.person.leading + look.body.leading) / 2 + 0.4

        def paint(pen: Pen, x: float, y: float) -> None:
            name.paint(pen, x, y)
            pen.text(x + start, y + drop, beside_name)

        return Box(name.height, paint)
    return stacked([name, kit.text(title, width, lines=1 if look.cell_lines <= _TIGHT else 2)], 0.4)


def _evidence(kit: Kit, card: AttendeeCard, day: date) -> str:
    """Why we think so, and the contact it comes from."""
    source = contact_word(kit.words, card.evidence_kind) if card.evidence_kind is not None else ""
    if card.evidence_on is not None:
        source = " ".join(filter(None, (source, kit.near(card.evidence_on, day))))
    return ", ".join(filter(None, (card.evidence, source)))


def _name(kit: Kit, card: AttendeeCard, width: float) -> Box:
    """First name and patronymic in bold, by which to address them; then the family name."""
    style = kit.look.person
    if not card.name:
        return kit.whole(emphasised(card.title or kit.words.say("somebody")), width, style)
    return text_box(set_runs(_name_runs(card.name), style, width, NEVER_CUT))


def _name_runs(name: PersonName) -> tuple[tuple[str, Face], ...]:
    address = " ".join(filter(None, (name.given, name.patronymic)))
    if not address:
        return ((name.family, Face.BOLD),)
    return ((address, Face.BOLD), (f" {name.family}", Face.REGULAR))


def _role_cell(kit: Kit, card: AttendeeCard, width: float) -> Box:
    if card.roles:
        return kit.whole(role_words(kit.words, card.roles), width)
    if card.is_guest:
        return kit.text(kit.words.say("guest"), width)
    return missing_chip(kit.words.say_in("role", "unknown"), kit.look.body, width)


def _influence_cell(kit: Kit, card: AttendeeCard) -> Box:
    if card.is_guest:
        return blank(0)
    bars = influence_bars(card.influence)
    drop = 0.0 if kit.look.spacious else 7.0
    return Box(bars.height + drop, lambda pen, x, y: bars.paint(pen, x, y + drop))


def _attitude_cell(kit: Kit, card: AttendeeCard, width: float, day: date) -> Box:
    if card.is_guest:
        return blank(0)
    look, words = kit.look, kit.words
    axis = attitude_axis(
        card.attitude, card.attitude_at_last_meeting, card.attitude_target, stale=card.rating_stale
    )
    boxes = [Box(axis.height - (1.5 if look.spacious else 4.0), axis.paint), _attitude_text(kit, card, width)]
    if look.spacious and card.attitude is not None and card.rated_on is not None:
        rated = words.say("rated {date}", date=kit.near(card.rated_on, day))
        boxes.append(
            missing_chip(rated, look.small, width)
            if card.rating_stale
            else kit.text(rated, width, look.small)
        )
    return stacked(boxes)


def _attitude_text(kit: Kit, card: AttendeeCard, width: float) -> Box:
    look = kit.look
    if card.attitude is None:
        return missing_chip(kit.words.say_in("attitude", "not rated"), look.body, width)
    figure = kit.formats.signed(int(card.attitude))
    word = kit.words.of(card.attitude.label)
    if card.rating_stale:
        if not look.spacious and card.rated_on is not None:
            word = f"{word}, {kit.formats.month_short_year(card.rated_on)}"
        runs = ((f"{figure} ", Face.BOLD_ITALIC), (word, Face.ITALIC))
    else:
        runs = ((f"{figure} ", Face.BOLD), (word, Face.REGULAR))
    return text_box(set_runs(runs, look.body, width, 1))


def _contact_cell(kit: Kit, card: AttendeeCard, width: float) -> Box:
    look, words = kit.look, kit.words
    if card.is_guest:
        return blank(0)
    if card.contact_days is None:
        return chip(words.say_in("contact", "none"), look.body)
    count = short_days(words, card.contact_days)
    figure, _, unit = count.partition(" ")
    overdue = card.contact_overdue
    boxes = [
        chip(count, look.body) if overdue else kit.text(f"**{figure}** {unit}" if unit else count, width)
    ]
    if look.spacious and card.last_contact_kind is not None:
        boxes.append(kit.text(contact_word(words, card.last_contact_kind), width, look.small, 1))
    if card.contact_norm is not None and (overdue or look.spacious):
        norm = words.say_in("contact", "norm {days}", days=card.contact_norm)
        boxes.append(kit.text(norm, width, look.small, 1))
    return stacked(boxes, 0.6)


def _cares_and_avoid(kit: Kit, card: AttendeeCard, columns: _Columns) -> Box:
    avoid_at = columns.avoid - columns.cares
    cares = kit.text(card.cares_about, avoid_at - 4)
    if not card.cares_about and not card.is_guest:
        cares = missing_chip("?", kit.look.body, avoid_at)
    return beside([(0.0, cares), (avoid_at, kit.text(card.avoid, kit.look.width - columns.avoid))], 0.0)


def _personal_win(kit: Kit, card: AttendeeCard, width: float) -> Box:
    """Under both columns, where it mostly needs one line."""
    lead = kit.words.say("Personally:")
    runs = ((f"{lead} ", Face.ITALIC), (card.personal_win, Face.REGULAR))
    return text_box(set_runs(runs, kit.look.body, width, kit.at_most(kit.look.extra_lines)))


def _line(kit: Kit, card: AttendeeCard, columns: _Columns) -> Box:
    """An attendee in one line: the name, the role, the influence, the attitude and the contact stay."""
    look = kit.look
    cells = [
        (0.0, _name_and_title(kit, card, columns.role - 6)),
        (columns.role, _role_cell(kit, card, columns.influence - columns.role - 3)),
        (columns.cares, kit.text(card.cares_about, columns.avoid - columns.cares - 6, lines=1)),
        (columns.avoid, kit.text(card.avoid, look.width - columns.avoid, lines=1)),
    ]
    if not card.is_guest:
        bars = influence_bars(card.influence)
        cells += [
            (columns.influence, Box(10, lambda pen, x, y: bars.paint(pen, x, y - 2.2))),
            (columns.attitude, _attitude_text(kit, card, AXIS_WIDTH + 20)),
            (columns.contact, _short_contact(kit, card, columns.cares - columns.contact - 3)),
        ]
    return beside(cells, look.row_pad)


def _name_and_title(kit: Kit, card: AttendeeCard, width: float) -> Box:
    """The whole name, on a second line where it must; the title in what is left of the last."""
    style = kit.look.body
    if not card.name:
        return kit.whole(emphasised(card.title or kit.words.say("somebody")), width, style)
    name = set_runs(_name_runs(card.name), style, width, NEVER_CUT)
    start = name.lines[-1].width
    title = None
    if card.title and width - start > _LEAST_TITLE:
        title = set_text(f", {card.title}", style, width - start, 1)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.text(x, y, name)
        if title is not None:
            pen.text(x + start, y + name.height - style.leading, title)

    return Box(name.height, paint)


def _short_contact(kit: Kit, card: AttendeeCard, width: float) -> Box:
    if card.contact_days is None:
        return chip(kit.words.say_in("contact", "none"), kit.look.body)
    count = short_days(kit.words, card.contact_days)
    return chip(count, kit.look.body) if card.contact_overdue else kit.text(count, width, lines=1)


def our_side(kit: Kit, content: BriefContent) -> Box:
    """«Мы: М. Кречетова (КАМ) — рамка и лимиты · …» on a line or two."""
    words, look = kit.words, kit.look
    if not content.ours:
        label = words.say("Us:")
        style = look.body.bold()
        width = text_width(label, style) + 5

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.word(x, y + look.body.leading / 2 + 1.5, label, style)
            missing_chip(words.say("nobody of ours named"), look.body, 200).paint(pen, x + width, y + 1.5)

        return Box(look.body.leading + 3, paint)
    people = " · ".join(_of_ours(kit, one) for one in content.ours)
    made = set_text(words.say("**Us:** {people}", people=people), look.body, look.width, kit.at_most(2))
    return Box(made.height + 3, lambda pen, x, y: pen.text(x, y + 1.5, made))


def _of_ours(kit: Kit, one: OurAttendee) -> str:
    words = kit.words
    name = emphasised(listed_name(one.name))
    role = one.role_text or (words.of(one.role.label) if one.role else "")
    if role and one.task:
        return words.say("{name} ({role}) — {task}", name=name, role=role, task=one.task)
    if role:
        return words.say("{name} ({role})", name=name, role=role)
    return words.say("{name} — {task}", name=name, task=one.task) if one.task else name


def absent_deciders(kit: Kit, content: BriefContent, day: date) -> Box | None:
    """Those who decide without being there, with what is missing about them in chips."""
    if not content.absent:
        return None
    words, look = kit.words, kit.look
    label = words.say("Not coming, but deciding:")
    shown = len(content.absent) if look.unlimited else _ABSENT_SHOWN
    parts = [_absent(kit, one, day) for one in content.absent[:shown]]
    if len(content.absent) > shown:
        more = words.say_in("absent", "and {count} more", count=len(content.absent) - shown)
        parts.append((more, None, 0.0))
    style = look.body
    lines: list[list[tuple[str, Box | None, float]]] = [[(label, None, text_width(label, style.bold()) + 4)]]
    used = lines[0][0][2]
    for number, (text, mark, mark_width) in enumerate(parts):
        lead = text if not number or used == 0 else f"· {text}"
        width = min(text_width(lead, style), look.width) + 4 + (mark_width + 5 if mark else 0)
        if used + width > look.width and used:
            lines.append([])
            used, lead = 0.0, text
        lines[-1].append((lead, mark, mark_width))
        used += width

    def paint(pen: Pen, x: float, y: float) -> None:
        for number, line in enumerate(lines):
            at = x
            top = y + 1.5 + number * (style.leading + 1)
            for index, (text, mark, mark_width) in enumerate(line):
                bold = number == 0 and index == 0
                made = set_text(text, style.bold() if bold else style, x + look.width - at - mark_width, 1)
                pen.text(at, top, made)
                at += made.width + 4
                if mark:
                    mark.paint(pen, at, top)
                    at += mark_width + 5

    return Box(len(lines) * (style.leading + 1) + 2, paint)


def _absent(kit: Kit, one: AbsentDecider, day: date) -> tuple[str, Box | None, float]:
    words, look = kit.words, kit.look
    role = role_word(words, one.role) if one.role else ""
    text = ", ".join(filter(None, (one.name.family, one.title, role)))
    if one.since is not None:
        text = words.say("{who}, since {date}", who=text, date=kit.near(one.since, day))
    if not one.name:
        mark = words.say("name unknown")
        return f"{text}:", missing_chip(mark, look.body, 160), missing_width(mark, look.body)
    if one.contact_days is None:
        mark = words.say("no contact")
        return f"{text}:", chip(mark, look.body), chip_width(mark, look.body)
    count = short_days(words, one.contact_days)
    if one.contact_overdue:
        return f"{text}:", chip(count, look.body), chip_width(count, look.body)
    return f"{text}: {count}", None, 0.0
