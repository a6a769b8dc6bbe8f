"""The sheet before a plan is written as a file: for whom, in which language, which version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from kam.analysis.client_words import ClientWord, WordSort
from kam.core.words import LANGUAGES, Label, label
from kam.services.plans.client_words import plan_client_words
from kam.services.plans.exporting import PlanFormat
from kam.services.plans.reading import PlanReading
from kam.services.profile import paper_language
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import link
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import ChoiceEditor, Form
from kam.ui.widgets.labels import label as text_label

_WIDTH: Final = 520
_LABELS: Final = 130
_OURS, _CLIENTS = "ours", "clients"
_MOST: Final = 8
_HEADINGS: Final[dict[PlanFormat, Label]] = {
    PlanFormat.PDF: label("heading", "The plan as PDF"),
    PlanFormat.DOCX: label("heading", "The plan as Word document"),
    PlanFormat.XLSX: label("heading", "The plan as Excel workbook"),
    PlanFormat.PPTX: label("heading", "The plan as slides for a review"),
}
_LANGUAGES: Final[dict[str, Label]] = {
    "ru": label("paper language", "Russian"),
    "en": label("paper language", "English"),
}


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What kind of file for whom; ``version`` None is the plan as it stands."""

    form: PlanFormat
    language: str
    customer_safe: bool = False
    version: int | None = None
    template: Path | None = None


class ExportSheet(Sheet):
    """What stands in the client's copy and one would not say before them is named for a decision."""

    def __init__(
        self, desk: Desk, parent: QWidget, plan: PlanReading, form: PlanFormat, version: int | None = None
    ) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(
            look, parent, words.of(_HEADINGS[form]), primary=words.say_in("button", "Save as…"), width=_WIDTH
        )
        self._desk, self.plan, self._kind = desk, plan, form
        self._template: Path | None = None
        self.words_found: tuple[ClientWord, ...] = ()
        self.form = Form(look, new=True, label_width=_LABELS)
        readers = [
            (_OURS, words.say("for us, with everything")),
            (_CLIENTS, words.say("for the client, nothing internal")),
        ]
        self.form.add("readers", words.say("For whom"), ChoiceEditor(look, readers), value=_OURS)
        said = [(code, words.of(_LANGUAGES[code])) for code in LANGUAGES]
        self.form.add("language", words.say("Language"), ChoiceEditor(look, said), value=words.language)
        versions = [(0, words.say("as it stands now"))]
        versions += [
            (each.number, words.say("version {number}", number=each.number)) for each in plan.versions
        ]
        if len(versions) > 1:
            chosen = ChoiceEditor(look, versions)
            self.form.add("version", words.say("Which state"), chosen, value=version or 0)
        self.add(self.form)
        self.template = link(
            look, words.say("Company template…"), icon="file-text", run=self._choose_template
        )
        self.template.setToolTip(words.say("A .docx or .pptx of your company: its styles are used."))
        self.template.setVisible(form.takes_template)
        self.add(self.template)
        self.found = text_label("", wraps=True)
        self.agreed = QCheckBox(words.say("Save it with these words"))
        self.agreed.setMinimumHeight(Size.TARGET)
        self.agreed.toggled.connect(lambda _: self._allow())
        self.add(self.found)
        self.add(self.agreed)
        for editor in self.form.fields.values():
            editor.changed.connect(self._look)
        desk.read(self, partial(paper_language, desk.workspace), self._begin_in)

    def wish(self) -> ExportWish:
        """What was chosen."""
        fields = self.form.fields
        version = fields["version"].editor.value() if "version" in fields else 0
        return ExportWish(
            self._kind,
            str(self.form["language"].value()),
            customer_safe=self.form["readers"].value() == _CLIENTS,
            version=version or None,
            template=self._template,
        )

    def choose_readers(self, *, clients: bool) -> None:
        """For the client, or for us."""
        self.form["readers"].set_value(_CLIENTS if clients else _OURS)
        self._look()

    def use_template(self, path: Path) -> None:
        """Take a company's template."""
        self._template = path
        self.template.setText(self.look.words.say("Company template: {name}", name=path.name))

    def _begin_in(self, language: str) -> None:
        """The language that papers have here."""
        self.form.set_values({"language": language})
        self._look()

    def _look(self) -> None:
        """Look through the client's copy, where it is one."""
        wish = self.wish()
        self.agreed.setChecked(False)
        if not wish.customer_safe:
            self._show(())
            return
        self.primary.setEnabled(False)
        work = partial(
            plan_client_words,
            self._desk.workspace,
            self.plan.content.id,
            as_of=self._desk.now(),
            language=wish.language,
            version=wish.version,
        )
        self._desk.read(self, work, self._show, key="client words", otherwise=self.take)

    def _show(self, found: tuple[ClientWord, ...]) -> None:
        self.words_found = found
        for_client = self.wish().customer_safe
        self.found.setVisible(for_client)
        self.agreed.setVisible(bool(found))
        self.found.setText(self._told(found))
        self._allow()
        self.adjustSize()

    def _told(self, found: tuple[ClientWord, ...]) -> str:
        words = self.look.words
        if not found:
            return words.say("No competitor and no word about people was found in the texts for the client.")
        lines = [words.say("Look at these words before the client does:")]
        for each in found[:_MOST]:
            place = words.of(each.place)
            if each.sort is WordSort.COMPETITOR:
                lines.append(words.say("• {place}: {word}, a competitor", place=place, word=each.word))
            else:
                lines.append(words.say("• {place}: {word}, what we call people", place=place, word=each.word))
        if len(found) > _MOST:
            rest = len(found) - _MOST
            lines.append(words.say_many("and {count} more place", "and {count} more places", rest))
        return "\n".join(lines)

    def _allow(self) -> None:
        self.primary.setEnabled(not self.words_found or self.agreed.isChecked())

    def _choose_template(self) -> None:
        words, ending = self.look.words, self._kind.value
        chooser = QFileDialog(self, words.say("Company template"), "", f"{ending.upper()} (*.{ending})")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda path: self.use_template(Path(path)))
        self._chooser = chooser
        chooser.open()
