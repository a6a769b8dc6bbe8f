"""Content in, PDF out."""
