"""How a client is called where there is little room."""

from kam.analysis.short_names import short_name

__all__ = ["short_name"]
