"""What a file is: told by its first bytes where they tell, else by the ending of its name."""

from __future__ import annotations

from typing import Final

from kam.core.file_names import ending_of
from kam.services.documents.rows import PreviewKind

HEAD: Final = 16
"""How many bytes tell."""
PDF: Final = "application/pdf"
_SIGNATURES: Final = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_ENDINGS: Final = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "eml": "message/rfc822",
    "ics": "text/calendar",
    "md": "text/markdown",
    "msg": "application/vnd.ms-outlook",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "vcf": "text/vcard",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "zip": "application/zip",
}
UNKNOWN: Final = "application/octet-stream"
_IMAGES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp"})


def media_type(name: str, head: bytes) -> str:
    """The media type of a file; ``application/octet-stream`` where nothing tells."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    return _ENDINGS.get(ending_of(name), UNKNOWN)


def preview_of(kind: str | None) -> PreviewKind | None:
    """How kam itself can show a file of a media type."""
    if kind == PDF:
        return PreviewKind.PDF
    return PreviewKind.IMAGE if kind in _IMAGES else None
