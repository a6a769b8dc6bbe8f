"""Rating somebody anew, on its own or by the cell of the grid, and saying what we aim at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import Attitude, ContactLevel, RatingKind
from kam.services.people.rating import rate_place, set_target
from kam.services.people.rows import PlaceRow
from kam.ui.account.people.sheets.base import DeedSheet, draft_of
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Type
from kam.ui.widgets.fields import DateEditor, LongTextEditor, ScaleEditor
from kam.ui.widgets.glyphs import AttitudeGlyph, IconGlyph, InfluenceGlyph
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.pieces import Glyph, Run

INFLUENCES: Final = range(1, 6)
_STEPS: Final = {
    RatingKind.ATTITUDE: tuple(Attitude),
    RatingKind.INFLUENCE: tuple(INFLUENCES),
    RatingKind.CONTACT_LEVEL: tuple(ContactLevel),
}


class EvidenceSheet(DeedSheet):
    """Asks since when, and above all why."""

    def ask_why(self) -> None:
        """Add the line of evidence and the date; evidence has the keyboard."""
        words = self.words
        example = words.say("“Until I see the report, nothing goes into series”")
        self.form.add(
            "evidence", words.say("What makes you think so"), LongTextEditor(self.look, placeholder=example)
        )
        self.form.add(
            "on",
            words.say("As of"),
            DateEditor(self.look, self.desk.today, past=True),
            value=self.desk.today(),
        )

    def is_changed(self) -> bool:
        """The evidence is what would be lost."""
        return self.form.fields["evidence"].is_changed()

    def rating_of(
        self, row: PlaceRow, values: dict[RatingKind, int], typed: dict[str, Any]
    ) -> Callable[[], Outcome[Any]]:
        """Note the ratings."""
        return partial(
            rate_place,
            self.desk.workspace,
            row.id,
            values,
            on=typed["on"] or self.desk.today(),
            evidence=typed["evidence"] or "",
        )


class RateSheet(EvidenceSheet):
    """Attitude, influence and contact; what is changed is noted, else that it was looked at anew."""

    def __init__(self, desk: Desk, over: QWidget, row: PlaceRow, kind: RatingKind) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("Rate: {name}", name=row.name.short),
            words.say(
                "What you change is noted with its date; what was thought before stays in the history."
            ),
            primary=words.say_in("button", "Note"),
            draft=draft_of(desk, "rate", row),
            new=False,
            width=520,
        )
        self._row, self._kind = row, kind
        now = {
            RatingKind.ATTITUDE: row.attitude.value,
            RatingKind.INFLUENCE: row.influence.value,
            RatingKind.CONTACT_LEVEL: row.contact_level.value,
        }
        for each, steps in _STEPS.items():
            editor = ScaleEditor(self.look, steps, none="?" if now[each] is None else None)
            self.form.add(each.value, words.of(each.label).capitalize(), editor, value=now[each])
        self.ask_why()
        self.form.fields["on"].without_was()
        self.form["evidence" if now[kind] is not None else kind.value].setFocus()

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[Any]]:
        """Note what was changed; where nothing was, the kind that was asked for."""
        known = {kind: values[kind.value] for kind in _STEPS if values[kind.value] is not None}
        changed = {
            kind: int(value) for kind, value in known.items() if self.form.fields[kind.value].is_changed()
        }
        if not changed and self._kind in known:
            changed = {self._kind: int(known[self._kind])}
        return self.rating_of(self._row, changed, values)


class PlaceOnGridSheet(EvidenceSheet):
    """Somebody was put into another cell: only the evidence is missing."""

    def __init__(self, desk: Desk, over: QWidget, row: PlaceRow, attitude: Attitude, influence: int) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("{name}: what happened?", name=row.name.short or row.label),
            primary=words.say_in("button", "Note"),
            draft=draft_of(desk, "grid", row, view="grid"),
            width=440,
        )
        self._row = row
        self._values: dict[RatingKind, int] = {}
        if attitude is not row.attitude.value:
            self._values[RatingKind.ATTITUDE] = int(attitude)
            before = row.attitude.value
            self._show(
                None if before is None else AttitudeGlyph(before, silent=True),
                None if before is None else words.of(before.label),
                AttitudeGlyph(attitude, silent=True),
                words.of(attitude.label),
            )
        if influence != row.influence.value:
            self._values[RatingKind.INFLUENCE] = influence
            was = row.influence.value
            self._show(
                None if was is None else InfluenceGlyph(was),
                None if was is None else words.say("influence {value}", value=was),
                InfluenceGlyph(influence),
                words.say("influence {value}", value=influence),
            )
        self.ask_why()
        self.form["evidence"].setFocus()

    def _show(self, before: Glyph | None, was: str | None, after: Glyph, now: str) -> None:
        """From what to what."""
        first: tuple[Glyph | Run, ...] = (Run(self.words.say("not rated"), tone="text3"),)
        if before is not None and was is not None:
            first = (before, Run(was, tone="text2"))
        line = (*first, IconGlyph("arrow-right", "text2", 14), after, Run(now, Type.STRONG))
        self.form.add_widget(LineLabel(self.look, line))

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[Any]]:
        """Note both in one step."""
        return self.rating_of(self._row, self._values, values)


class AimSheet(DeedSheet):
    """What attitude we aim at, and by when."""

    def __init__(self, desk: Desk, over: QWidget, row: PlaceRow) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("Target: {name}", name=row.name.short),
            words.say("What attitude do we work towards, and by when?"),
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "aim", row),
            new=False,
            width=520,
        )
        self._row = row
        none = words.say_in("target", "none")
        self.form.add(
            "target",
            words.say("Attitude"),
            ScaleEditor(self.look, tuple(Attitude), none=none),
            value=row.attitude.target,
        )
        self.form.add("by", words.say("By"), DateEditor(self.look, desk.today), value=row.attitude.target_on)

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[None]]:
        """Set the target."""
        target = values["target"]
        return partial(
            set_target,
            self.desk.workspace,
            self._row.id,
            RatingKind.ATTITUDE,
            None if target is None else int(target),
            by=values["by"] if target is not None else None,
        )
