"""Papers about complaints: the 8D report, the record, the answer, the register, and what they teach."""
