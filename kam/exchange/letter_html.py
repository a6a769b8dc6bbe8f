"""The text of a letter written as HTML; nothing in it is loaded, run or followed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_SILENT: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_BREAKS: Final = frozenset(
    {"p", "div", "br", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section"}
)
_QUOTES: Final = frozenset({"blockquote"})
_QUOTE_CLASS: Final = re.compile(
    r"gmail_quote|moz-cite|yahoo_quoted|divRplyFwdMsg|OutlookMessageHeader", re.IGNORECASE
)
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|font-size\s*:\s*0|visibility\s*:\s*hidden|max-height\s*:\s*0", re.IGNORECASE
)
_LONGEST: Final = 2_000_000
_VOID: Final = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)


def html_to_text(html: str) -> str:
    """What a reader sees: paragraphs as lines, list items with a dash, quoted letters left out."""
    reader = _Reader()
    reader.feed(html[:_LONGEST])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers text; elements that are not seen silence what is inside them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Lines break at blocks; what is hidden or quoted is silenced until it ends."""
        values = {name: value or "" for name, value in attrs}
        if self._silent:
            if tag == self._silent[0] and tag not in _VOID:
                self._silent.append(tag)
            return
        if tag not in _VOID and _is_silent(tag, values):
            self._silent = [tag]
        elif tag == "li":
            self.pieces.append("\n– ")
        elif tag in _BREAKS:
            self.pieces.append("\n")
        elif tag == "td":
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """What was silent speaks again where its element ends."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self._silent:
            self.pieces.append(data.replace("\n", " "))


def _is_silent(tag: str, values: dict[str, str]) -> bool:
    quoted = _QUOTE_CLASS.search(f"{values.get('class', '')} {values.get('id', '')}")
    return tag in _SILENT or tag in _QUOTES or bool(quoted or _HIDDEN.search(values.get("style", "")))
