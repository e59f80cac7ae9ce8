"""The words of an entry, field by field, as every engine stores them."""

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from hub.search import weights
from hub.search.analysis import Token, content_tokens, tokens
from hub.search.contract import Entry

# Between two fields, where no phrase may run: no folded word holds it.
STOP = " | "


class Field(NamedTuple):
    """A field as it is weighed: its text, its tokens, what one of its words adds."""

    text: str
    tokens: list
    weight: float = 1.0


@dataclass
class EntryWords:
    """The tokens of an entry."""

    entry: Entry

    @cached_property
    def title(self) -> Field:
        """The title, whole: a question made of small words (« Et nous ? ») can be one."""
        return Field(self.entry.title, tokens(self.entry.title), weights.TITLE)

    @cached_property
    def front(self) -> list[Field]:
        """The fields of weight."""
        entry = self.entry
        texts = [
            (" . ".join(entry.themes), weights.THEMES),
            (" . ".join(entry.territories), weights.TERRITORIES),
            (entry.summary, weights.SUMMARY),
        ]
        fields = [Field(text, content_tokens(text), weight) for text, weight in texts]
        end = weights.OPENING_CHARACTERS
        # Tokens come in order: those of the opening are the first ones.
        begun = takewhile(lambda token: token.end <= end, self._body_tokens)
        opening = [token for token in begun if not token.is_stop]
        return [self.title, *fields, Field(entry.body, opening, weights.OPENING)]

    @cached_property
    def body(self) -> Field:
        """The words of the body that say something."""
        return Field(self.entry.body, [token for token in self._body_tokens if not token.is_stop])

    @cached_property
    def _body_tokens(self) -> list[Token]:
        return tokens(self.entry.body)

    @cached_property
    def exact(self) -> str:
        """Every folded word, stop words included, field after field: where phrases are found."""
        labels = [tokens(label) for label in (*self.entry.themes, *self.entry.territories)]
        fields = [self.title.tokens, tokens(self.entry.summary), self._body_tokens, *labels]
        return f" {STOP.join(' '.join(token.exact for token in field) for field in fields)} "
