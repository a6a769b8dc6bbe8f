"""The workspace file: engine, unit of work, journal, search index, migrations, backup, recovery."""
