"""What is wrong with single fields of a form: the sentence that stands beside each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from types import MappingProxyType

from kam.core.errors import UserError


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: its name in the form, a code of ``kam.core.sentences``, the details.

    A field of a row in a list is called by its path: ``first_response.phone``.
    """

    field: str
    code: str
    details: Mapping[str, object] = default(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, name: str, error: UserError) -> FieldError:
        """An error of the domain as the field's own, said without naming the field it stands beside."""
        return cls(name, _BESIDE.get(error.code, error.code), MappingProxyType(dict(error.details)))


_BESIDE: Mapping[str, str] = MappingProxyType(
    {
        "domain.too_long": "field.too_long",
        "domain.out_of_range": "field.out_of_range",
        "domain.norm_out_of_range": "field.out_of_range",
    }
)


class FieldErrors(UserError):  # noqa: N818 - it holds one error a field
    """A form that cannot be saved as it is: nothing was written, and each wrong field says why."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("field.form_refused", fields=", ".join(each.field for each in self.errors))

    def of(self, name: str) -> FieldError | None:
        """What is wrong with a field, if anything is."""
        return next((each for each in self.errors if each.field == name), None)


def refuse(errors: Iterable[FieldError]) -> None:
    """Raise FieldErrors when there are any."""
    found = tuple(errors)
    if found:
        raise FieldErrors(found)
