"""Making one client of two, field by field."""
