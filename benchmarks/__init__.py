"""Repeatable measurements against floors in plain sqlite3 and reportlab: ``python -m benchmarks``."""
