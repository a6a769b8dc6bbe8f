"""How a document is written in the table, and by what the table is sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any, Final

from kam.core.file_names import ending_of
from kam.core.formats import Formats
from kam.core.short_names import family_of
from kam.core.text import fold, sort_key
from kam.core.vocabulary import DocumentKind
from kam.core.words import Words
from kam.services.documents import DocumentRow, PreviewKind
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.table import Column, Sorting

_KILO: Final = 1024
_SHEETS: Final = frozenset({"csv", "ods", "xls", "xlsx"})
_MAILS: Final = frozenset({"eml", "msg"})


def columns_of(look: Look, zone: tzinfo) -> list[Column[DocumentRow]]:
    """Name, kind, date, size, tags, contract, who kept it and when."""
    words, formats = look.words, look.formats

    def added(row: DocumentRow) -> str:
        return formats.full_date(row.added_at.astimezone(zone).date())

    return [
        Column(
            "name",
            words.say_in("document", "Name"),
            lambda row: row.name,
            180,
            line=name_line,
            sort="name",
            stretch=True,
            least=120,
            tip=lambda row: row.name,
        ),
        Column(
            "kind", words.say_in("document", "Kind"), lambda row: words.of(row.kind.label), 104, sort="kind"
        ),
        Column(
            "on",
            words.say_in("document", "Date"),
            lambda row: formats.full_date(row.on) if row.on else "—",
            104,
            sort="on",
            falling=True,
            copy=lambda row: row.on.isoformat() if row.on else "",
        ),
        Column(
            "size",
            words.say_in("document", "Size"),
            lambda row: size_text(row.size, words, formats),
            74,
            right=True,
            sort="size",
            falling=True,
            copy=lambda row: str(row.size),
            tone="text2",
        ),
        Column("tags", words.say_in("document", "Tags"), lambda row: ", ".join(row.tags), 88, tone="text2"),
        Column(
            "contract",
            words.say_in("document", "Contract"),
            lambda row: row.contract or "",
            96,
            sort="contract",
            tone="text2",
            shown=False,
        ),
        Column(
            "added",
            words.say_in("document", "Kept by"),
            lambda row: row.added_by or "",
            92,
            line=lambda row: (Run(family_of(row.added_by or ""), tone="text2"),),
            sort="added",
            falling=True,
            tone="text2",
            tip=lambda row: ", ".join(filter(None, (row.added_by, added(row)))),
        ),
    ]


def name_line(row: DocumentRow) -> Line:
    """The sign of what it is, and its name."""
    return (IconGlyph(icon_of(row), pixels=Size.ICON), Run(row.name, Type.NAME, gap=8))


def icon_of(row: DocumentRow) -> str:
    """The icon of a document: picture, sheet, letter, anything else."""
    ending = ending_of(row.name)
    if row.preview is PreviewKind.IMAGE:
        return "image"
    if ending in _SHEETS:
        return "file-spreadsheet"
    return "mail" if ending in _MAILS else "file-text"


def size_text(size: int, words: Words, formats: Formats) -> str:
    """«840 КБ», «1,2 МБ»; what is smaller than a kilobyte is said in bytes."""
    if size < _KILO:
        return words.say("{size} B", size=formats.number(size))
    if size < _KILO * _KILO:
        return words.say("{size} KB", size=formats.number(-(-size // _KILO)))
    megabytes = Decimal(size) / (_KILO * _KILO)
    return words.say("{size} MB", size=formats.tidy(megabytes))


_KEYS: Final[dict[str, Callable[[DocumentRow], Any]]] = {
    "name": lambda row: sort_key(row.name),
    "kind": lambda row: list(DocumentKind).index(row.kind),
    "on": lambda row: row.on or date.min,
    "size": lambda row: row.size,
    "contract": lambda row: sort_key(row.contract or ""),
    "added": lambda row: row.added_at,
}


def in_order(rows: Sequence[DocumentRow], sorting: Sorting) -> list[DocumentRow]:
    """The rows by a column; of equals the order stays."""
    return sorted(rows, key=_KEYS[sorting.column], reverse=sorting.falling)


def that_say(rows: Sequence[DocumentRow], text: str, words: Words) -> list[DocumentRow]:
    """The rows in whose name, kind, tags or contract all the words of a text stand."""
    wanted = fold(text).split()

    def said(row: DocumentRow) -> str:
        return fold(" ".join((row.name, words.of(row.kind.label), *row.tags, row.contract or "")))

    return [row for row in rows if all(word in said(row) for word in wanted)]


_HINTS: Final[tuple[tuple[DocumentKind, tuple[str, ...]], ...]] = (
    (DocumentKind.SPECIFICATION, ("спецификац", "specification", "spec ")),
    (DocumentKind.CONTRACT, ("договор", "соглашени", "contract", "agreement")),
    (DocumentKind.PRICE_LIST, ("прайс", "price")),
    (DocumentKind.PRESENTATION, ("презентац", "presentation")),
    (DocumentKind.MINUTES, ("протокол", "minutes")),
    (DocumentKind.CERTIFICATE, ("сертификат", "паспорт", "certificate")),
    (DocumentKind.LETTER, ("письмо", "letter")),
)
_ENDINGS: Final = {
    "eml": DocumentKind.LETTER,
    "msg": DocumentKind.LETTER,
    "ppt": DocumentKind.PRESENTATION,
    "pptx": DocumentKind.PRESENTATION,
    "jpg": DocumentKind.PHOTO,
    "jpeg": DocumentKind.PHOTO,
    "heic": DocumentKind.PHOTO,
}


def likely_kind(name: str) -> DocumentKind:
    """What a file probably is, by its name; the user may say otherwise."""
    text = fold(name).replace("_", " ")
    for kind, hints in _HINTS:
        if any(hint in text for hint in hints):
            return kind
    return _ENDINGS.get(ending_of(name), DocumentKind.OTHER)
