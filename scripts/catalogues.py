"""Keeps the gettext catalogues in `resources/locale` true to the source; run it as `scripts/words`.

    update          take every marked string of kam/ into the catalogues, keeping translations
    fill FILE...    merge the translations of PO fragments into the Russian catalogue
    prune           drop translations of strings that the source no longer has
    compile         build the .mo files that the program reads
    check           fail when a string lacks a language, or a translation does not fit its sentence

A marked string is a literal in a call of `say`, `say_in`, `say_many`, `label` or `plural` (kam.core.words).
The English sentence is the key; the English catalogue repeats it, so that both languages are complete.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import string
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "kam"
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("ru", "en")

# How many leading arguments of each call are words, and whether the first of them is a context.
WORDS_OF_CALL = {"say": 1, "say_in": 2, "say_many": 2, "label": 2, "plural": 2}
WITH_CONTEXT = {"say_in", "label"}
PLURAL_CALLS = {"say_many", "plural"}
MARKING_FUNCTIONS = {"label", "plural"}
WORDS_MODULE = SOURCE / "core" / "words.py"  # defines the calls, so it passes variables to them


@dataclass(frozen=True, slots=True)
class Sentence:
    """A marked string: what a catalogue is asked for."""

    text: str
    many: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What gettext looks it up by: the plural form is not part of it."""
        return (self.text, self.context or "")

    @property
    def english(self) -> tuple[str, ...]:
        """Its forms as written in the source."""
        return (self.text,) if self.many is None else (self.text, self.many)

    def __str__(self) -> str:
        shown = f"{self.text!r}" if self.many is None else f"{self.text!r} / {self.many!r}"
        return f"{shown} ({self.context})" if self.context else shown


@dataclass
class Found:
    """The marked strings of the source, and what is wrong with the marking."""

    sentences: dict[tuple[str, str], Sentence] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class SourceError(Exception):
    """A source file cannot be read as Python."""


# --- the source -----------------------------------------------------------------------------------


def find_sentences(folder: Path = SOURCE) -> Found:
    """Every marked string below a folder."""
    found = Found()
    for path in sorted(folder.rglob("*.py")):
        try:
            tree = ast.parse(path.read_bytes(), filename=str(path))
        except SyntaxError as error:
            message = f"{path}:{error.lineno}: {error.msg}"
            raise SourceError(message) from error
        if path == WORDS_MODULE:
            continue
        foreign = _foreign_marks(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and not _is_other(node.func, foreign):
                _take_call(found, node, f"{path.relative_to(folder.parent)}:{node.lineno}")
    return found


def _foreign_marks(tree: ast.Module) -> set[str]:
    """Names of marking functions that mean something else in a module: made there, or a widget's."""
    made = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("kam.core.")
        for alias in node.names
    }
    return (made | imported) & MARKING_FUNCTIONS


def _is_other(called: ast.expr, foreign: set[str]) -> bool:
    """Whether a call has a marking name and is another's: a widget's label, a glyph that says itself."""
    if isinstance(called, ast.Name):
        return called.id in foreign
    if not isinstance(called, ast.Attribute) or called.attr in MARKING_FUNCTIONS:
        return False
    owner = called.value.func if isinstance(called.value, ast.Call) else called.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return "words" not in name.lower() and name != "self"


def _take_call(found: Found, node: ast.Call, place: str) -> None:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name not in WORDS_OF_CALL:
        return
    wanted = node.args[: WORDS_OF_CALL[name]]
    texts = [arg.value for arg in wanted if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(texts) < WORDS_OF_CALL[name]:
        if name in MARKING_FUNCTIONS and isinstance(node.func, ast.Attribute):
            return  # somebody else's method of that name, such as a column's label
        found.faults.append(f"{place}: {name}() takes whole sentences as literals")
        return
    if name in WITH_CONTEXT:
        sentence = Sentence(texts[1], context=texts[0])
    else:
        sentence = Sentence(texts[0], many=texts[1] if name in PLURAL_CALLS else None)
    if not sentence.text.strip():
        found.faults.append(f"{place}: {name}() says nothing")
        return
    other = found.sentences.setdefault(sentence.key, sentence)
    if other != sentence:
        found.faults.append(f"{place}: {sentence} is marked elsewhere as {other}; gettext keeps one of them")


# --- the catalogues -------------------------------------------------------------------------------


def catalogue_path(language: str, locale: Path = LOCALE) -> Path:
    """Where the catalogue of a language is."""
    return locale / language / "LC_MESSAGES" / "kam.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    """A catalogue from its file; an absent file is an empty catalogue."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def translations(catalogue: Catalog) -> dict[tuple[str, str], Message]:
    """Every entry of a catalogue by its key; entries out of use count too, where no used one has the key."""
    entries = [*catalogue.obsolete.values(), *(message for message in catalogue if message.id)]
    return {(_forms(message.id)[0], message.context or ""): message for message in entries}


def merge(
    language: str, found: Found, known: dict[tuple[str, str], Message], *, prune: bool = False
) -> Catalog:
    """The catalogue of the source's sentences with what is known of their translations.

    Translations of sentences that the source lacks are kept out of use, unless pruned: a file that is
    being rewritten loses nothing.
    """
    catalogue = Catalog(locale=language)
    for key, sentence in found.sentences.items():
        message = known.get(key)
        forms = sentence.english if language == "en" else _forms(message.string) if message else ()
        count = 1 if sentence.many is None else catalogue.num_plurals
        if len(forms) != count:  # it became a counted sentence, or ceased to be one
            forms = ("",) * count
        comments = () if message is None or language == "en" else message.user_comments
        flags = () if message is None or language == "en" else message.flags & {"fuzzy"}
        identity = sentence.text if sentence.many is None else sentence.english
        text = forms[0] if sentence.many is None else forms
        catalogue.add(identity, text, context=sentence.context, user_comments=comments, flags=flags)
    if not prune and language != "en":
        for key, message in sorted(known.items()):
            if key not in found.sentences and any(_forms(message.string)):
                catalogue.obsolete[key if key[1] else key[0]] = message
    return catalogue


def write_catalogue(path: Path, catalogue: Catalog) -> bool:
    """Write a catalogue the same way every time; whether the file changed."""
    for message in catalogue:
        message.flags &= {"fuzzy"}  # guesses like python-format are noise: places are {named}
    body = io.BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    text = _header(catalogue) + body.getvalue().decode().rstrip("\n") + "\n"
    data = text.encode()
    if path.exists() and path.read_bytes() == data:
        return False
    _replace(path, data)
    return True


def compile_catalogue(path: Path) -> Path:
    """Build the .mo beside a .po; the same .po gives the same bytes."""
    catalogue = read_catalogue(path, path.parent.parent.name)
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    data = io.BytesIO()
    write_mo(data, catalogue)
    target = path.with_suffix(".mo")
    _replace(target, data.getvalue())
    return target


def faults_of(language: str, found: Found, catalogue: Catalog) -> Iterator[str]:
    """What a catalogue lacks: one line per sentence."""
    known = {(_forms(message.id)[0], message.context or ""): message for message in catalogue if message.id}
    for key, sentence in sorted(found.sentences.items()):
        message = known.get(key)
        forms = _forms(message.string) if message else ()
        if message is None or _forms(message.id) != sentence.english:
            yield f"{language}: {sentence} is not in the catalogue (run scripts/words update)"
        elif not forms or not all(form.strip() for form in forms):
            yield f"{language}: {sentence} is not translated"
        elif message.fuzzy:
            yield f"{language}: {sentence} is marked fuzzy"
        else:
            yield from (f"{language}: {sentence}: {fault}" for fault in _misfits(sentence, forms))
    for key in sorted(known.keys() - found.sentences.keys()):
        yield f"{language}: {key[0]!r} is no longer in the source (run scripts/words update)"


def _misfits(sentence: Sentence, forms: tuple[str, ...]) -> Iterator[str]:
    """How the places of a translation differ from those of its sentence.

    ``{count}`` may be left out of a plural form that says the number in a word ("one day", «день»).
    """
    wanted = set().union(*(places(form) for form in sentence.english))
    for form in forms:
        try:
            used = places(form)
        except ValueError:
            yield f"broken places in {form!r}"
            continue
        silent = {"count"} if sentence.many is not None else set()
        if not wanted - silent <= used <= wanted:
            yield f"places {sorted(used)} in {form!r}, {sorted(wanted)} expected"


def places(text: str) -> set[str]:
    """The places of a sentence: the names of ``{name}`` and ``{name:…}``, and argparse's ``%(name)s``."""
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%\(\w+\)[sd]", text))


def _forms(value: str | Iterable[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _header(catalogue: Catalog) -> str:
    """A header without dates, names or tools: nothing in it changes by itself."""
    lines = (
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Language: {catalogue.locale_identifier}",
        f"Plural-Forms: {catalogue.plural_forms}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def _replace(path: Path, data: bytes) -> None:
    """Put a file in place whole, so that a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time change the catalogues; the lock dies with its holder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- the commands ---------------------------------------------------------------------------------


def update(*, prune: bool = False, fragments: Iterable[Path] = ()) -> None:
    """Bring both catalogues up to the source, with the translations of fragments merged into Russian."""
    found = find_sentences()
    for fault in found.faults:
        print(fault, file=sys.stderr)
    for language in LANGUAGES:
        path = catalogue_path(language)
        known = translations(read_catalogue(path, language))
        if language == "ru":
            for fragment in fragments:
                new = translations(read_catalogue(fragment, language))
                known |= {key: message for key, message in new.items() if any(_forms(message.string))}
                for text, context in sorted(new.keys() - found.sentences.keys()):
                    print(f"{fragment}: not in the source (yet), kept: {text!r} ({context})", file=sys.stderr)
        catalogue = merge(language, found, known, prune=prune)
        changed = write_catalogue(path, catalogue)
        missing = sum(not all(_forms(message.string)) for message in catalogue if message.id)
        state = "changed" if changed else "as it was"
        print(f"{language}: {len(catalogue)} sentences, {missing} without translation, {state}")


def check() -> int:
    """Print what is missing or wrong; 1 when anything is."""
    found = find_sentences()
    faults = [*found.faults]
    for language in LANGUAGES:
        faults += faults_of(language, found, read_catalogue(catalogue_path(language), language))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"words: {len(found.sentences)} sentences, {len(faults)} faults")
    return 1 if faults else 0


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    parser = argparse.ArgumentParser(prog="scripts/words", description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("update", "prune", "compile", "check"):
        commands.add_parser(name)
    commands.add_parser("fill").add_argument("fragments", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "check":
        return check()
    with locked(ROOT / "build" / "words.lock"):
        try:
            if options.command != "compile":
                fragments = options.fragments if options.command == "fill" else ()
                update(prune=options.command == "prune", fragments=fragments)
            if options.command in ("compile", "fill"):
                for language in LANGUAGES:
                    compile_catalogue(catalogue_path(language))
        except (SourceError, ValueError, OSError) as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
