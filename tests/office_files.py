"""Office documents read back: the text of every part, the properties, everything raw."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a package; those of a workbook behind a chart among them."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            found[name] = data
            if name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": more for inner, more in parts_of(data).items()}
    return found


def dates_of(package: bytes) -> set[tuple[int, ...]]:
    """The dates that the package says its parts have, those of workbooks behind charts among them."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        dates = {tuple(entry.date_time) for entry in archive.infolist()}
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                dates |= dates_of(archive.read(name))
    return dates


def everything_in(package: bytes) -> str:
    """All that a document says: names of parts, their text without marks, and each part as it is."""
    pieces: list[str] = []
    for name, data in parts_of(package).items():
        pieces += [name, data.decode("utf-8", "replace"), data.decode("utf-16-le", "replace")]
        if name.endswith((".xml", ".rels")):
            pieces.append("".join(text_of(data)))
    return "\n".join("".join(piece.split()) for piece in pieces)


def text_of(part: bytes) -> Iterator[str]:
    """The text of a part in its order."""
    return (str(text) for text in etree.fromstring(part).itertext())


def words_in(package: bytes) -> str:
    """The text of all parts, a space between them; where a line must not end is no matter."""
    said = "\n".join(
        " ".join(text_of(data)) for name, data in parts_of(package).items() if name.endswith(".xml")
    )
    return said.replace("\u00a0", " ")


def properties_of(package: bytes) -> dict[str, str]:
    """The properties of a document, those that say nothing left out."""
    core = etree.fromstring(parts_of(package)["docProps/core.xml"])
    return {each.tag.rpartition("}")[2]: each.text for each in core if each.text}
