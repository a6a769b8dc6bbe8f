"""The letter on its way out of kam: as a file on disk and as a link for the mail program."""

from __future__ import annotations

from pathlib import Path

from kam.exchange.letters_out import letter_file, mail_link
from kam.services.followup.writing import Letter
from kam.services.tables import save_bytes


def as_file(letter: Letter, path: Path) -> Path:
    """Write the letter as an ``.eml`` draft; a file that was there is replaced whole or not at all."""
    content = letter_file(to=letter.to, subject=letter.subject, text=letter.text, sender=letter.sender)
    return save_bytes(content, path)


def as_link(letter: Letter) -> tuple[str, bool]:
    """A ``mailto:`` link, and whether the whole letter is in it; a long one carries the head alone."""
    whole = mail_link(to=letter.to, subject=letter.subject, text=letter.text)
    if whole is not None:
        return whole, True
    return mail_link(to=letter.to[:20], subject=letter.subject[:200], text="") or "mailto:", False
