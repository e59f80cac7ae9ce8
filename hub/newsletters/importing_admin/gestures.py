"""What an editor may finish while importing: lost links, quotations, lists, themes.

Each comes with what it will change, so that one gesture is enough.
"""

from dataclasses import dataclass, field

from hub.newsletters.importing.builder.decisions import keyed_quotations, link_key, list_key
from hub.newsletters.importing.builder.markup import page_of
from hub.newsletters.importing.builder.recognition import Recognition
from hub.newsletters.importing.builder.themes import ThemeProposal, proposed_themes
from hub.newsletters.importing.parsed import ItemList, ParsedLostLink, Quotation
from hub.newsletters.importing.parser.extraction import Extraction, extract, is_extractable
from hub.newsletters.importing_admin.kinds import KINDS_OF_LINK

LONGEST_ITEM = 90


@dataclass(frozen=True, slots=True)
class LostLink:
    """A lost link, and the address that an earlier import was given."""

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
class QuotationGesture:
    """A quotation that may become a block; `after` is what its paragraph becomes."""

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
        """(is the quotation, words) of what the paragraph becomes."""
        return [(isinstance(piece, Quotation), piece.text) for piece in self.after.pieces]


@dataclass(frozen=True, slots=True)
class ListGesture:
    """Paragraphs that a sentence announces, and that may become a list."""

    key: str
    items: list[str]
    line: int
    chosen: bool

    @property
    def name(self) -> str:
        return f"list-{self.key}"


@dataclass(slots=True)
class Gestures:
    links: list[LostLink] = field(default_factory=list)
    quotations: list[QuotationGesture] = field(default_factory=list)
    lists: list[ListGesture] = field(default_factory=list)
    themes: list[ThemeProposal] = field(default_factory=list)
    chosen_themes: list[int] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)


def gestures_of(recognition: Recognition) -> Gestures:
    """What a letter lets finish. Initiatives ask for their address where they are asked about."""
    letter, decisions = recognition.letter, recognition.decisions
    themes = proposed_themes(letter)
    return Gestures(
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
            ListGesture(
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


def _quotation(key: str, item, quotation: Quotation, chosen: dict[str, str]) -> QuotationGesture:
    free = is_extractable(item.paragraph, quotation)
    return QuotationGesture(
        key,
        quotation,
        item.paragraph.text,
        extract(item.paragraph, [quotation]) if free else None,
        key in chosen,
        chosen.get(key, quotation.speaker),
    )


def _short(text: str) -> str:
    if len(text) <= LONGEST_ITEM:
        return text
    return f"{text[:LONGEST_ITEM].rsplit(' ', 1)[0]}\u00a0…"
