"""Random malformed queries: no engine may raise.

python manage.py shell -c "from tests.search.contract.fuzzing import main; main(10_000)"
"""

import random
import re
import string
from collections.abc import Iterator

from hub.search.contract import Engine, SearchRequest
from hub.search.highlighting import Highlights, highlight

PIECES = [
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(",
    "title:",
    "body:*",
    "^",
    "~",
    "*",
    "?",
    '"',
    "'",
    "«",
    "»",
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "/",
    "+",
    "-",
    "--",
    "-école",
    "|",
    "&&",
    "<script>",
    "<mark>",
    "&amp;",
    "%s",
    "%00",
    "\x00",
    "\x1f",
    "\u200b",
    "\u202e",
    "�",
    "�",
    "🌱",
    "👩\u200d🌾",
    "é",
    "é",
    "œ",
    "ß",
    "İ",
    "ﬁ",
    "école",
    "mobilité",
    "l’été",
    "qu'",
    "d’",
    "n°",
    "C++",
    "1/2",
    "½",
    "²",
    "你好",
    "مرحبا",
    "_id",
    "null",
    "None",
    "{{",
    "}}",
    ";",
    "DROP",
    "TABLE",
]


MARKUP = re.compile(r"</?mark>")


def queries(count: int, seed: int = 3) -> Iterator[str]:
    """Yield `count` random texts: pieces of query syntax, words, arbitrary characters."""
    pick = random.Random(seed)
    for _ in range(count):
        pieces = pick.choices(PIECES, k=pick.randrange(8))
        if pick.random() < 0.3:
            pieces += [chr(pick.randrange(0x110000)) for _ in range(pick.randrange(20))]
        if pick.random() < 0.2:
            pieces += pick.choices(string.printable, k=pick.randrange(30))
        text = pick.choice(["", " ", " "]).join(pieces)
        yield text * 2_000 if pick.random() < 0.002 else text


def ask(engine: Engine, text: str) -> dict[str, Highlights]:
    """Call all query methods of an engine with a text; return the highlights of the hits."""
    page = engine.search(SearchRequest(text=text, facets=("type", "theme")))
    engine.suggest(text)
    return highlight(page.hits, name_of_index=getattr(engine, "name_of_index", "site"))


def find_unsafe_tags(engine: Engine, count: int) -> Iterator[str]:
    """Run `count` queries; yield those whose highlights hold a tag other than <mark>."""
    for text in queries(count):
        for shown in ask(engine, text).values():
            if any(
                "<" in MARKUP.sub("", html) for html in (shown.title, shown.summary, shown.excerpt)
            ):
                yield text
