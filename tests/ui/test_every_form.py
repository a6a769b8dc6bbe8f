"""What holds for every form: nothing that is typed is lost when the program dies, or the window closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kam.core.words import words_for
from kam.services.drafts import kept_drafts, read_draft
from kam.ui.account.people.sheets.contacts import ContactsEditor
from kam.ui.account.people.sheets.editing import EditSheet
from kam.ui.satisfaction.people_ticks import PeopleTicks
from kam.ui.theme.theme import Theme
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import (
    ChoiceEditor,
    Editor,
    LongTextEditor,
    MultiChoiceEditor,
    ScaleEditor,
    TextEditor,
    YesNoEditor,
)
from kam.ui.widgets.fields.dates import DateEditor
from kam.ui.widgets.fields.form_draft import FormDraft
from kam.ui.widgets.fields.numbers import NumberEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.typed import typed_in
from kam.ui.widgets.people_picker import Candidate, PeoplePicker
from kam.ui.widgets.search_field import SearchField
from kam.ui.window import MainWindow
from tests.ui.every_form import OPENERS, codes_in_the_source, forms_in, forms_without_a_draft, open_form
from tests.ui.every_page import PLACES, example_window, missed_by_tab, visit

pytestmark = pytest.mark.slow


@pytest.fixture
def window(theme: Theme, demo: Path, tmp_path: Path) -> Iterator[tuple[MainWindow, UUID]]:
    with example_window(theme, words_for("ru"), demo, tmp_path) as opened:
        yield opened


def test_every_form_of_the_program_is_opened_here() -> None:
    opened = {name.split()[0] for name in OPENERS}
    missed = {
        code
        for code in codes_in_the_source()
        if code not in opened and not (code.endswith(".") and any(each.startswith(code) for each in opened))
    }
    assert not missed, f"forms that no test opens: {missed}"
    assert forms_without_a_draft() == [
        "calendar/deeds.py",  # one choice of three
        "imports/problems_panel.py",  # kept with the import
        "scenarios/runs.py",  # one number
    ]


@pytest.mark.parametrize("room", dict.fromkeys(code.split(".")[0] for code in OPENERS))
def test_what_is_typed_into_a_form_is_there_again_after_the_program_died(
    room: str, window: tuple[MainWindow, UUID]
) -> None:
    for code in (each for each in OPENERS if each.split(".")[0] == room):
        _type_and_die(code, *window)


def _type_and_die(code: str, shown: MainWindow, account: UUID) -> None:
    """Type, die, find it again, discard it, find nothing."""
    workspace = shown.desk.workspace
    sheet = open_form(code, shown, account)
    as_it_was = _typed(sheet)
    assert not _draft(sheet).note.isVisible(), code
    for form in forms_in(sheet):
        for field in form.fields.values():
            _change(field.editor)
    typed = _typed(sheet)
    assert typed != as_it_was, code
    key = _draft(sheet).keeper.key
    _draft(sheet).keeper.flush()
    assert [each.key for each in kept_drafts(workspace)] == [key], code
    _die(shown, sheet)

    again = open_form(code, shown, account)
    assert _draft(again).note.isVisible(), code
    assert not _draft(again).note.discard.hasFocus(), code
    assert _typed(again) == typed, code
    _draft(again).note.discard.click()
    assert not _draft(again).note.isVisible(), code
    assert _typed(again) == as_it_was, code
    assert read_draft(workspace, key) is None, code
    _die(shown, again)


@pytest.mark.parametrize("room", dict.fromkeys(code.split(".")[0] for code in OPENERS))
def test_tab_goes_through_all_of_a_form_and_comes_round(
    room: str, window: tuple[MainWindow, UUID], qtbot: QtBot
) -> None:
    missed: list[str] = []
    for code in (each for each in OPENERS if each.split(".")[0] == room):
        sheet = open_form(code, *window)
        sheet.activateWindow()
        QApplication.processEvents()
        missed += [f"{code}: {each}" for each in missed_by_tab(sheet, qtbot)]
        _die(window[0], sheet)
    assert not missed, "\n".join(missed)


def test_a_sheet_of_two_parts_shows_the_one_that_something_came_back_into(
    window: tuple[MainWindow, UUID],
) -> None:
    shown, account = window
    sheet = open_form("people.edit", shown, account)
    assert isinstance(sheet, EditSheet)
    _change(sheet.person["family_name"])
    _draft(sheet).keeper.flush()
    _die(shown, sheet)
    again = open_form("people.edit", shown, account)
    assert isinstance(again, EditSheet)
    assert again.parts.current == "person"
    assert again.person.isVisible()


def test_giving_a_form_up_keeps_nothing(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    sheet = open_form("people.rate", shown, account)
    _change(forms_in(sheet)[0]["evidence"])
    _draft(sheet).keeper.flush()
    sheet.reject()
    sheet.reject()  # the second wish
    assert not sheet.isVisible()
    assert kept_drafts(shown.desk.workspace) == []


def test_saving_a_form_keeps_nothing(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    sheet = open_form("settings.competitor", shown, account)
    _change(forms_in(sheet)[0]["name"])
    _draft(sheet).keeper.flush()
    assert kept_drafts(shown.desk.workspace)
    sheet.primary.click()
    assert not sheet.isVisible()
    assert kept_drafts(shown.desk.workspace) == []


def test_a_form_that_is_only_looked_at_keeps_nothing(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    sheet = open_form("people.team", shown, account)
    forms_in(sheet)[0].changed.emit()
    _draft(sheet).keeper.flush()
    assert kept_drafts(shown.desk.workspace) == []


def test_closing_the_window_keeps_the_last_letters(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    _change(forms_in(open_form("account.new", shown, account))[0]["name"])
    assert kept_drafts(shown.desk.workspace) == []
    shown.keep()
    assert [each.title for each in kept_drafts(shown.desk.workspace)] == ["Новый клиент"]


def test_the_next_start_tells_of_it_and_leads_there(
    window: tuple[MainWindow, UUID], theme: Theme, tmp_path: Path
) -> None:
    shown, account = window
    sheet = open_form("people.rate", shown, account)
    _change(forms_in(sheet)[0]["evidence"])
    _draft(sheet).keeper.flush()
    assert not shown.unsaved.isVisible(), "it is not kept from before, it is being typed"
    shiboken6.delete(sheet)
    visit(shown, PLACES["settings norms"], account)

    shown.unsaved.look_for()
    entry = shown.unsaved
    name = shown.unsaved.waiting[0].account
    assert entry.isVisible()
    assert entry.text().startswith("Есть черновик: Оценка: ")
    assert name is not None
    assert entry.text().endswith(name)
    entry.menu().aboutToShow.emit()
    entry.menu().actions()[0].trigger()
    place = shown.trail.place
    assert place is not None
    assert (place.account_id, place.tab) == (account, "people")
    assert place.item_id is not None

    open_form("people.rate", shown, account)
    assert not entry.isVisible(), "the form shows it now"


def test_what_nobody_wants_any_more_is_discarded_at_once(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    for code in ("account.new", "settings.line"):
        sheet = open_form(code, shown, account)
        _change(forms_in(sheet)[0]["name"])
        _draft(sheet).keeper.flush()
        _die(shown, sheet)
    shown.unsaved.look_for()
    assert shown.unsaved.text() == "Есть 2 черновика"
    shown.unsaved.menu().aboutToShow.emit()
    shown.unsaved.menu().actions()[-1].trigger()
    question = next(each for each in shown.findChildren(Sheet) if each.isVisible())
    assert kept_drafts(shown.desk.workspace), "it is asked about first"
    question.primary.click()
    assert kept_drafts(shown.desk.workspace) == []
    assert not shown.unsaved.isVisible()


def test_no_page_has_a_line_whose_text_nobody_keeps(window: tuple[MainWindow, UUID]) -> None:
    shown, account = window
    loose: set[str] = set()
    for name, place in PLACES.items():
        visit(shown, place, account)
        for line in (*shown.findChildren(QLineEdit), *shown.findChildren(QPlainTextEdit)):
            if line.isVisible() and not _is_kept(line, shown):
                loose.add(f"{name}: {line.accessibleName()}")
    assert not loose


def _is_kept(line: QWidget, window: MainWindow) -> bool:
    """A search, a part of another control, a setting or a line of a page of settings."""
    from kam.ui.settings.page import SettingsPage

    if isinstance(line, SearchField) or isinstance(line.parentWidget(), QAbstractSpinBox | QComboBox):
        return True
    page = window.page
    if not isinstance(page, SettingsPage):
        return False
    items = {id(each.editor) for each in page.section.items()}
    lines = {id(each) for each in page.section.kept_lines()}
    return id(line) in lines or any(id(each) in items for each in _parents(line))


def _parents(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def _die(window: MainWindow, sheet: Sheet) -> None:
    """The program ends without a word: no form hears of it, and the next run knows the file alone."""
    shiboken6.delete(sheet)
    window.desk.__dict__.pop("drafts")


def _draft(sheet: Sheet) -> FormDraft:
    assert sheet.draft is not None, f"{type(sheet).__name__} keeps nothing"
    return sheet.draft


def _typed(sheet: Sheet) -> dict[str, object]:
    return {
        f"{number}.{name}": typed_in(field.editor)
        for number, form in enumerate(forms_in(sheet))
        for name, field in form.fields.items()
    }


def _change(editor: Editor) -> None:
    """Type or choose something else, as the user would."""
    if _change_people(editor):
        return
    if isinstance(editor, TextEditor | NumberEditor | DateEditor):
        editor.line.setText(f"{editor.line.text()}7ы")
    elif isinstance(editor, LongTextEditor):
        editor.area.setPlainText("Сказал: «пока не увижу протокол,\nв серию не пойдёт»")
    elif isinstance(editor, YesNoEditor):
        editor.set_value(not editor.value())
    elif isinstance(editor, MultiChoiceEditor):
        editor.set_value([value for value, _ in editor.options if value not in editor.value()][:2])
    elif isinstance(editor, ChoiceEditor | SearchChoiceEditor):
        other = [value for value in editor.values if value != editor.value() and value is not None]
        editor.set_value(other[-1] if other else editor.value())
    elif isinstance(editor, ScaleEditor):
        editor.control.button_of(list(editor._steps)[-1]).click()
    elif isinstance(editor, ContactsEditor):
        editor.add_button.click()
        editor.findChildren(QLineEdit)[-1].setText("+7 912 000-11-22")
    elif hasattr(editor, "retype"):
        editor.retype(["07:15:00", "16:20:00"])
    editor.changed.emit()


def _change_people(editor: Editor) -> bool:
    """Choose others where people are chosen."""
    if isinstance(editor, PeoplePicker):
        editor.add(Candidate(UUID(int=7), "Литейный двор", "площадка"))
    elif isinstance(editor, PeopleTicks):
        editor.all.click()
    else:
        return False
    return True
