"""Insertion of the addresses given by the editor for lost links into the source paragraphs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wagtail.models import Page

from hub.newsletters.importing.builder.decisions import link_key
from hub.newsletters.importing.builder.markup import is_safe, page_of
from hub.newsletters.importing.documents import Link, Paragraph
from hub.newsletters.importing.parsed import ParsedLostLink


def known_addresses(addresses: dict[str, str]) -> dict[str, str]:
    """Return the usable addresses: safe, and without those of deleted pages."""
    pages = {page_of(address) for address in addresses.values()} - {None}
    existing = (
        set(Page.objects.filter(pk__in=pages).values_list("pk", flat=True)) if pages else set()
    )
    return {
        key: address
        for key, address in addresses.items()
        if (page_of(address) in existing if page_of(address) else is_safe(address))
    }


def with_links(
    paragraphs: Sequence[Paragraph],
    lost: Iterable[ParsedLostLink],
    addresses: dict[str, str],
) -> list[Paragraph]:
    """Return the paragraphs with a link for each lost link that has an address.

    `addresses` are by `link_key`.
    """
    linked = list(paragraphs)
    for found in lost:
        address = addresses.get(link_key(found))
        if not address:
            continue
        for index, paragraph in enumerate(linked):
            if paragraph.span.start <= found.span.start <= paragraph.span.end:
                linked[index] = _linked(paragraph, found, address)
    return linked


def _linked(paragraph: Paragraph, found: ParsedLostLink, address: str) -> Paragraph:
    sentence = max(0, paragraph.text.find(found.sentence))
    start = paragraph.text.find(found.label, sentence)
    if start < 0:
        start, end = sentence, sentence + len(found.sentence)
    else:
        end = start + len(found.label)
    others = [link for link in paragraph.links if link.end <= start or link.start >= end]
    return replace(paragraph, links=(*others, Link(address, start, end)))
