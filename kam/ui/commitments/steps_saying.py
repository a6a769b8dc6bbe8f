"""Steps of touch scenarios in words and signs."""

from __future__ import annotations

from typing import Final

from kam.core.text import with_capital
from kam.core.vocabulary import InteractionKind
from kam.services.scenarios.templates import Step
from kam.ui.look import Look

ICONS: Final = {
    None: "check",
    InteractionKind.MEETING: "users",
    InteractionKind.CALL: "phone",
    InteractionKind.EMAIL: "mail",
    InteractionKind.MESSENGER: "message-circle",
    InteractionKind.SITE_VISIT: "map-pin",
    InteractionKind.EVENT: "calendar",
    InteractionKind.BUSINESS_REVIEW: "chart-line",
    InteractionKind.GIFT: "star",
    InteractionKind.NOTE: "pencil",
}


def day_words(day: int, look: Look) -> str:
    """«день 0», «день +7», «день −30»."""
    return look.words.say("day {day}", day=look.formats.signed(day))


def channel_words(channel: InteractionKind | None, look: Look) -> str:
    """«Звонок»; without a channel «Задача»."""
    words = look.words
    return with_capital(words.of(channel.label)) if channel else words.say_in("step", "Task")


def who_words(step: Step, look: Look) -> str:
    """The role that is meant; nothing where none is."""
    return look.words.of(step.role.label) if step.role else ""
