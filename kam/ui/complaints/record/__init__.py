"""The record of a complaint: everything about it on one page."""
