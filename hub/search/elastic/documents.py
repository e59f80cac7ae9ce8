"""From an `Entry` to the document that Elasticsearch keeps."""

from collections.abc import Iterable
from typing import Any

from hub.core.values.typography import alphabetical_key
from hub.search import weights
from hub.search.analysis import Token, clean, tokens
from hub.search.contract import Entry
from hub.search.elastic.mapping import FRONT_FIELDS, TIMES
from hub.search.fields import FIELD_SEPARATOR

AS_THEY_ARE = ("uid", "kind", "title", "url", "path", "locale", "content_hash")
UID_LENGTH = 200
# What a keyword may weigh is limited by Lucene: 32,766 bytes; the rest of a title sorts nothing.
SORTED_LENGTH = 200


def document(entry: Entry) -> dict[str, Any]:
    """Return the document of an entry, as JSON values."""
    texts = {
        "title": entry.title,
        "themes": "\n".join(entry.themes),
        "territories": "\n".join(entry.territories),
        "summary": entry.summary,
        "body": entry.body,
    }
    words = {name: tokens(text) for name, text in texts.items()}
    opening = [token for token in words["body"] if token.end <= weights.OPENING_CHARACTERS]
    front = [token for name in FRONT_FIELDS for token in TIMES[name] * said(name, words[name])]
    weighed = front + said("body", words["body"])
    title = _exact(words["title"])
    labels = [tokens(label) for label in (*entry.themes, *entry.territories)]
    return {
        **{name: clean(getattr(entry, name)) for name in AS_THEY_ARE},
        "alphabetical": alphabetical_key(clean(entry.sort_title or entry.title))[:SORTED_LENGTH],
        "title_words": title[:SORTED_LENGTH],
        "date": entry.date.isoformat() if entry.date else None,
        "visible_until": entry.visible_until.isoformat() if entry.visible_until else None,
        "filters": _filters(entry),
        "exact": {
            **{name: _exact(words[name]) for name in ("title", "summary", "body")},
            "labels": FIELD_SEPARATOR.join(map(_exact, labels)),
        },
        "words": " ".join(token.exact for token in weighed),
        "stems": " ".join(token.stem for token in weighed),
        "front": " ".join(token.stem for token in front + said("body", opening)),
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


def _filters(entry: Entry) -> dict[str, list[str]]:
    """Return the values by parameter, the kind included."""
    filters = {name: [clean(value) for value in values] for name, values in entry.filters.items()}
    return filters | {"type": [clean(entry.kind), *filters.get("type", ())]}


def said(name: str, found: Iterable[Token]) -> list[Token]:
    """Return the tokens that say something; a title may be made of small words only."""
    return [token for token in found if name == "title" or not token.is_stop]


def _written(texts: dict[str, str], words: dict[str, list[Token]]) -> list[str]:
    """Return the distinct words as they are written, in lower case."""
    found = {
        texts[name][token.start : token.end].lower()
        for name, found_there in words.items()
        for token in found_there
        if not token.is_stop
    }
    return sorted(clean(word) for word in found if word.isalpha())
