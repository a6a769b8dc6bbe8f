"""An error of the user's kind carries a code and details, and is fit for a log."""

from __future__ import annotations

import pytest

from kam.core.errors import AmbiguousError, ConflictError, NotFoundError, RuleError, UserError


@pytest.mark.parametrize("kind", [NotFoundError, AmbiguousError, RuleError, ConflictError])
def test_every_kind_is_caught_as_a_user_error(kind: type[UserError]) -> None:
    error = kind("area.code", name="Альфа")
    with pytest.raises(UserError) as caught:
        raise error
    assert caught.value.code == "area.code"
    assert caught.value.details == {"name": "Альфа"}


def test_its_text_names_code_and_details() -> None:
    assert str(UserError("area.code", row=3, name="x")) == "area.code(row=3, name='x')"
