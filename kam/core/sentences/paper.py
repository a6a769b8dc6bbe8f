"""Sentences of the paper area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "paper.no_template": label("error", "A template can be given for Word documents and slides alone."),
    "paper.template_unreadable": label(
        "error",
        "{name} cannot be used as a template: a Word document (.docx, .dotx) or a presentation "
        "(.pptx, .potx) of the kind asked for is needed, without macros and not protected by a password.",
    ),
    "paper.one_page": label(
        "error",
        "What must never be cut (names, late promises, limits, clocks) does not fit on one page: "
        "print with --pages 2 or --pages all.",
    ),
    "paper.two_pages": label(
        "error",
        "What must never be cut (names, late promises, limits, clocks) does not fit on two pages: "
        "print with --pages all.",
    ),
    "paper.client_one_page": label(
        "error", "The document for the client does not fit on one page: print with --pages all."
    ),
    "paper.client_two_pages": label(
        "error", "The document for the client does not fit on two pages: print with --pages all."
    ),
}
