"""Making one person of two records."""
