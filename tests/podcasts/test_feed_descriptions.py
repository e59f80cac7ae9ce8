"""HTML of the descriptions of the feed."""

import pytest

from podcasts.feed.descriptions import MORE, feed_blocks, fit

URL = "https://example.org/suite/?a=1&b=2"
LINK = f'<p><a href="https://example.org/suite/?a=1&amp;b=2">{MORE}</a></p>'


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("Un texte", ["<p>Un texte</p>"]),
        ("<p>Un</p>\n\n<p> deux </p>", ["<p>Un</p>", "<p>deux</p>"]),
        ("<p>Un<br>deux</p>", ["<p>Un</p>", "<p>deux</p>"]),
        ("<h2>Titre <em>fort</em></h2>", ["<p><strong>Titre <em>fort</em></strong></p>"]),
        ("<div>avant<p>dans</p>après</div>", ["<p>avant</p>", "<p>dans</p>", "<p>après</p>"]),
        ("<ul><li>un</li><li>deux</li></ul>", ["<ul><li>un</li><li>deux</li></ul>"]),
        (
            "<ol><li>un<ul><li>a</li></ul></li></ol>",
            ["<ol><li>un<ul><li>a</li></ul></li></ol>"],
        ),
        ("<ol><li><p>un</p><p>deux</p></li></ol>", ["<ol><li>un  deux</li></ol>"]),
        (
            "<table><caption>T</caption><tr><th>a</th><td>b</td></tr></table>",
            ["<p><strong>T</strong></p>", "<p>a | b</p>"],
        ),
        (
            '<p><b>a</b><i>b</i><u>c</u><span style="x">d</span></p>',
            ["<p><b>a</b><i>b</i>cd</p>"],
        ),
        ('<p><a href="/ici/">lien</a></p>', ['<p><a href="http://testserver/ici/">lien</a></p>']),
        (
            '<p><a href="https://example.org/?a=1&amp;b">lien</a></p>',
            ['<p><a href="https://example.org/?a=1&amp;b">lien</a></p>'],
        ),
        (
            '<p><a href="mailto:a@example.org">a</a></p>',
            ['<p><a href="mailto:a@example.org">a</a></p>'],
        ),
        ('<p><a href="javascript:alert(1)">lien</a></p>', ["<p>lien</p>"]),
        ('<p><a href="//example.org/">lien</a><a>nu</a></p>', ["<p>liennu</p>"]),
        ('<p>avant <img src="/a.jpg" alt="x"> après</p>', ["<p>avant après</p>"]),
        ("<script>mal()</script><style>p{}</style><!-- rien -->", []),
        ("<p>a &lt;b&gt; &amp; c\u00a0: d</p>", ["<p>a &lt;b&gt; &amp; c\u00a0: d</p>"]),
        ("<p> </p><ul></ul><h2></h2>", []),
        ("", []),
    ],
)
def test_html_keeps_its_words_and_only_allowed_tags(html: str, blocks: list[str]) -> None:
    assert [block.replace("  ", " ") for block in feed_blocks(html)] == [
        block.replace("  ", " ") for block in blocks
    ]


def test_short_description_is_whole() -> None:
    blocks = ["<p>é</p>", "<p>à</p>"]
    size = len("".join(blocks).encode())

    assert fit(blocks, size, URL) == "<p>é</p><p>à</p>"
    assert fit([], 0, URL) == ""


@pytest.mark.parametrize("limit", [120, 150, 200, 333, 500])
def test_long_description_is_cut_between_words_with_a_link(limit: int) -> None:
    blocks = ["<p>Début &amp; suite.</p>", f"<p>{'été <b>ouvert</b> ' * 60}</p>", "<p>Fin.</p>"]
    text = fit(blocks, limit, URL)

    assert len(text.encode()) <= limit
    assert text.endswith(LINK)
    assert text.startswith(blocks[0])
    assert ("…" in text) == (limit > 120)
    assert text.count("<p>") == text.count("</p>")
