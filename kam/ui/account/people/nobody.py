"""What stands in place of a map that nobody is on."""

from __future__ import annotations

from kam.ui.account.people.deeds import PeopleDeeds
from kam.ui.look import Look
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.empty_state import EmptyState


def nobody_yet(look: Look, deeds: PeopleDeeds) -> EmptyState:
    """What belongs there, and the two ways to begin: somebody, or a place whose name is not known yet."""
    say = look.words.say
    add = button(look, say("Add a person…"), kind=Kind.PRIMARY, icon="user-plus", run=deeds.add_person)
    vacancy = button(look, say("Add a place without a name…"), icon="circle-help", run=deeds.add_vacancy)
    return EmptyState(
        look,
        "users",
        say("Nobody is on the map yet"),
        say(
            "Begin with who decides, who uses what you sell and who stands between. Of whoever you have only"
            " heard, a place without a name keeps the question open."
        ),
        buttons=[add, vacancy],
    )
