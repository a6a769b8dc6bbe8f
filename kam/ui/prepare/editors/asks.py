"""The editor of asks and offers: how far we go, in exchange for what, and what the client reads of it."""

from __future__ import annotations

from typing import Any, ClassVar

from kam.core.vocabulary import AskOrOfferKind
from kam.services.preparing.parts import AskLine, AsksPart, Part
from kam.ui.desk import Desk
from kam.ui.prepare.editors.base import Card, LinesEditor
from kam.ui.prepare.editors.growing import GrowingEditor
from kam.ui.prepare.editors.texts import More
from kam.ui.widgets.buttons import link
from kam.ui.widgets.fields import ChoiceEditor, options_of


class AskCard(Card):
    """What we ask or give, where we begin and stop, in exchange for what, and its wording for the client."""

    def __init__(self, desk: Desk, line: AskLine) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(desk, line, words.say("ask or offer"))
        row = self.pair()
        kind = ChoiceEditor(look, options_of(look, list(AskOrOfferKind)))
        kind.setFixedWidth(112)
        self.add_field("kind", words.say_in("ask or offer", "We"), kind, row)
        self.add_field("what", words.say_in("ask or offer", "What"), GrowingEditor(look), row)
        for left, right in (
            (("opening", words.say("We begin with")), ("limit", words.say("Limit"))),
            (
                ("in_exchange", words.say("In exchange for")),
                ("decides_beyond", words.say("Decides beyond it")),
            ),
        ):
            row = self.pair()
            self.add_field(*left, GrowingEditor(look), row)
            self.add_field(*right, GrowingEditor(look), row)
        self.more = More(desk, words.say("Wording for the client…"))
        self.body.addWidget(self.more)
        self.add_field(
            "client_title", words.say("Heading for the client"), GrowingEditor(look), self.more.inner
        )
        self.add_field(
            "client_wording", words.say("Details for the client"), GrowingEditor(look), self.more.inner
        )
        self._open(line)

    def main(self) -> GrowingEditor | None:
        """What it is about."""
        editor = self.fields["what"].editor
        return editor if isinstance(editor, GrowingEditor) else None

    def show_line(self, line: Any) -> None:
        """With the wording for the client where there is one."""
        super().show_line(line)
        self._open(line)

    def _open(self, line: AskLine) -> None:
        if line.client_title or line.client_wording:
            self.more.open()


class AsksEditor(LinesEditor):
    """Asks and offers."""

    kind: ClassVar[type[Part]] = AsksPart

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk, words.say("We ask"))
        give = link(desk.look, words.say("We give"), icon="plus", run=self._give)
        self.foot.insertWidget(1, give)

    def make(self, line: Any) -> Card:
        """A card for an ask or offer."""
        return AskCard(self.desk, line)

    def new_line(self) -> AskLine:
        """Something to ask."""
        return AskLine()

    def part(self) -> AsksPart:
        """What is typed."""
        return AsksPart(self.lines())

    def show_part(self, part: AsksPart) -> None:
        """Show it."""
        self.show_lines(part.lines)

    def _give(self) -> None:
        self.add(None, AskLine(kind=AskOrOfferKind.OFFER))
