"""Puts the compiled catalogues of words into the wheel: .po is kept, .mo is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[misc]  # hatchling is a build tool, unknown to mypy here
    """Compiles each kam.po before a wheel is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the .mo files and name them to the wheel, which leaves out what git ignores."""
        root = Path(self.root)
        for source in sorted((root / "resources" / "locale").glob("*/LC_MESSAGES/kam.po")):
            target = source.with_suffix(".mo")
            language = source.parent.parent.name
            with source.open("rb") as file:
                catalogue = read_po(file, locale=language)
            with target.open("wb") as file:
                write_mo(file, catalogue)
            build_data["force_include"][str(target)] = f"kam/resources/locale/{language}/LC_MESSAGES/kam.mo"
