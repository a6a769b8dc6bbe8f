"""What the documents of office programs have in common: packages without traces, faces, tables."""
