"""French forms of durations."""


def format_duration(seconds: float) -> str:
    """Format seconds, rounded to the minute: « 24 min » or « 1 h 05 »; one minute at least."""
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    return f"{hours}\u00a0h\u00a0{minutes:02}" if hours else f"{minutes}\u00a0min"


def format_timecode(seconds: float) -> str:
    """Format seconds as « 4:05 » or « 1:02:03 »."""
    minutes, second = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"
