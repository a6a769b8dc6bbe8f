"""Complaints: board, table, register, record, conclusions; shared by their page and the client's tab."""
