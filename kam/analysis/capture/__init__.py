"""What a KAM types after a contact, understood: promises, next steps, people, dates (domain.md §4, §5)."""
