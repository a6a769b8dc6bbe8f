"""Editors of values, fields and forms."""

from kam.ui.widgets.fields.choices import (
    ChoiceEditor,
    MultiChoiceEditor,
    Option,
    QuietCombo,
    ScaleEditor,
    YesNoEditor,
    options_of,
)
from kam.ui.widgets.fields.dates import DateEditor
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.fields.field import Field
from kam.ui.widgets.fields.form import Form
from kam.ui.widgets.fields.numbers import (
    CountEditor,
    DecimalEditor,
    MoneyEditor,
    NumberEditor,
    PercentEditor,
    SpinEditor,
)
from kam.ui.widgets.fields.texts import LongTextEditor, TextEditor, UnitLine, WordsEditor

__all__ = [
    "ChoiceEditor",
    "CountEditor",
    "DateEditor",
    "DecimalEditor",
    "Editor",
    "Field",
    "Form",
    "LongTextEditor",
    "MoneyEditor",
    "MultiChoiceEditor",
    "NumberEditor",
    "Option",
    "PercentEditor",
    "QuietCombo",
    "ScaleEditor",
    "SpinEditor",
    "TextEditor",
    "UnitLine",
    "WordsEditor",
    "YesNoEditor",
    "options_of",
]
