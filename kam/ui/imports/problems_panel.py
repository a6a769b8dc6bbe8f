"""What stands in the way of rows: each thing is settled where it is named, and the figures follow."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kam.services.imports import (
    Answer,
    Candidate,
    Deed,
    Missing,
    ProblemGroup,
    Way,
    account_choices,
)
from kam.ui.desk import Desk
from kam.ui.imports.problem_groups import (
    OTHER,
    GroupFrame,
    NamesFrame,
    SegmentsFrame,
    name_entry,
    rows_note,
    word_entry,
)
from kam.ui.imports.questions import Questions
from kam.ui.imports.saying import Saying
from kam.ui.imports.work import ImportWork
from kam.ui.widgets.buttons import link
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.segmented import Choice


class ProblemsPanel(Panel):
    """Groups of problems; a frame stays while its group is there, and the keyboard in it."""

    rows_wished = Signal(str, list)
    """A caption, and the rows to show in the file."""
    save_wished = Signal()
    """Save the rows that stay out."""

    def __init__(self, desk: Desk, work: ImportWork, saying: Saying) -> None:
        super().__init__(desk.look, desk.look.words.say("Problems"))
        self._desk = desk
        self._work = work
        self._saying = saying
        self._groups: dict[Hashable, ProblemGroup] = {}
        self.frames: dict[Hashable, GroupFrame] = {}
        self._questions = Questions(work, saying, self._frame)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(self._list)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        words = desk.look.words
        self._none = EmptyState(
            desk.look,
            "check",
            words.say("Nothing stands in the way"),
            words.say("Every row of the file comes in."),
        )
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._none, 1)
        self.save_link = link(desk.look, "", icon="download", run=self.save_wished.emit)
        self.set_foot(self.save_link)

    def show_work(self) -> None:
        """Show what is to be decided now."""
        work, words = self._work, self.look.words
        shown: dict[Hashable, None] = {}
        for key in self._questions.show():
            shown[key] = None
        groups = () if work.checked is None else work.checked.groups
        if work.checked is None and (work.is_checking or work.is_looking):
            groups = tuple(self._groups.values())  # until the next check ends the last one stands
        self._groups = {(group.code, group.field, group.column): group for group in groups}
        for key, group in self._groups.items():
            self._show_group(key, group)
            shown[key] = None
        if self._show_future():
            shown["future"] = None
        self._drop_others(shown)
        self._arrange(list(shown))
        self._show_counts(len(shown))
        busy = work.is_checking or work.is_looking or work.preview is None
        self._none.setVisible(not shown and not busy and work.trouble is None)
        self._scroll.setVisible(not self._none.isVisibleTo(self))
        refused = 0 if work.checked is None else work.checked.report.refused
        self.save_link.setText(
            words.say_many(
                "Save {count} row into a file of its own",
                "Save {count} rows into a file of their own",
                refused,
                count=self.look.formats.number(refused),
            )
        )
        self.show_foot(shown=bool(refused))

    # Frames

    def _frame(self, key: Hashable, make: Callable[[], GroupFrame]) -> GroupFrame:
        frame = self.frames.get(key)
        if frame is None:
            frame = self.frames[key] = make()
            self._rows.insertWidget(self._rows.count() - 1, frame)
            frame.show()
        return frame

    def _drop_others(self, shown: dict[Hashable, None]) -> None:
        for key in [key for key in self.frames if key not in shown]:
            frame = self.frames.pop(key)
            self._rows.removeWidget(frame)
            frame.hide()
            frame.deleteLater()

    def _arrange(self, keys: Sequence[Hashable]) -> None:
        for number, key in enumerate(keys):
            if self._rows.indexOf(self.frames[key]) != number:
                self._rows.insertWidget(number, self.frames[key])

    def _show_counts(self, count: int) -> None:
        words, checked = self.look.words, self._work.checked
        self.set_title(words.say("Problems"), str(count) if count else "")
        solved, rows = (0, 0) if checked is None else checked.decided
        text = ""
        if rows:
            said = self._saying.row_count(rows)
            text = words.say("{rows}, settled {count}", rows=said, count=self.look.formats.number(solved))
        self.set_secondary(text)

    # What the check found

    def _show_future(self) -> bool:
        """Rows of months to come are taken, but most probably their dates are misread."""
        checked = self._work.checked
        future = None if checked is None else checked.report.future
        if future is None:
            return False
        words = self.look.words
        frame = self._frame("future", partial(GroupFrame, self.look))
        title = words.say("Months that have not come yet")
        frame.show_head(title, self._saying.row_count(future.rows), is_choice=True)
        month = self.look.formats.long_month(future.first_month)
        row = self.look.formats.number(future.first_row)
        note = words.say("row {row}: {month}; have day and month changed places?", row=row, month=month)
        frame.show_note(note, can_show=False)
        return True

    def _show_group(self, key: Hashable, group: ProblemGroup) -> None:
        frame = self._frame(key, partial(self._make, key, group))
        frame.show_head(self._saying.title(group), self._count(group), is_choice=group.is_choice)
        if isinstance(frame, NamesFrame):
            if group.deed is Deed.NAMES:
                frame.show_entries([name_entry(self.look, each) for each in group.names])
            else:
                frame.show_entries([word_entry(self.look, each, group) for each in group.words])
        elif isinstance(frame, SegmentsFrame):
            frame.show_choice(self._choice_of(group))
        names = isinstance(frame, NamesFrame)
        frame.show_note(self._note(group), can_show=bool(group.numbers) and not names)
        if names:
            frame.show_note("", can_show=False)

    def _count(self, group: ProblemGroup) -> str:
        if group.deed is Deed.MISSING:
            return self.look.words.say_many("{count} document", "{count} documents", sum(group.missing))
        return self._saying.row_count(group.rows)

    def _note(self, group: ProblemGroup) -> str:
        words = self.look.words
        if group.deed is Deed.SOURCE:
            return ", ".join(group.clashes)
        if group.deed is Deed.MISSING:
            named, others = group.missing
            return words.say("of clients in the file {named}, of others {others}", named=named, others=others)
        return rows_note(self._saying, group)

    def _make(self, key: Hashable, group: ProblemGroup) -> GroupFrame:
        frame = self._made(group)
        frame.show_wished.connect(partial(self._show_rows, key))
        return frame

    def _made(self, group: ProblemGroup) -> GroupFrame:
        words, title = self.look.words, self._saying.title(group)
        if group.deed in {Deed.NAMES, Deed.WORDS}:
            return self._made_names(group)
        choices: dict[Deed, list[Choice]] = {
            Deed.REPEATS: [
                Choice("last", words.say("take the last")),
                Choice("first", words.say("take the first")),
            ],
            Deed.SOURCE: [
                Choice("keep", words.say("keep what is there")),
                Choice("replace", words.say("replace by the file")),
            ],
            Deed.CELLS: [
                Choice("out", words.say("leave the rows out")),
                Choice("empty", words.say("take them without it")),
            ],
            Deed.MISSING: [
                Choice(Missing.OF_NAMED.value, words.say_in("receivables", "remove theirs")),
                Choice(Missing.ALL.value, words.say_in("receivables", "remove all")),
                Choice(Missing.KEEP.value, words.say_in("receivables", "keep")),
            ],
        }
        if group.deed not in choices:
            return GroupFrame(self.look)
        key = (group.code, group.field, group.column)
        return SegmentsFrame(self.look, title, choices[group.deed], partial(self._decide, key))

    def _made_names(self, group: ProblemGroup) -> NamesFrame:
        words = self.look.words
        bulk: list[tuple[object, str]] = []
        if any(each.can_create for each in group.names):
            bulk.append((Answer(Way.CREATE), words.say("Create all others")))
        if group.deed is Deed.NAMES:
            bulk.append((Answer(Way.SKIP), words.say("Leave all others out")))
        else:
            bulk.append(("", words.say("Leave all others empty")))
        frame = NamesFrame(self.look, bulk)
        key = (group.code, group.field, group.column)
        frame.chosen.connect(partial(self._choose_name, key))
        frame.all_chosen.connect(partial(self._choose_all, key))
        return frame

    def _choice_of(self, group: ProblemGroup) -> str:
        answers = self._work.answers
        if group.deed is Deed.REPEATS:
            return "last" if answers.last_of_repeats else "first"
        if group.deed is Deed.SOURCE:
            return "replace" if answers.replaces_source else "keep"
        if group.deed is Deed.MISSING:
            return answers.missing.value
        taken = all((group.field, value) in answers.cells for value in group.values)
        return "empty" if taken else "out"

    # Deciding

    def _decide(self, key: Hashable, code: str) -> None:
        group, work = self._groups.get(key), self._work
        if group is None:
            return
        if group.deed is Deed.REPEATS:
            work.answer(replace(work.answers, last_of_repeats=code == "last"))
        elif group.deed is Deed.SOURCE:
            work.answer(replace(work.answers, replaces_source=code == "replace"))
        elif group.deed is Deed.MISSING:
            work.answer(replace(work.answers, missing=Missing(code)))
        else:
            instead = "" if code == "empty" else None
            work.answer_cells(group.field, dict.fromkeys(group.values, instead))

    def _choose_name(self, key: Hashable, text: str, value: object) -> None:
        group = self._groups.get(key)
        if group is None:
            return
        if value == OTHER:
            self._ask_for_client(group.field, text)
        elif group.deed is Deed.NAMES:
            self._work.answer_names(group.field, {text: value if isinstance(value, Answer) else None})
        else:
            self._work.answer_cells(group.field, {text: None if value is None else str(value)})

    def _choose_all(self, key: Hashable, value: object) -> None:
        """Decide about every name that nothing is decided about."""
        group = self._groups.get(key)
        if group is None:
            return
        if isinstance(value, Answer):
            creates = value.way is Way.CREATE
            names = [each for each in group.names if each.answer is None and (each.can_create or not creates)]
            self._work.answer_names(group.field, {each.text: value for each in names})
        else:
            open_words = [each.text for each in group.words if each.answer is None]
            self._work.answer_cells(group.field, dict.fromkeys(open_words, str(value)))

    def _ask_for_client(self, field: str, text: str) -> None:
        work = partial(account_choices, self._desk.workspace)
        self._desk.read(self, work, partial(self._open_sheet, field, text))

    def _open_sheet(self, field: str, text: str, accounts: Sequence[Candidate]) -> None:
        """Choose one of all clients."""
        words = self.look.words
        sheet = FormSheet(
            self.look,
            self.window(),
            words.say("Who is “{name}”?", name=text),
            primary=words.say_in("button", "Choose"),
            draft=None,  # a choice of one; what is decided is kept with the import
        )
        editor = SearchChoiceEditor(self.look, [(each.id, each.name) for each in accounts])
        sheet.form.add("account", words.say("Client"), editor)
        sheet.wished.connect(partial(self._take_client, sheet, editor, field, text))
        self.show_work()
        sheet.open()

    def _take_client(self, sheet: FormSheet, editor: SearchChoiceEditor, field: str, text: str) -> None:
        record = editor.value()
        if record is None:
            sheet.form.set_faults({"account": self.look.words.say("Choose a client from the list.")})
            return
        sheet.done_well()
        self._work.answer_names(field, {text: Answer(Way.USE, record)})

    def _show_rows(self, key: Hashable) -> None:
        group = self._groups.get(key)
        if group is not None:
            caption = f"{self._saying.title(group)}: {rows_note(self._saying, group)}"
            self.rows_wished.emit(caption, list(group.numbers))
