"""Entities and their rules, one file per part of the domain (SQLAlchemy declarative)."""
