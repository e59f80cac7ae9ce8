"""French forms of durations."""


def format_duration(seconds: float) -> str:
    """Format seconds: « 30 s », « 2 min 30 » below ten minutes, « 24 min », « 1 h 05 »."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}\u00a0s"
    minutes, rest = divmod(whole, 60)
    if minutes < 10:
        return f"{minutes}\u00a0min\u00a0{rest:02}" if rest else f"{minutes}\u00a0min"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours}\u00a0h\u00a0{minutes:02}" if hours else f"{minutes}\u00a0min"


def format_timecode(seconds: float) -> str:
    """Format seconds as « 4:05 » or « 1:02:03 »."""
    minutes, second = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"


def format_seconds(seconds: float) -> str:
    """Format seconds as in the fragment of a media address: « 754 » or « 754.25 »."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
