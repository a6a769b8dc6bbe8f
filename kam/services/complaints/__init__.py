"""Complaints: registered, answered in time, cured at the cause, closed with the client (domain.md §8)."""
