"""What of a table's columns belongs to this computer: widths, order, which are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kam.ui.widgets.table.column import Column


@dataclass
class ColumnState:
    """Widths by column, the order of columns, and those hidden."""

    widths: dict[str, int] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    @classmethod
    def usual(cls, columns: Sequence[Column[Any]]) -> ColumnState:
        """As the columns themselves say."""
        return cls(
            widths={column.id: column.width for column in columns},
            order=[column.id for column in columns],
            hidden=[column.id for column in columns if not column.shown],
        )

    @classmethod
    def of(cls, kept: object, columns: Sequence[Column[Any]]) -> ColumnState:
        """What was kept, as far as it can be read; columns that are new since stand where they usually do."""
        state = cls.usual(columns)
        if not isinstance(kept, Mapping):
            return state
        known = set(state.order)
        widths = kept.get("widths")
        if isinstance(widths, Mapping):
            fitting = {
                name: width for name, width in widths.items() if name in known and isinstance(width, int)
            }
            state.widths |= {name: min(max(width, 32), 2000) for name, width in fitting.items()}
        order = kept.get("order")
        if isinstance(order, list):
            found = [name for name in dict.fromkeys(order) if name in known]
            state.order = _merged(found, state.order)
        hidden = kept.get("hidden")
        if isinstance(hidden, list) and isinstance(order, list):
            new = {name for name in known if name not in order}
            usual = [name for name in state.hidden if name in new]
            state.hidden = [name for name in hidden if name in known] + usual
        return state

    def kept(self) -> dict[str, Any]:
        """What is put away."""
        return {"widths": dict(self.widths), "order": list(self.order), "hidden": list(self.hidden)}


def _merged(found: list[str], usual: list[str]) -> list[str]:
    """The kept order, with each new column after the one it usually follows."""
    merged = list(found)
    for number, name in enumerate(usual):
        if name in merged:
            continue
        before = next((each for each in reversed(usual[:number]) if each in merged), None)
        merged.insert(0 if before is None else merged.index(before) + 1, name)
    return merged
