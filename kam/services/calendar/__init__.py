"""The calendar: planning, moving and repeating of meetings, reading of a period, files of other calendars."""
