"""Conversion of an `Entry` into an Elasticsearch document."""

from collections.abc import Iterable, Sequence
from typing import Any

from hub.core.values.typography import alphabetical_key
from hub.search import weights
from hub.search.analysis import Token, clean, index_words, numbers_of, tokens
from hub.search.contract import Entry
from hub.search.elastic.mapping import FRONT_FIELDS, TIMES
from hub.search.fields import FIELD_SEPARATOR

COPIED_FIELDS = ("uid", "kind", "title", "url", "path", "content_hash")
UID_LENGTH = 200
# Lucene limits a keyword to 32,766 bytes; the end of a long title does not matter for sorting.
SORTED_LENGTH = 200


def document(entry: Entry) -> dict[str, Any]:
    """Return the document of an entry, as JSON values (fields: `hub.search.elastic.mapping`)."""
    texts = {
        "title": entry.title,
        "themes": "\n".join(entry.themes),
        "territories": "\n".join(entry.territories),
        "summary": entry.summary,
        "body": entry.body,
    }
    words = {name: tokens(text) for name, text in texts.items()}
    indexed = {name: indexed_tokens(name, text, words[name]) for name, text in texts.items()}
    front = [token for name in FRONT_FIELDS for token in TIMES[name] * indexed[name]]
    weighted = front + indexed["body"]
    opening = [token for token in indexed["body"] if token.end <= weights.OPENING_CHARACTERS]
    title = _exact(words["title"])
    labels = [tokens(label) for label in (*entry.themes, *entry.territories)]
    fields = [words[name] for name in ("title", "summary", "body")]
    return {
        **{name: clean(getattr(entry, name)) for name in COPIED_FIELDS},
        "alphabetical": alphabetical_key(clean(entry.sort_title or entry.title))[:SORTED_LENGTH],
        "title_words": title[:SORTED_LENGTH],
        "date": entry.date.isoformat() if entry.date else None,
        "visible_until": entry.visible_until.isoformat() if entry.visible_until else None,
        "filters": _filters(entry),
        "exact": {
            **{name: _exact(words[name]) for name in ("title", "summary", "body")},
            "labels": FIELD_SEPARATOR.join(map(_exact, labels)),
            "stems": FIELD_SEPARATOR.join(map(_stems, (*fields, *labels))),
        },
        "words": " ".join(token.exact for token in weighted),
        "known": " ".join(form for token in weighted for form in numbers_of(token.exact)),
        "stems": " ".join(token.stem for token in weighted),
        "front": " ".join(token.stem for token in front + opening),
        "spelling": " ".join(_written(texts, words)),
    }


def refusal(entry: Entry) -> str:
    """Return why an entry cannot be stored, in French; empty when it can."""
    if not entry.uid.strip():
        return "Un élément sans identifiant ne peut pas être trouvé."
    if len(entry.uid) > UID_LENGTH:
        return f"L’identifiant dépasse {UID_LENGTH} signes."
    return ""


def _exact(found: Iterable[Token]) -> str:
    return " ".join(token.exact for token in found)


def _stems(found: Iterable[Token]) -> str:
    return " ".join(token.stem for token in found if not token.is_stop)


def _filters(entry: Entry) -> dict[str, list[str]]:
    """Return {parameter: values}, kind included."""
    filters = {name: [clean(value) for value in values] for name, values in entry.filters.items()}
    return filters | {"type": [clean(entry.kind), *filters.get("type", ())]}


def indexed_tokens(name: str, text: str, found: Sequence[Token]) -> list[Token]:
    """Return the tokens without stop words, and the joined forms of the compounds.

    The stop words of a title are kept: it may have no other words.
    """
    kept = [token for token in found if name == "title" or not token.is_stop]
    return kept + index_words(text, found)


def _written(texts: dict[str, str], words: dict[str, list[Token]]) -> list[str]:
    """Return the distinct words as spelled in the texts, in lower case."""
    found = {
        texts[name][token.start : token.end].lower()
        for name, found_there in words.items()
        for token in found_there
        if not token.is_stop
    }
    return sorted(clean(word) for word in found if word.isalpha())
