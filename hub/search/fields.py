"""Tokens of an entry, field by field, as every engine stores them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from hub.search import weights
from hub.search.analysis import Token, index_words, tokens
from hub.search.contract import Entry

# Between two fields, so that no phrase matches across them: no folded word contains it.
FIELD_SEPARATOR = " | "


class Field(NamedTuple):
    """A weighted field: its text, its tokens, the weight of each occurrence of a word.

    `joined` are the joined forms of its compound words, which are indexed too.
    """

    text: str
    tokens: list[Token]
    joined: list[Token]
    weight: float = 1.0

    @property
    def indexed(self) -> list[Token]:
        """Every token to index."""
        return [*self.tokens, *self.joined]


def _field(text: str, found: Sequence[Token], weight: float = 1.0) -> Field:
    """Return the field of a text whose tokens are `found`, without stop words."""
    kept = [token for token in found if not token.is_stop]
    return Field(text, kept, index_words(text, found), weight)


@dataclass
class EntryWords:
    """The tokens of an entry."""

    entry: Entry

    @cached_property
    def title(self) -> Field:
        """The title, stop words included: a title can be made of them (« Et nous ? »)."""
        text = self.entry.title
        return Field(text, found := tokens(text), index_words(text, found), weights.TITLE)

    @cached_property
    def front(self) -> list[Field]:
        """The weighted fields: title, themes, territories, summary, opening of the body."""
        entry = self.entry
        texts = [
            (" . ".join(entry.themes), weights.THEMES),
            (" . ".join(entry.territories), weights.TERRITORIES),
            (entry.summary, weights.SUMMARY),
        ]
        fields = [_field(text, tokens(text), weight) for text, weight in texts]
        end = weights.OPENING_CHARACTERS
        opening = list(takewhile(lambda token: token.end <= end, self._body_tokens))
        return [self.title, *fields, _field(entry.body, opening, weights.OPENING)]

    @cached_property
    def body(self) -> Field:
        """The body, without stop words."""
        return _field(self.entry.body, self._body_tokens)

    @cached_property
    def _body_tokens(self) -> list[Token]:
        return tokens(self.entry.body)

    @cached_property
    def exact(self) -> str:
        """Every folded word, stop words included, field after field, for phrase searches."""
        labels = [tokens(label) for label in (*self.entry.themes, *self.entry.territories)]
        fields = [self.title.tokens, tokens(self.entry.summary), self._body_tokens, *labels]
        texts = [" ".join(token.exact for token in field) for field in fields]
        return f" {FIELD_SEPARATOR.join(texts)} "
