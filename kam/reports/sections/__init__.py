"""The sections of the brief, a file for each subject."""
