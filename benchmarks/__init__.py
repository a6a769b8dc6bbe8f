"""Repeatable measurements of kam against floors written in plain sqlite3 and reportlab: ``python -m benchmarks``."""
