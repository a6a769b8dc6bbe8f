"""What a ledger without a promise says, and which way it offers to more."""

from __future__ import annotations

from collections.abc import Callable

from kam.ui.look import Look
from kam.ui.widgets.buttons import button
from kam.ui.widgets.empty_state import EmptyState


def nothing_meets(look: Look, clear: Callable[[], None]) -> EmptyState:
    """There are promises, but the conditions hide them."""
    words = look.words
    return EmptyState(
        look,
        "funnel-x",
        words.say("No promise meets all the conditions"),
        words.say("Take a condition off, or look for other words."),
        buttons=(button(look, words.say("Clear all conditions"), run=clear),),
    )


def we_owe_nobody(look: Look, add: Callable[[], None]) -> EmptyState:
    """Our side is empty."""
    words = look.words
    return EmptyState(
        look,
        "handshake",
        words.say("We owe nobody anything"),
        words.say("What was promised to a client goes here, with a date and who answers."),
        buttons=(button(look, words.say("New promise"), icon="plus", run=add),),
    )


def nobody_owes_us(look: Look) -> EmptyState:
    """Their side is empty."""
    words = look.words
    return EmptyState(
        look,
        "handshake",
        words.say("Nobody owes us anything"),
        words.say("What clients promise goes here, so that it can be asked for in time."),
    )


def nothing_closed(look: Look) -> EmptyState:
    """No promise has ended."""
    words = look.words
    return EmptyState(
        look,
        "check",
        words.say("Nothing has been closed yet"),
        words.say("Promises that are kept, broken or no longer needed stand here."),
    )
