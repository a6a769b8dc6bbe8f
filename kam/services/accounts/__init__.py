"""Accounts as records: made, found twice, changed, merged, put into holdings, pinned."""
