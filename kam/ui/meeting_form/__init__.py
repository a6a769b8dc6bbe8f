"""The form of a meeting, opened from any page: ``ask_for_meeting`` for a new one, ``open_meeting``."""

from kam.ui.meeting_form.opening import ask_for_meeting, open_meeting

__all__ = ["ask_for_meeting", "open_meeting"]
