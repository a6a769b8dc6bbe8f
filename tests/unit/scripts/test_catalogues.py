"""The catalogues follow the source, lose no translation and come out the same each time."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from scripts import catalogues
from scripts.catalogues import Found, Sentence

SOURCE = """
GREETING = label("greeting", "hello")
NOTE = label("note", "hello")
words.say("Nothing known about {name}", name=words.say("nobody"))
words.say_many("{count} day", "{count} days", count)
DAYS = plural("{count} hour", "{count} hours")
words.say_in("door", "open the " "door")
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "kam"
    folder.mkdir()
    (folder / "said.py").write_text(SOURCE, "utf-8")
    return folder


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_every_kind_of_marking_is_found(source: Path) -> None:
    found = catalogues.find_sentences(source)
    assert found.faults == []
    assert set(found.sentences.values()) == {
        Sentence("hello", context="greeting"),
        Sentence("hello", context="note"),
        Sentence("Nothing known about {name}"),
        Sentence("nobody"),
        Sentence("{count} day", many="{count} days"),
        Sentence("{count} hour", many="{count} hours"),
        Sentence("open the door", context="door"),
    }


@pytest.mark.parametrize(
    "line",
    [
        'words.say(f"Dear {name}")',
        'words.say("Dear " + name)',
        "words.say(text)",
        'label("only a context")',
        'words.say("  ")',
    ],
)
def test_a_string_that_cannot_be_translated_whole_is_a_fault(source: Path, line: str) -> None:
    written(source / "faulty.py", line)
    assert len(catalogues.find_sentences(source).faults) == 1


def test_a_method_that_happens_to_be_called_label_says_nothing(source: Path) -> None:
    written(source / "query.py", 'func.count().label("orders")')
    found = catalogues.find_sentences(source)
    assert found.faults == []
    assert not any("orders" in text for text, _ in found.sentences)


def test_one_english_cannot_be_counted_in_two_ways(source: Path) -> None:
    written(source / "twice.py", 'words.say("{count} day")')
    assert len(catalogues.find_sentences(source).faults) == 1


def test_a_file_that_is_no_python_is_named(source: Path) -> None:
    written(source / "half.py", "def (")
    with pytest.raises(catalogues.SourceError, match=r"half\.py:1"):
        catalogues.find_sentences(source)


FRAGMENT = """
msgctxt "greeting"
msgid "hello"
msgstr "привет"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} день"
msgstr[1] "{count} дня"
msgstr[2] "{count} дней"

msgid "Gone from the source"
msgstr "Больше нет"
"""


@pytest.fixture
def russian(source: Path, tmp_path: Path) -> Path:
    """A Russian catalogue that knows some of the source, and a sentence that the source lacks."""
    fragment = catalogues.read_catalogue(written(tmp_path / "fragment.po", FRAGMENT), "ru")
    merged = catalogues.merge("ru", catalogues.find_sentences(source), catalogues.translations(fragment))
    path = tmp_path / "locale" / "ru" / "LC_MESSAGES" / "kam.po"
    catalogues.write_catalogue(path, merged)
    return path


def faults(language: str, source: Path, path: Path) -> list[str]:
    found = catalogues.find_sentences(source)
    return list(catalogues.faults_of(language, found, catalogues.read_catalogue(path, language)))


def test_what_is_not_translated_yet_is_named(source: Path, russian: Path) -> None:
    assert len(faults("ru", source, russian)) == 5
    assert not any("{count} day" in fault for fault in faults("ru", source, russian))


def test_english_needs_no_translator(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "kam.po"
    catalogues.write_catalogue(path, catalogues.merge("en", catalogues.find_sentences(source), {}))
    assert faults("en", source, path) == []


def test_a_translation_outlives_its_sentence_until_it_is_pruned(source: Path, russian: Path) -> None:
    found = catalogues.find_sentences(source)

    def rewrite(found: Found, *, prune: bool = False) -> str:
        known = catalogues.translations(catalogues.read_catalogue(russian, "ru"))
        catalogues.write_catalogue(russian, catalogues.merge("ru", found, known, prune=prune))
        return russian.read_text("utf-8")

    assert '#~ msgstr "привет"' in rewrite(Found())
    assert '\nmsgstr "привет"' in rewrite(found)
    assert "Больше нет" in rewrite(found)
    assert "Больше нет" not in rewrite(found, prune=True)


def test_writing_again_changes_nothing_and_carries_no_dates(source: Path, russian: Path) -> None:
    before = russian.read_bytes()
    known = catalogues.translations(catalogues.read_catalogue(russian, "ru"))
    changed = catalogues.write_catalogue(
        russian, catalogues.merge("ru", catalogues.find_sentences(source), known)
    )
    assert not changed
    assert russian.read_bytes() == before
    assert b"Date" not in before
    assert "said.py" not in before.decode()


@pytest.mark.parametrize(
    ("translation", "fits"),
    [
        ("О {name} ничего не известно", True),
        ("Ничего не известно", False),
        ("О {имя} ничего не известно", False),
        ("О {name} {extra}", False),
        ("О {name", False),
    ],
)
def test_a_translation_must_have_the_places_of_its_sentence(
    source: Path, tmp_path: Path, translation: str, *, fits: bool
) -> None:
    path = written(tmp_path / "ru.po", f'msgid "Nothing known about {{name}}"\nmsgstr "{translation}"\n')
    named = [fault for fault in faults("ru", source, path) if "Nothing known" in fault]
    assert (named == []) == fits


def test_the_places_of_argparse_are_places_too() -> None:
    assert catalogues.places("argument %(name)s: {count} of %(limit)d") == {"count", "%(name)s", "%(limit)d"}


def test_a_counted_sentence_may_leave_the_number_to_the_word(source: Path, tmp_path: Path) -> None:
    path = written(
        tmp_path / "ru.po",
        'msgid "{count} day"\nmsgid_plural "{count} days"\n'
        'msgstr[0] "один день"\nmsgstr[1] "{count} дня"\nmsgstr[2] "{count} дней"\n',
    )
    assert not any("{count} day" in fault for fault in faults("ru", source, path))


def test_a_doubtful_translation_does_not_pass(source: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "ru.po", '#, fuzzy\nmsgid "nobody"\nmsgstr "никто"\n')
    assert any("fuzzy" in fault for fault in faults("ru", source, path))


def test_the_compiled_catalogue_is_what_gettext_reads(russian: Path) -> None:
    compiled = catalogues.compile_catalogue(russian)
    first = compiled.read_bytes()
    assert catalogues.compile_catalogue(russian).read_bytes() == first
    spoken = gettext.translation("kam", russian.parents[2], ["ru"])
    assert spoken.pgettext("greeting", "hello") == "привет"
    assert [spoken.ngettext("{count} day", "{count} days", count) for count in (1, 3, 5, 21)] == [
        "{count} день",
        "{count} дня",
        "{count} дней",
        "{count} день",
    ]
