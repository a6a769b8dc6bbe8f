"""What one of us is to somebody, and shall become."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import RatingKind, RelationshipLevel
from kam.services.people.rating import rate, set_target
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.account.people.sheets.base import DeedSheet, draft_of
from kam.ui.account.people.sheets.rating import EvidenceSheet
from kam.ui.desk import Desk
from kam.ui.widgets.fields import DateEditor, ScaleEditor


class LevelSheet(EvidenceSheet):
    """A relationship level of one colleague, with evidence."""

    def __init__(  # who, whose, and what was chosen already
        self,
        desk: Desk,
        over: QWidget,
        found: StakeholderMap,
        row: PlaceRow,
        colleague_id: UUID,
        *,
        level: RelationshipLevel | None,
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            pair(found, row, colleague_id, desk),
            words.say("What is our colleague to them?"),
            primary=words.say_in("button", "Note"),
            draft=draft_of(desk, "level", row, colleague_id, view="coverage"),
            new=False,
            width=520,
        )
        self._row, self._colleague_id = row, colleague_id
        now = next((each.level for each in row.levels if each.colleague_id == colleague_id), None)
        start = RelationshipLevel.NONE if now is None else now
        self.form.add(
            "value", words.say("Level"), ScaleEditor(self.look, tuple(RelationshipLevel)), value=start
        )
        if level is not None:
            self.form["value"].set_value(level)
        self.ask_why()
        self.form.fields["on"].without_was()
        self.form["evidence"].setFocus()

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[Any]]:
        """Note the level."""
        return partial(
            rate,
            self.desk.workspace,
            self._row.id,
            RatingKind.RELATIONSHIP_LEVEL,
            int(values["value"]),
            on=values["on"] or self.desk.today(),
            evidence=values["evidence"] or "",
            colleague_id=self._colleague_id,
        )


class LevelAimSheet(DeedSheet):
    """What a colleague shall become to somebody, and by when."""

    def __init__(
        self, desk: Desk, over: QWidget, found: StakeholderMap, row: PlaceRow, colleague_id: UUID
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            pair(found, row, colleague_id, desk),
            words.say("What shall our colleague become to them, and by when?"),
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "level_aim", row, colleague_id, view="coverage"),
            new=False,
            width=520,
        )
        self._row, self._colleague_id = row, colleague_id
        held = next((each for each in row.levels if each.colleague_id == colleague_id), None)
        none = words.say_in("target", "none")
        steps = [each for each in RelationshipLevel if each is not RelationshipLevel.NONE]
        editor = ScaleEditor(self.look, steps, none=none)
        self.form.add("target", words.say("Target"), editor, value=None if held is None else held.target)
        by = DateEditor(self.look, desk.today)
        self.form.add("by", words.say("By"), by, value=None if held is None else held.target_on)

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[None]]:
        """Set the target."""
        target = values["target"]
        return partial(
            set_target,
            self.desk.workspace,
            self._row.id,
            RatingKind.RELATIONSHIP_LEVEL,
            None if target is None else int(target),
            by=values["by"] if target is not None else None,
            colleague_id=self._colleague_id,
        )


def pair(found: StakeholderMap, row: PlaceRow, colleague_id: UUID, desk: Desk) -> str:
    """«Беляев и Грачёв»."""
    ours = next((each.short for each in found.colleagues if each.id == colleague_id), "")
    return desk.look.words.say("{theirs} and {ours}", theirs=row.label, ours=ours)
