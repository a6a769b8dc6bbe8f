"""A timeline with its filters, used by the account's tab and by the page of a person and of everybody."""
