"""The lines of the overview's panels: what stands in them, as pieces."""

from __future__ import annotations

from datetime import date
from typing import Final

from kam.analysis.health.saying import HealthTeller
from kam.analysis.map_review import CheckState, ReviewedCheck
from kam.core.telling import Teller
from kam.core.vocabulary import ClockState, Side
from kam.core.words import Words
from kam.reports.content import ChangeKind
from kam.services.account_card import ChangeLine, PromiseLine
from kam.services.health.rows import HealthRow
from kam.services.people.rows import PlaceRow
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import (
    AttitudeGlyph,
    AvatarGlyph,
    ClockGlyph,
    IconGlyph,
    InfluenceGlyph,
    State,
    StateGlyph,
)
from kam.ui.widgets.people_words import short_role
from kam.ui.widgets.pieces import Line, Mark, Run

CHANGE_ICONS: Final = {
    ChangeKind.ATTITUDE: "user",
    ChangeKind.INFLUENCE: "user",
    ChangeKind.STATUS: "flag",
    ChangeKind.PERSON_JOINED: "user-plus",
    ChangeKind.PERSON_LEFT: "user-x",
    ChangeKind.TITLE: "user-check",
    ChangeKind.COMPLAINT_RECEIVED: "shield-alert",
    ChangeKind.COMPLAINT_STAGE: "shield-alert",
    ChangeKind.OPPORTUNITY_NEW: "sparkles",
    ChangeKind.OPPORTUNITY_STAGE: "sparkles",
    ChangeKind.COMPETITOR: "flag",
    ChangeKind.CONTRACT: "file-text",
    ChangeKind.PROMISE_KEPT: "handshake",
    ChangeKind.PROMISE_BROKEN: "handshake",
    ChangeKind.PROMISE_MOVED: "handshake",
    ChangeKind.SATISFACTION: "clipboard-check",
    ChangeKind.FIELD: "pencil",
    ChangeKind.FACT: "info",
}
CHECK_STATES: Final = {
    CheckState.FAILED: State.POOR,
    CheckState.WARNING: State.ATTENTION,
    CheckState.PASSED: State.GOOD,
}
_STRONG: Final = "**"


def with_bold(sentence: str) -> Line:
    """A sentence whose parts between ``**`` are strong."""
    parts = sentence.split(_STRONG)
    runs: list[Run] = []
    for number, part in enumerate(parts):
        if part:
            role = Type.STRONG if number % 2 else Type.BODY
            runs.append(Run(part, role, gap=0 if runs else 6))
    return tuple(runs)


def change_line(change: ChangeLine) -> Line:
    """An icon and what changed."""
    icon = CHANGE_ICONS.get(change.kind, "info")
    return (IconGlyph(icon, "text2", Size.ICON_IN_TEXT), *with_bold(change.sentence))


def health_line(row: HealthRow, teller: HealthTeller) -> Line:
    """«Здоровье 78 → 72: потерян союзник»: by how much it moved, and what moved it most."""
    before, now, cause = _moved(row, teller)
    sentence = teller.words.say("Health {before} → {now}: {cause}", before=before, now=now, cause=cause)
    fell = (row.change or 0) < 0
    return (IconGlyph("trending-down", "red") if fell else IconGlyph("trending-up", "green"), Run(sentence))


def health_told(row: HealthRow, teller: HealthTeller) -> str:
    """«Здоровье 78 → 72 за месяц: потерян союзник»: the line with what stands before it."""
    before, now, cause = _moved(row, teller)
    return teller.words.say(
        "Health {before} → {now} within a month: {cause}", before=before, now=now, cause=cause
    )


def _moved(row: HealthRow, teller: HealthTeller) -> tuple[str, str, str]:
    """The score a month ago, the score now, what moved it most in that direction."""
    change, now = row.change or 0, row.score or 0
    cause = next((teller.cause(each) for each in row.moved if each.points * change > 0), "")
    return teller.formats.number(now - change), teller.formats.number(now), cause


def promise_line(promise: PromiseLine, words: Words) -> Line:
    """The state of a promise and what was promised."""
    late = promise.days_late > 0
    glyph = ClockGlyph(ClockState.BREACHED if late else None, meaning=words.say("late") if late else "")
    return (glyph, Run(promise.text))


def due(promise: PromiseLine, today: date, look: Look) -> Run:
    """When it is due: «−4 дн», «сегодня», «пт 27.11», «11.12»."""
    words, formats = look.words, look.formats
    if promise.days_late:
        days = formats.signed(-promise.days_late)
        return Run(words.say("{days} d", days=days), Type.STRONG, "red")
    if promise.due_on is None:
        return Run(words.say("no date"), Type.SECONDARY, "text3")
    if promise.due_on == today:
        return Run(words.say("today"), Type.STRONG)
    return Run(formats.near(promise.due_on, today), Type.SECONDARY, "text2")


def side_word(side: Side, words: Words) -> str:
    """«наше», «их»."""
    return words.say_in("promise", "ours") if side is Side.OURS else words.say_in("promise", "theirs")


def person_line(place: PlaceRow, words: Words) -> Line:
    """Initials, name and the most telling role."""
    role = short_role(place.roles[0], words) if place.roles else ""
    avatar = AvatarGlyph(initials_of(place), 24, unknown=place.is_placeholder)
    return (avatar, Run(place.label, Type.STRONG), Run(role, Type.SECONDARY, "text2", gap=5))


def attitude_line(place: PlaceRow, words: Words) -> Line:
    """The attitude by shape and word, faded when it was rated too long ago."""
    if place.attitude.value is None:
        return (Run(words.say("not rated"), Type.SECONDARY, "text3"),)
    tone = "text3" if place.attitude.stale else "text2"
    return (AttitudeGlyph(place.attitude.value), Run(words.of(place.attitude.value.label), Type.BODY, tone))


def influence_line(place: PlaceRow) -> Line:
    """Rising bars."""
    value = place.influence.value
    return () if value is None else (InfluenceGlyph(value),)


def contact_line(place: PlaceRow, words: Words) -> Line:
    """Days since the last contact; a diamond when that is longer than agreed."""
    if place.contact_days is None:
        text = words.say_in("contact", "none")
    else:
        text = words.say("{days} d", days=place.contact_days)
    if place.overdue:
        return (StateGlyph(State.ATTENTION, small=True), Run(text, Type.STRONG, "amber", gap=4))
    return (Run(text, Type.SECONDARY, "text2"),)


def check_line(check: ReviewedCheck, teller: Teller, words: Words) -> Line:
    """The state of a check, and its first reason."""
    reason = check.reasons[0]
    shown = {name: teller.shown(value) for name, value in reason.places.items()}
    text = words.of(reason.code.label, **shown)
    if check.state is CheckState.PASSED:
        heading = f"{words.of(check.heading.label)}. {text}"
        return (StateGlyph(CHECK_STATES[check.state]), Run(heading, Type.BODY, "text2"))
    more = len(check.reasons) - 1
    runs: tuple[Run | Mark | StateGlyph, ...] = (StateGlyph(CHECK_STATES[check.state]), Run(text))
    if more:
        runs = (*runs, Run(words.say("and {count} more", count=more), Type.SECONDARY, "text2"))
    return runs


def initials_of(place: PlaceRow) -> str:
    """The initials of a person, «?» where the name is not known."""
    if place.is_placeholder:
        return "?"
    given, family = place.name.given or "", place.name.family
    return f"{given[:1]}{family[:1]}".upper() or place.label[:1].upper()
