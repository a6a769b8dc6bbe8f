"""The letter that sums up a meeting: read over, then copied, saved or handed to the mail program."""
