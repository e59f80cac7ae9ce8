"""Player URLs of video hosts, for iframes that load after a click."""

import re

# Page URL of a film at each host, and the URL of its player without cookies before playback.
FILM_HOSTS = [
    (
        re.compile(
            r"^https://(?:www\.|m\.)?(?:youtube\.com/watch\?(?:[^#]*&)?v=|youtu\.be/)([\w-]{6,20})"
        ),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    (
        re.compile(r"^https://(?:www\.)?vimeo\.com/(\d{4,12})"),
        "https://player.vimeo.com/video/{}?dnt=1",
    ),
    (
        re.compile(r"^https://(?:www\.)?dailymotion\.com/video/(\w{4,12})"),
        "https://geo.dailymotion.com/player.html?video={}",
    ),
]


def film_embed_url(url: str | None) -> str:
    """Return the player URL of a film page; an empty text for an unknown host."""
    for pattern, player in FILM_HOSTS:
        if match := pattern.match(url or ""):
            return player.format(match[1])
    return ""
