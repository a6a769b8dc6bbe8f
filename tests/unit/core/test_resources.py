"""The files that come with the program are where the program looks for them."""

from __future__ import annotations

import pytest

from kam.core.resources import resource_path


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_compiled_words_are_found(language: str) -> None:
    assert resource_path("locale", language, "LC_MESSAGES", "kam.mo").is_file()


def test_the_typefaces_are_found_with_their_licences() -> None:
    names = [path.name for path in resource_path("fonts").iterdir()]
    assert any(name.endswith(".ttf") for name in names)
    assert any("LICENSE" in name for name in names)
