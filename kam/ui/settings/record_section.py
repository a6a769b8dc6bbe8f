"""What pages of lists share: records are read, edited in sheets, deleted with an Undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from kam.core.changes import Outcome
from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.ui.drafts import Draft
from kam.ui.settings.record_list import RecordList
from kam.ui.settings.section import Section
from kam.ui.widgets.dialogs import FormSheet


class RecordSection(Section):
    """Each change is a step of its own; there are no defaults to restore."""

    has_defaults: ClassVar[bool] = False

    sheet: FormSheet | None = None
    """The sheet that was opened last."""

    def can_restore(self) -> bool:
        """Lists have no defaults."""
        return False

    def open_sheet(
        self,
        heading: str,
        save: Callable[[dict[str, Any]], Outcome[Any]],
        *,
        primary: str,
        draft: Draft,
        new: bool,
    ) -> FormSheet:
        """A sheet whose values go to ``save``; the fields are added by the caller, who opens it."""
        sheet = FormSheet(self.look, self, heading, primary=primary, draft=draft, new=new, label_width=120)
        self.sheet = sheet

        def give() -> None:
            values = sheet.form.values()
            if values is not None:
                self.desk.save(sheet, partial(save, values))

        sheet.wished.connect(give)
        return sheet

    def do(self, panel: RecordList, work: Callable[[], Outcome[Any]], notice: str) -> None:
        """Do something with a record; what is refused is said under the list."""
        panel.say("")

        def refused(error: Exception) -> bool:
            if not isinstance(error, UserError):
                return False
            panel.say(Teller(self.look.words, self.look.formats).sentence(error))
            return True

        self.desk.change(self, work, otherwise=refused, notice=notice, undoable=True)
