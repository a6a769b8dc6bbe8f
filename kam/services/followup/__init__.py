"""The letter that sums up a meeting for the client: its facts, its words, and that it was sent."""

from __future__ import annotations

from kam.services.followup.facts import LetterFacts, LetterPromise, NextContact, Recipient, read_letter
from kam.services.followup.sending import SentLetter, note_sent
from kam.services.followup.writing import Letter, write_letter

__all__ = [
    "Letter",
    "LetterFacts",
    "LetterPromise",
    "NextContact",
    "Recipient",
    "SentLetter",
    "note_sent",
    "read_letter",
    "write_letter",
]
