"""The package that a DOCX, XLSX or PPTX is: read with suspicion, written without a trace of anybody.

A template comes with more than styles: its author's name, the path of another template, printers, comments,
pictures of its first page. Everything of that kind is dropped before the template is read, ours not less than
a company's. What is written holds the dates of its content alone, so that the same content gives the same
bytes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from kam.core.errors import UserError

_MOST_PARTS: Final = 5_000
_MOST_BYTES: Final = 300_000_000
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_REFERENCES: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_TELLING: Final = frozenset(
    {
        "attachedTemplate",
        "attachedToolbars",
        "commentAuthors",
        "comments",
        "commentsExtended",
        "commentsExtensible",
        "commentsIds",
        "core-properties",
        "custom-properties",
        "customXml",
        "extended-properties",
        "glossaryDocument",
        "keyMapCustomizations",
        "authors",
        "mailMergeHeaderSource",
        "mailMergeRecipientData",
        "mailMergeSource",
        "people",
        "printerSettings",
        "stylesWithEffects",
        "tags",
        "thumbnail",
        "vbaProject",
        "userXmlData",
    }
)
"""Kinds of relationships, by the last part of their names, whose parts say who made a file and where."""
_TELLING_ELEMENTS: Final = frozenset(
    {"attachedTemplate", "docVars", "documentProtection", "mailMerge", "rsids", "docId", "revisionView"}
)
"""Settings of a Word file that do the same."""
_SETTINGS: Final = "word/settings.xml"
_OF_TEMPLATES: Final = (
    (b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"),
    (b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"),
)
_CONTENT_TYPES: Final = "[Content_Types].xml"
_CORE: Final = "docProps/core.xml"
_EMBEDDED_WORKBOOK: Final = ".xlsx"
_MOMENT: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
_NEWEST: Final = (2107, 12, 31, 23, 59, 58)
"""What a package can say of a date reaches no further back, and no further ahead."""


@dataclass(frozen=True, slots=True)
class Template:
    """A company's own document, whose styles and masters are used; its name is for sentences about it."""

    name: str
    data: bytes = field(repr=False)


def opened(template: Template) -> bytes:
    """A template as it may be built upon: without traces, its kind that of a document.

    Raises:
        UserError: ``paper.template_unreadable``.

    """
    try:
        return without_traces(template.data)
    # a package in a compression that zipfile does not know raises NotImplementedError
    except (ValueError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise UserError("paper.template_unreadable", name=template.name) from error


def without_traces(package: bytes) -> bytes:
    """A package without what tells who made it, where and with what.

    Raises:
        ValueError: for what is no package, or one of a size that no document has.
        zipfile.BadZipFile: for what is no zip at all.

    """
    parts = _read(package)
    for name in [name for name in parts if name.endswith(".rels")]:
        _drop_telling(parts, name)
    if _SETTINGS in parts:
        parts[_SETTINGS] = _plain_settings(parts[_SETTINGS])
    for template, document in _OF_TEMPLATES:
        parts[_CONTENT_TYPES] = parts[_CONTENT_TYPES].replace(template, document)
    return _written(parts, _OLDEST)


def sealed(package: bytes, moment: datetime) -> bytes:
    """The same parts with one date; workbooks that lie behind charts, too."""
    moment = moment.astimezone(UTC)
    parts = _read(package)
    for name, data in parts.items():
        if name.endswith(_EMBEDDED_WORKBOOK):
            parts[name] = sealed(data, moment)
    if _CORE in parts:
        written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        parts[_CORE] = _MOMENT.sub(lambda found: found[1] + written + found[3], parts[_CORE])
    return _written(parts, min(max(moment.timetuple()[:6], _OLDEST), _NEWEST))


def replaced_in(package: bytes, part: str, changes: Iterable[tuple[bytes, bytes]]) -> bytes:
    """A package in one of whose parts patterns were replaced; each must be found."""
    parts = _read(package)
    for pattern, by in changes:
        parts[part], found = re.subn(pattern, by, parts[part], flags=re.DOTALL)
        if not found:
            message = f"nothing in {part} is like {pattern!r}"
            raise ValueError(message)
    return _written(parts, _OLDEST)


def _read(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
            message = "more than a document holds"
            raise ValueError(message)
        parts = {entry.filename: archive.read(entry) for entry in entries}
    if _CONTENT_TYPES not in parts:
        message = "no list of content types"
        raise ValueError(message)
    return parts


def _written(parts: dict[str, bytes], stamp: tuple[int, ...]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (stamp[0], stamp[1], stamp[2], stamp[3], stamp[4], stamp[5]))
            entry.create_system = 0  # of no system: it would say where it was written
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()


def _drop_telling(parts: dict[str, bytes], name: str) -> None:
    """Forget the telling relationships of a part, and what in the part points to them."""
    tree = _parsed(parts[name])
    dropped: set[str] = set()
    for one in list(tree.iter(f"{{{_RELATIONSHIPS}}}Relationship")):
        if one.get("Type", "").rpartition("/")[2] in _TELLING:
            dropped.add(one.get("Id"))
            one.getparent().remove(one)
    if not dropped:
        return
    parts[name] = _serialized(tree)
    source = _source_of(name)
    if source in parts:
        parts[source] = _without_references(parts[source], dropped)


def _source_of(name: str) -> str:
    """The part whose relationships these are: ``word/_rels/document.xml.rels`` → ``word/document.xml``."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _without_references(part: bytes, dropped: set[str]) -> bytes:
    tree = _parsed(part)
    pointing = [
        one
        for one in _elements(tree)
        if any(value in dropped and key.startswith(_REFERENCES) for key, value in one.attrib.items())
    ]
    for one in pointing:
        _remove(one)
    return _serialized(tree) if pointing else part


def _plain_settings(part: bytes) -> bytes:
    tree = _parsed(part)
    for one in list(_elements(tree)):
        if one.tag.rpartition("}")[2] in _TELLING_ELEMENTS:
            _remove(one)
    return _serialized(tree)


def _remove(element: Any) -> None:
    """Take an element out, and the list that held nothing but it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if len(parent) == 0 and not parent.attrib and parent.getparent() is not None:
        _remove(parent)


def _elements(tree: Any) -> Iterator[Any]:
    return (one for one in tree.iter() if isinstance(one.tag, str))


def _parsed(part: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        message = "a part that cannot be read"
        raise ValueError(message) from error


def _serialized(tree: Any) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
