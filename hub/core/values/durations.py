"""Durations as people write them."""


def format_duration(seconds):
    """Return a number of seconds in rounded words, « 24 min » or « 1 h 05 »; at least a minute."""
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    return f"{hours}\u00a0h\u00a0{minutes:02}" if hours else f"{minutes}\u00a0min"


def format_timecode(seconds):
    """Return a number of seconds as « 4:05 » or « 1:02:03 »."""
    minutes, second = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"
