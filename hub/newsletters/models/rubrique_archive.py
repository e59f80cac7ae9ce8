"""Archive of one rubrique, latest issue first: « toutes les “En pratique” »."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core import paginator
from django.core.paginator import Paginator
from django.db.models import F, IntegerField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.blocks import StreamValue
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import RichText

from hub.core.story.loading import load_stories
from hub.core.values.sentences import excerpt
from hub.newsletters.models.rubriques import Rubrique

if TYPE_CHECKING:
    from hub.newsletters.models.letters import NewsletterPage

PER_PAGE = 8
MAX_PARTS = 3
EXCERPT_LENGTH = 240
# Name of a part of a rubrique, by type of block; other types have none.
PART_NAMES = {
    "interview": lambda value: value["question"],
    "heading": lambda value: value,
    "initiative": lambda value: value.shown_title,
    "event": lambda value: value.shown_title,
    "episode": lambda value: value.title if value else "",
    "embed": lambda value: value["title"],
    "step_list": lambda value: value["title"],
}


@dataclass(frozen=True)
class Issue:
    """The rubrique in one letter; `parts` are (name, URL) pairs of its first named blocks."""

    letter: Page
    headline: str
    excerpt: str
    url: str
    parts: list[tuple[str, str]]


def rubriques_in_use(letters: QuerySet["NewsletterPage"]) -> QuerySet[Rubrique]:
    """Return the rubriques used in a queryset of letters, in the usual order."""
    return Rubrique.objects.filter(pk__in=_references(letters).values("target")).order_by(
        "sort_order", "name"
    )


def _references(letters: QuerySet["NewsletterPage"]) -> QuerySet[ReferenceIndex]:
    """Return the references from letters (`source`) to rubriques (`target`).

    They come from Wagtail's reference index.
    """
    return (
        ReferenceIndex.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            to_content_type=ContentType.objects.get_for_model(Rubrique),
        )
        .annotate(
            source=Cast("object_id", IntegerField()), target=Cast("to_object_id", IntegerField())
        )
        .filter(source__in=letters.values("pk"))
    )


class RubriqueArchive:
    """The issues of `rubrique` in a queryset of letters, paginated.

    It has the attributes of `hub.listing.listing.Listing` that the pagination template reads.
    """

    chips, query = (), ""

    def __init__(
        self, rubrique: Rubrique, letters: QuerySet["NewsletterPage"], request: HttpRequest
    ) -> None:
        self.rubrique, self.letters, self.request = rubrique, letters, request

    @cached_property
    def page(self) -> paginator.Page:
        """Requested page of letters, the last one when the number is too high."""
        sources = _references(self.letters).filter(target=self.rubrique.pk).values("source")
        letters = self.letters.filter(pk__in=sources)
        ordered = letters.order_by(F("listed_on").desc(nulls_last=True), "-pk")
        return Paginator(ordered, PER_PAGE).get_page(self.request.GET.get("page", 1))

    @property
    def page_range(self) -> Iterator[int | str]:
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=1, on_ends=1
        )

    def page_url(self, number: int) -> str:
        return f"{self.request.path}?page={number}" if number > 1 else self.request.path

    @cached_property
    def issues(self) -> list[Issue]:
        """The issues of the page; a letter may hold the rubrique twice."""
        letters = list(self.page.object_list)
        stories = load_stories(letters, self.request, relations=())
        return [
            self._issue(letter, child)
            for letter, story in zip(letters, stories, strict=True)
            for child in story["rubriques"]
            if child.value["rubrique"] and child.value["rubrique"].pk == self.rubrique.pk
        ]

    def _issue(self, letter: "NewsletterPage", child: StreamValue.StreamChild) -> Issue:
        address = letter.get_url(self.request) or ""
        return Issue(
            letter=letter,
            headline=child.value["headline"],
            excerpt=_excerpt(child.value["content"]),
            url=f"{address}#r-{child.id}",
            parts=[
                (name, f"{address}#{f'b-{part.id}' if part.id else f'r-{child.id}'}")
                for part in child.value["content"]
                if (name := _part_name(part))
            ][:MAX_PARTS],
        )


def _part_name(part: StreamValue.StreamChild) -> str:
    return PART_NAMES[part.block_type](part.value) if part.block_type in PART_NAMES else ""


def _excerpt(content: StreamValue) -> str:
    """Return the first sentences of the first paragraph."""
    texts = (part.value for part in content if isinstance(part.value, RichText))
    html = f"{next(texts, '')}"
    return excerpt(BeautifulSoup(html, "html.parser").get_text(" "), EXCERPT_LENGTH)
