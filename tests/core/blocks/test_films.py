import pytest

from hub.core.blocks.films import film_embed_url

YOUTUBE = "https://www.youtube-nocookie.com/embed/"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", f"{YOUTUBE}abcdefghijk"),
        ("https://m.youtube.com/watch?t=3&v=abcdefghijk&x=1", f"{YOUTUBE}abcdefghijk"),
        ("https://youtu.be/abc-_fghijk?t=12", f"{YOUTUBE}abc-_fghijk"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        (
            "https://www.dailymotion.com/video/x8abcd",
            "https://geo.dailymotion.com/player.html?video=x8abcd",
        ),
    ],
)
def test_a_film_of_a_known_host_has_a_player(url: str, player: str) -> None:
    assert film_embed_url(url) == player


@pytest.mark.parametrize(
    "url",
    [
        "",
        None,
        "https://example.org/watch?v=abcdefghijk",
        "https://www.youtube.com.example.org/watch?v=abcdefghijk",
        "https://example.org/?https://youtu.be/abcdefghijk",
        "http://youtu.be/abcdefghijk",
        "javascript:alert(1)//https://youtu.be/abcdefghijk",
        'https://youtu.be/"><script>',
        "https://youtu.be/",
        "https://vimeo.com/../../x",
        "https://www.youtube.com/watch#v=abcdefghijk",
    ],
)
def test_any_other_address_has_none(url: str | None) -> None:
    assert film_embed_url(url) == ""
