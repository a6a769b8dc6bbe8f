"""Pure calculations: plain records in, values out. No clock, no files, no database."""
