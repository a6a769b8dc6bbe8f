"""Formats in and out: bytes to rows and back."""
