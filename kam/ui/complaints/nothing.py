"""What is said where no complaint is, and which way it offers to more."""

from __future__ import annotations

from collections.abc import Callable

from kam.ui.look import Look
from kam.ui.widgets.buttons import button
from kam.ui.widgets.empty_state import EmptyState


def nothing_meets(look: Look, clear: Callable[[], None]) -> EmptyState:
    """There are complaints, but the conditions hide them."""
    words = look.words
    return EmptyState(
        look,
        "funnel-x",
        words.say("No complaint meets all the conditions"),
        words.say("Take a condition off, or look for other words."),
        buttons=(button(look, words.say("Clear all conditions"), run=clear),),
    )


def no_complaint(look: Look, register: Callable[[], None]) -> EmptyState:
    """Nobody has complained."""
    return _none(look, look.words.say("No complaint is open"), register)


def no_complaint_of_client(look: Look, register: Callable[[], None]) -> EmptyState:
    """A client who has never complained."""
    return _none(look, look.words.say("This client has not complained"), register)


def _none(look: Look, heading: str, register: Callable[[], None]) -> EmptyState:
    words = look.words
    return EmptyState(
        look,
        "shield-alert",
        heading,
        words.say("When a client complains, write it down at once: the clocks start with its receipt."),
        buttons=(button(look, words.say("Register a complaint…"), icon="plus", run=register),),
    )
