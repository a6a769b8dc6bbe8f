"""The timeline of a person, and of everybody."""
