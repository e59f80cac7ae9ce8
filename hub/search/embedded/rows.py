"""Conversion of an `Entry` into database rows."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, Self

from hub.core.values.typography import alphabetical_key
from hub.search.analysis import clean, exact_text
from hub.search.contract import Entry, Fragment
from hub.search.fields import EntryWords
from hub.search.models import SearchEntry

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FRONT_UNIT = 10  # `SearchPosting.front` is in tenths
WRITTEN_LENGTH = 80
LIMITS = {
    field.name: field.max_length for field in SearchEntry._meta.local_fields if field.max_length
}


def refusal(entry: Entry) -> str:
    """Return why an entry cannot be stored, in French; empty when it can."""
    if not entry.uid.strip():
        return "Un élément sans identifiant ne peut pas être trouvé."
    for name, longest in LIMITS.items():
        if len(getattr(entry, name)) > longest:
            return f"Le champ «\u00a0{name}\u00a0» dépasse {longest} signes."
    return ""


def microseconds(moment: datetime | None) -> int | None:
    """Return a datetime as whole microseconds since 1970; None for None."""
    if moment is None:
        return None
    elapsed = moment - EPOCH
    return (elapsed.days * 86_400 + elapsed.seconds) * 1_000_000 + elapsed.microseconds


def value_lines(entry: Entry) -> str:
    """Return the filter values of an entry, one « theme=mobilite » per line, kind included."""
    pairs = {f"type={entry.kind}": None}
    for parameter, values in entry.filters.items():
        pairs |= {f"{parameter}={value}".replace("\n", " "): None for value in values}
    return clean("\n".join(pairs))


class WordRow(NamedTuple):
    """A word of an entry: stem, spelling, front weight (in tenths), occurrences in the body."""

    stem: str
    written: str
    front: int
    body: int


@dataclass
class Rows:
    """Column values stored for one entry; `words` is {exact word: WordRow}."""

    entry: dict[str, Any]
    text: dict[str, Any]
    words: dict[str, WordRow]

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Return the rows of an entry, after text analysis."""
        analysed = EntryWords(entry)
        fields = {
            "kind": clean(entry.kind),
            "day": entry.date.toordinal() if entry.date else None,
            "expires": microseconds(entry.visible_until),
            "path": clean(entry.path),
            "length": len(analysed.body.tokens),
            "values": value_lines(entry),
            "title_key": alphabetical_key(clean(entry.sort_title or entry.title)),
            "title_words": exact_text(entry.title),
            "title": clean(entry.title),
            "url": clean(entry.url),
            "content_hash": clean(entry.content_hash),
            "version": entry.version,
            "is_gone": False,
        }
        text = {
            "summary": clean(entry.summary),
            "body": clean(entry.body),
            "fragments": [_fragment(fragment) for fragment in entry.fragments],
            "exact": analysed.exact,
        }
        return cls(fields, text, _weights(analysed))


def _fragment(fragment: Fragment) -> dict[str, Any]:
    """Return a fragment as JSON values, without the cues when it has none."""
    values = {k: clean(v) if isinstance(v, str) else v for k, v in asdict(fragment).items()}
    return values if fragment.cues else {k: v for k, v in values.items() if k != "cues"}


def _weights(analysed: EntryWords) -> dict[str, WordRow]:
    """Return {exact word: WordRow} of all the fields of an entry."""
    front, body, seen = defaultdict(float), defaultdict(int), {}
    for field in analysed.front:
        for token in field.indexed:
            front[token.exact] += field.weight
            if token.exact not in seen:
                seen[token.exact] = (token, field.text)
    for token in analysed.body.indexed:
        body[token.exact] += 1
        if token.exact not in seen:
            seen[token.exact] = (token, analysed.body.text)
    return {
        word: WordRow(
            stem=token.stem,
            written=clean(text[token.start : token.end]).lower()[:WRITTEN_LENGTH],
            front=round(front.get(word, 0) * FRONT_UNIT),
            body=body.get(word, 0),
        )
        for word, (token, text) in seen.items()
    }
