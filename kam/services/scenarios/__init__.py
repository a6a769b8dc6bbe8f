"""Touch scenarios: templates of steps, and their application to clients (domain.md §5)."""
