"""Writes the sample workspace of the newest schema, once, when its migration is written.

    .venv/bin/python scripts/schema_sample.py            writes tests/data/schema_NNNN.kam

A schema is never changed after it was in anybody's hands. What changes from then on is a migration of its
own: raise HEAD in kam/store/migrations, write versions/NNNN_….py by hand, then its sample by this.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kam.core.clock import FixedClock  # noqa: E402
from kam.store.migrations import HEAD, revision_name  # noqa: E402
from tests.builders import Office  # noqa: E402 - the path comes first

CLOCK = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))


def write_sample(target: Path) -> None:
    """A workspace of this schema with a little of everything that the builders know."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office.at(Path(folder), name=target.name, now=CLOCK.now())
        account = office.account("Северогорский метизный завод")
        person = office.stakeholder(account)
        office.meeting(account, None, person)
        office.promise(account, "Send the rollout plan")
        office.workspace.close()
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(office.workspace.path.read_bytes())


def main() -> None:
    """Write the sample unless it is there."""
    sample = ROOT / "tests" / "data" / f"schema_{revision_name(HEAD)}.kam"
    if sample.exists():
        sys.exit(f"{sample.relative_to(ROOT)} is there and stays: other programs' files look like it")
    write_sample(sample)
    print(sample.relative_to(ROOT))


if __name__ == "__main__":
    main()
