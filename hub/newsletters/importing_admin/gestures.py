"""Suggestions of an import: addresses, names, lost links, quotations, announced lists, themes.

Each shows what it would change in the letter, so that the editor only has to accept it.
"""

from dataclasses import dataclass, field

from hub.newsletters.importing.builder.addresses import FoundAddress, unknown_addresses
from hub.newsletters.importing.builder.decisions import keyed_quotations, link_key, list_key
from hub.newsletters.importing.builder.markup import page_of
from hub.newsletters.importing.builder.names import CORRECT, KEEP, DoubtfulName
from hub.newsletters.importing.builder.recognition import Recognition
from hub.newsletters.importing.builder.themes import ThemeProposal, proposed_themes
from hub.newsletters.importing.parsed import ItemList, ParsedLostLink, Prose, Quotation
from hub.newsletters.importing.parser.extraction import Extraction, extract, is_extractable
from hub.newsletters.importing.parser.text_patterns import sentence_around
from hub.newsletters.importing_admin.kinds import KINDS_OF_LINK

MAX_ITEM_LENGTH = 90


@dataclass(frozen=True, slots=True)
class UnknownAddress:
    """An e-mail address that is not in the directory; `answer`: of an earlier import, or ""."""

    found: FoundAddress
    answer: str = ""

    @property
    def name(self) -> str:
        return f"address-{self.found.key}"

    @property
    def label(self) -> str:
        return self.found.address

    @property
    def sentence(self) -> str:
        return self.found.sentence

    @property
    def line(self) -> int:
        return self.found.span.start

    @property
    def remark(self) -> str:
        return "" if self.answer else "elle n’est ni dans l’annuaire, ni celle du site."


@dataclass(frozen=True, slots=True)
class NameSuggestion:
    """A doubtful name of a territory; `answer`: of an earlier import, or ""."""

    found: DoubtfulName
    answer: str = ""

    @property
    def name(self) -> str:
        return f"name-{self.found.key}"

    @property
    def label(self) -> str:
        return self.found.doubt.written

    @property
    def sentence(self) -> str:
        doubt = self.found.doubt
        return sentence_around(self.found.text, doubt.start, doubt.end)

    @property
    def line(self) -> int:
        return self.found.span.start

    @property
    def remark(self) -> str:
        return "" if self.answer else self.found.doubt.message

    @property
    def choices(self) -> list[tuple[str, str]]:
        corrections = [
            (f"{CORRECT}{text}", f"Corriger\u00a0: {text}") for text in self.found.doubt.suggestions
        ]
        return [*corrections, (KEEP, "Garder tel quel")]


@dataclass(frozen=True, slots=True)
class LostLink:
    """A lost link, with the address given in an earlier import."""

    key: str
    link: ParsedLostLink
    address: str = ""

    @property
    def name(self) -> str:
        return f"link-{self.key}"

    @property
    def kind(self) -> str:
        return KINDS_OF_LINK.get(self.link.kind, "Lien")

    @property
    def page(self) -> int | None:
        return page_of(self.address)

    @property
    def url(self) -> str:
        return "" if self.page else self.address


@dataclass(frozen=True, slots=True)
class QuotationSuggestion:
    """A quotation that may become a block.

    `before` is its paragraph, `after` the result of the extraction, None when it is not possible.
    """

    key: str
    quotation: Quotation
    before: str
    after: Extraction | None
    chosen: bool
    speaker: str

    @property
    def name(self) -> str:
        return f"quote-{self.key}"

    @property
    def pieces(self) -> list[tuple[bool, str]]:
        """(is a quotation, text) pairs of the paragraph after extraction."""
        pieces = self.after.pieces if self.after else []
        return [(isinstance(piece, Quotation), piece.text) for piece in pieces]


@dataclass(frozen=True, slots=True)
class ListSuggestion:
    """Announced paragraphs that may become a list."""

    key: str
    items: list[str]
    line: int
    chosen: bool

    @property
    def name(self) -> str:
        return f"list-{self.key}"


@dataclass(slots=True)
class Suggestions:
    """All the suggestions for a letter."""

    addresses: list[UnknownAddress] = field(default_factory=list)
    names: list[NameSuggestion] = field(default_factory=list)
    links: list[LostLink] = field(default_factory=list)
    quotations: list[QuotationSuggestion] = field(default_factory=list)
    lists: list[ListSuggestion] = field(default_factory=list)
    themes: list[ThemeProposal] = field(default_factory=list)
    chosen_themes: list[int] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)


def suggestions_for(recognition: Recognition) -> Suggestions:
    """Return the suggestions for a letter.

    The lost links of initiatives are left out: their questions have a field for the address.
    """
    letter, decisions = recognition.letter, recognition.decisions
    themes = proposed_themes(letter)
    return Suggestions(
        addresses=[
            UnknownAddress(found, decisions.addresses.get(found.key, ""))
            for found in unknown_addresses(recognition.addresses)
        ],
        names=[
            NameSuggestion(found, decisions.names.get(found.key, "")) for found in recognition.names
        ],
        links=[
            LostLink(link_key(link), link, recognition.links.get(link_key(link), ""))
            for link in recognition.lost_links
            if link.kind != "initiative"
        ],
        quotations=[
            _quotation(key, item, quotation, decisions.quotations)
            for key, item, quotation in keyed_quotations(letter)
        ],
        lists=[
            ListSuggestion(
                list_key(item),
                [_short(paragraph.text) for paragraph in item.items],
                item.span.start,
                list_key(item) in decisions.lists,
            )
            for item in letter.all_items()
            if isinstance(item, ItemList) and item.announced
        ],
        themes=themes,
        chosen_themes=[p.theme.pk for p in themes if p.theme.pk in decisions.themes],
        speakers=[person.name for person in letter.people],
    )


def _quotation(
    key: str, item: Prose, quotation: Quotation, chosen: dict[str, str]
) -> QuotationSuggestion:
    free = is_extractable(item.paragraph, quotation)
    return QuotationSuggestion(
        key,
        quotation,
        item.paragraph.text,
        extract(item.paragraph, [quotation]) if free else None,
        key in chosen,
        chosen.get(key, quotation.speaker),
    )


def _short(text: str) -> str:
    if len(text) <= MAX_ITEM_LENGTH:
        return text
    return f"{text[:MAX_ITEM_LENGTH].rsplit(' ', 1)[0]}\u00a0…"
