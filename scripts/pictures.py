"""Makes the pictures of the guide anew from the demo, as of one fixed morning: ``scripts/pictures``."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402 - the checkout comes first

from kam.core.clock import FixedClock  # noqa: E402
from kam.core.words import LANGUAGES  # noqa: E402
from kam.services.briefs import brief_pdf  # noqa: E402
from kam.services.demo import write_demo  # noqa: E402
from kam.services.files import open_workspace  # noqa: E402

PICTURES = ROOT / "docs" / "guide" / "pictures"
MORNING = FixedClock(datetime(2026, 11, 23, 14, 40, tzinfo=UTC))
SCALE = 100 / 72
COLOURS = 32


def main() -> int:
    """Draw the brief and the client's copy in each language; one picture a page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            path = Path(folder, f"{language}.kam")
            meeting = write_demo(path, language=language, clock=MORNING).value.next_meeting
            with open_workspace(path, MORNING) as workspace:
                for name, safe in (("brief", False), ("client", True)):
                    paper = brief_pdf(
                        workspace,
                        meeting_id=meeting,
                        as_of=MORNING.now(),
                        language=language,
                        customer_safe=safe,
                    )
                    _render(paper.pdf, f"{name}-{language}")
    return 0


def _render(pdf: bytes, name: str) -> None:
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        picture = page.render(scale=SCALE).to_pil().quantize(COLOURS)
        picture.save(PICTURES / f"{name}-{number}.png", optimize=True)
        print(f"docs/guide/pictures/{name}-{number}.png")
    document.close()


if __name__ == "__main__":
    sys.exit(main())
