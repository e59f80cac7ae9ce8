"""Tokens of an entry, field by field, as every engine stores them."""

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from hub.search import weights
from hub.search.analysis import Token, content_tokens, tokens
from hub.search.contract import Entry

# Between two fields, so that no phrase matches across them: no folded word contains it.
FIELD_SEPARATOR = " | "


class Field(NamedTuple):
    """A weighted field: its text, its tokens, the weight of each occurrence of a word."""

    text: str
    tokens: list[Token]
    weight: float = 1.0


@dataclass
class EntryWords:
    """The tokens of an entry."""

    entry: Entry

    @cached_property
    def title(self) -> Field:
        """The title, stop words included: a title can be made of them (« Et nous ? »)."""
        return Field(self.entry.title, tokens(self.entry.title), weights.TITLE)

    @cached_property
    def front(self) -> list[Field]:
        """The weighted fields: title, themes, territories, summary, opening of the body."""
        entry = self.entry
        texts = [
            (" . ".join(entry.themes), weights.THEMES),
            (" . ".join(entry.territories), weights.TERRITORIES),
            (entry.summary, weights.SUMMARY),
        ]
        fields = [Field(text, content_tokens(text), weight) for text, weight in texts]
        end = weights.OPENING_CHARACTERS
        opening_tokens = takewhile(lambda token: token.end <= end, self._body_tokens)
        opening = [token for token in opening_tokens if not token.is_stop]
        return [self.title, *fields, Field(entry.body, opening, weights.OPENING)]

    @cached_property
    def body(self) -> Field:
        """The body, without stop words."""
        return Field(self.entry.body, [token for token in self._body_tokens if not token.is_stop])

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
