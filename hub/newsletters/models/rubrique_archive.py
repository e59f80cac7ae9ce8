"""All the issues of one rubrique, the latest first: « toutes les “En pratique” »."""

from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import F, IntegerField
from django.db.models.functions import Cast
from django.utils.text import Truncator
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import RichText

from hub.core.story.loading import load_stories
from hub.newsletters.models.rubriques import Rubrique

PER_PAGE = 8
SHOWN_PARTS = 3
EXCERPT = 240
# What names a part of a rubrique, block by block.
NAMES = {
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
    """A rubrique as one letter wrote it; `parts` are (name, address) pairs."""

    letter: Page
    headline: str
    excerpt: str
    url: str
    parts: list


def rubriques_in_use(letters):
    """Return the rubriques of a queryset of letters, in their usual order."""
    return Rubrique.objects.filter(pk__in=_references(letters).values("target")).order_by(
        "sort_order", "name"
    )


def _references(letters):
    """Which letter holds which rubrique, as Wagtail's reference index knows it."""
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
    """The issues of `rubrique` in a queryset of letters; pages and addresses as a listing has."""

    chips, query = (), ""

    def __init__(self, rubrique, letters, request):
        self.rubrique, self.letters, self.request = rubrique, letters, request

    @cached_property
    def page(self):
        """The asked page (`django.core.paginator.Page`) of letters."""
        sources = _references(self.letters).filter(target=self.rubrique.pk).values("source")
        letters = self.letters.filter(pk__in=sources)
        ordered = letters.order_by(F("listed_on").desc(nulls_last=True), "-pk")
        return Paginator(ordered, PER_PAGE).get_page(self.request.GET.get("page", 1))

    @property
    def page_range(self):
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=1, on_ends=1
        )

    def page_url(self, number):
        return f"{self.request.path}?page={number}" if number > 1 else self.request.path

    @cached_property
    def issues(self):
        """The `Issue`s of the page: a letter may hold the rubrique twice."""
        letters = list(self.page.object_list)
        return [
            self._issue(letter, child)
            for letter, story in zip(letters, load_stories(letters, self.request), strict=True)
            for child in story["rubriques"]
            if child.value["rubrique"] and child.value["rubrique"].pk == self.rubrique.pk
        ]

    def _issue(self, letter, child):
        address = letter.get_url(self.request) or ""
        return Issue(
            letter=letter,
            headline=child.value["headline"],
            excerpt=_excerpt(child.value["content"]),
            url=f"{address}#r-{child.id}",
            parts=[
                (name, f"{address}#{f'b-{part.id}' if part.id else f'r-{child.id}'}")
                for part in child.value["content"]
                if (name := _name(part))
            ][:SHOWN_PARTS],
        )


def _name(part):
    return NAMES[part.block_type](part.value) if part.block_type in NAMES else ""


def _excerpt(content):
    """How the first paragraph starts."""
    texts = (part.value for part in content if isinstance(part.value, RichText))
    html = f"{next(texts, '')}"
    words = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    return Truncator(words).chars(EXCERPT, truncate="…")
