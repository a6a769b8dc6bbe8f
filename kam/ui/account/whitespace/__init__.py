"""The whitespace matrix: a grid typed in place, shown in the dossier and among the money of an account."""
