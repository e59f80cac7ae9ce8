"""Generate French-looking entries and queries for benchmarks, from a fixed seed.

Word frequencies follow Zipf's law. Words are made of French syllables and endings, to exercise
stemming, accents and elision.
"""

import datetime
import itertools
import random
from collections.abc import Iterator

from hub.search.contract import Entry, Fragment, SearchRequest

VOCABULARY = 30_000
KINDS = ("lettre", "initiative", "episode", "evenement", "ressource")
THEMES, TERRITORIES, YEARS = 30, 1_500, 9
FIRST_DAY = datetime.date(2018, 1, 1)
ONSETS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "ch",
    "cr",
    "dr",
    "fr",
    "gr",
    "pl",
    "pr",
    "tr",
    "qu",
]
VOWELS = [
    "a",
    "e",
    "i",
    "o",
    "u",
    "é",
    "è",
    "ai",
    "au",
    "eau",
    "ou",
    "eu",
    "on",
    "an",
    "in",
    "ou",
    "oi",
]
ENDINGS = ["", "", "e", "es", "s", "er", "ent", "ation", "ations", "ement", "ique", "iques", "al"]
SMALL_WORDS = [
    "de",
    "la",
    "le",
    "les",
    "des",
    "et",
    "à",
    "l’",
    "d’",
    "en",
    "un",
    "une",
    "du",
    "pour",
    "que",
    "qui",
    "dans",
    "sur",
    "par",
    "au",
    "avec",
    "ce",
    "il",
    "plus",
    "ne",
    "se",
]
FACETS = ("type", "theme", "territoire", "annee", "phase")


class Language:
    """A vocabulary of generated words: `words` from the most to the least frequent."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.words = self._vocabulary()
        self._weights = list(itertools.accumulate(1 / (i + 2) for i in range(len(self.words))))

    def _vocabulary(self) -> list[str]:
        pick, words = self.random.choice, {}
        while len(words) < VOCABULARY:
            root = "".join(
                pick(ONSETS) + pick(VOWELS) for _ in range(self.random.choice((1, 2, 2, 3)))
            )
            root += pick(ONSETS)
            # Not a set: its order changes with each process.
            for ending in dict.fromkeys(self.random.choices(ENDINGS, k=3)):
                words[root + ending] = None
        return list(words)[:VOCABULARY]

    def text(self, length: int) -> str:
        """Return a text of about `length` words, one stop word for each other word."""
        said = self.random.choices(self.words, cum_weights=self._weights, k=length // 2 + 1)
        small = self.random.choices(SMALL_WORDS, k=len(said))
        pairs = [
            f"{a}{b}" if a[-1] == "’" else f"{a} {b}" for a, b in zip(small, said, strict=True)
        ]
        sentences = [" ".join(pairs[i : i + 8]) for i in range(0, len(pairs), 8)]
        return ". ".join(sentence.capitalize() for sentence in sentences)


def entries(count: int, seed: int = 1) -> Iterator[Entry]:
    """Yield `count` entries; a smaller count gives a prefix of a larger one."""
    language = Language(seed)
    pick = language.random
    for number in range(count):
        kind = pick.choice(KINDS)
        body = language.text(int(min(pick.lognormvariate(6, 0.8), 5_000)))
        day = FIRST_DAY + datetime.timedelta(days=pick.randrange(365 * YEARS))
        territory = int(TERRITORIES * pick.random() ** 2)
        yield Entry(
            uid=f"page-{number}",
            kind=kind,
            title=language.text(8).capitalize(),
            url=f"/{kind}/{number}/",
            summary=language.text(30),
            body=body,
            themes=tuple(language.words[2_000 + t] for t in pick.sample(range(THEMES), 2)),
            territories=(language.words[5_000 + territory],),
            fragments=tuple(_fragments(body, pick)),
            filters={
                "theme": tuple(f"theme-{t}" for t in pick.sample(range(THEMES), 2)),
                "territoire": (f"territoire-{territory}",),
                "annee": (str(day.year),),
                "phase": (f"phase-{pick.randrange(5)}",),
            },
            path=f"0001{number % 7:04d}{number:08d}",
            date=day,
            content_hash=str(number),
            version=1,
        )


def _fragments(body: str, pick: random.Random) -> Iterator[Fragment]:
    """Yield parts of a body, as the blocks of a letter would."""
    for number, sentence in enumerate(body.split(". ")[::4]):
        kind = pick.choice(("quote", "answer", "rubrique", "cue"))
        yield Fragment(f"b-{number}", kind, sentence, person="Camille Martin", role="maire")


def requests(count: int, sample: list[Entry], seed: int = 2) -> Iterator[SearchRequest]:
    """Yield `count` requests about entries of `sample`: words, typos, phrases, filters."""
    pick = random.Random(seed)
    for _ in range(count):
        entry = pick.choice(sample)
        words = [word for word in (entry.title + " " + entry.body[:3_000]).split() if len(word) > 4]
        first = pick.randrange(max(len(words) - 3, 1))
        text = " ".join(pick.sample(words, min(len(words), pick.choice((1, 2, 2, 3, 3, 4, 6)))))
        chance = pick.random()
        if chance < 0.1:
            text = _with_typo(text, pick)
        elif chance < 0.15:
            text = f"« {' '.join(words[first : first + 2])} »"
        filters: dict[str, tuple[str, ...]] = {}
        if pick.random() < 0.3:
            filters["theme"] = (f"theme-{pick.randrange(THEMES)}",)
        if pick.random() < 0.2:
            filters["type"] = tuple(pick.sample(KINDS, 2))
        hidden = ("00010003",) if pick.random() < 0.5 else ()
        yield SearchRequest(text=text, filters=filters, facets=FACETS, hidden_paths=hidden)


def _with_typo(text: str, pick: random.Random) -> str:
    """Return a text with two letters swapped, never the first of a word."""
    places = [
        i for i in range(1, len(text) - 1) if text[i - 1].isalpha() and text[i : i + 2].isalpha()
    ]
    place = pick.choice(places) if places else 0
    return text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]
