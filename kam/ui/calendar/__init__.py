"""The calendar page: day, week, month and list of meetings; whom it is time to meet; where the week goes."""
