"""What goes wrong in the demo's own content: a bug of ours, never the user's."""

from __future__ import annotations


class DemoContentError(ValueError):
    """The demo's content does not fit the domain: an unknown field, handle, value, date or sum."""
