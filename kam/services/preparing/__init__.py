"""Preparing a meeting: what its brief needs part by part, its arrangement, the papers that were printed."""

from __future__ import annotations

from kam.services.preparing.arranging import arrange, arrange_as_usual, make_usual
from kam.services.preparing.papers import Paper, PaperRow, Way, delete_paper, keep_paper, paper_bytes
from kam.services.preparing.phrases import PhraseRow, delete_phrase, keep_phrase, phrase_book
from kam.services.preparing.reading import (
    BriefWish,
    Collected,
    Preparation,
    Somebody,
    collect,
    read_preparation,
)
from kam.services.preparing.saving import save_part
from kam.services.preparing.states import Lack, LackKind, Readiness, SectionState, Where, section_states

__all__ = [
    "BriefWish",
    "Collected",
    "Lack",
    "LackKind",
    "Paper",
    "PaperRow",
    "PhraseRow",
    "Preparation",
    "Readiness",
    "SectionState",
    "Somebody",
    "Way",
    "Where",
    "arrange",
    "arrange_as_usual",
    "collect",
    "delete_paper",
    "delete_phrase",
    "keep_paper",
    "keep_phrase",
    "make_usual",
    "paper_bytes",
    "phrase_book",
    "read_preparation",
    "save_part",
    "section_states",
]
