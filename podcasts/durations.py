"""Durations as people write them."""


def format_timecode(seconds):
    """Return a number of seconds as « 4:05 » or « 1:02:03 »."""
    minutes, second = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"
