"""Which pages a change concerns: each function returns the `uid` of pages, as a queryset."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import IntegerField, Model, Q, QuerySet
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page, ReferenceIndex

from hub.core.models import HubPage, PageTerritory, PageTheme
from hub.territories.models import Territory
from hub.themes.models import Theme


def _uids(**lookups: Any) -> QuerySet[HubPage, UUID]:
    return HubPage.objects.filter(**lookups).order_by().values_list("uid", flat=True)


@cache
def parents_of_rows() -> dict[type[Model], str]:
    """Return {model of the rows of a page: name of its link to the page}."""
    return {
        model: field.name
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, ParentalKey) and issubclass(field.related_model, HubPage)
    }


@cache
def rows_about(model: type[Model]) -> list[tuple[type[Model], str, str]]:
    """Return [(model of rows, link to the page, link to a thing of `model`)]."""
    base = Page if issubclass(model, Page) else model
    return [
        (rows, parent, field.name)
        for rows, parent in parents_of_rows().items()
        for field in rows._meta.fields
        if field.name != parent and field.many_to_one and issubclass(field.related_model, base)
    ]


def pages_citing(thing: Model) -> QuerySet[HubPage, UUID]:
    """Pages whose texts, blocks or rows point at `thing`, as published."""
    return pages_citing_any(type(thing), [thing.pk])


def pages_citing_any(model: type[Model], pks: Iterable[Any]) -> QuerySet[HubPage, UUID]:
    """Pages that point at one of the things of `model`.

    Rows are asked themselves: Wagtail reads its index of references before it saves them.
    """
    pks = list(pks)
    references = ReferenceIndex.objects.filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page),
        to_content_type=ReferenceIndex._get_base_content_type(model),
        to_object_id__in=[str(pk) for pk in pks],
    )
    found = Q(pk__in=references.annotate(source=Cast("object_id", IntegerField())).values("source"))
    for rows, parent, link in rows_about(model):
        found |= Q(pk__in=rows.objects.filter(**{f"{link}__in": pks}).values(parent))
    return HubPage.objects.filter(found).order_by().values_list("uid", flat=True)


def page_itself(pk: int) -> QuerySet[HubPage, UUID]:
    return _uids(pk=pk)


def branch(path: str) -> QuerySet[HubPage, UUID]:
    """The page at a tree path and all that is under it."""
    return _uids(path__startswith=path)


def branch_with_former_address(page: Page) -> QuerySet[HubPage, UUID]:
    """Pages under `page` whose address does not follow its own any more."""
    under = HubPage.objects.filter(path__startswith=page.path).exclude(pk=page.pk)
    return (
        under.exclude(url_path__startswith=page.url_path).order_by().values_list("uid", flat=True)
    )


def pages_after(page: Page) -> QuerySet[HubPage, UUID]:
    """Pages of the branches that follow `page` under the same parent: their path may have moved."""
    parent = page.path[: -Page.steplen]
    return _uids(path__startswith=parent, path__gt=page.path)


def pages_with_theme(theme: Theme) -> QuerySet[HubPage, UUID]:
    """Pages that carry a theme or one of those under it."""
    family = [theme.pk, *theme.children.values_list("pk", flat=True)]
    return _uids(pk__in=PageTheme.objects.filter(tag__in=family).values("content_object"))


def pages_in_territory(territory: Territory) -> QuerySet[HubPage, UUID]:
    """Pages linked to a territory or to anything that it contains."""
    links = PageTerritory.objects.filter(territory__in=territory.with_descendants())
    return _uids(pk__in=links.values("page"))


def pages_with_documents_of(collection: Collection) -> QuerySet[HubPage, UUID]:
    """Pages that attach a document of a collection or of those under it."""
    model = get_document_model()
    documents = model.objects.filter(collection__path__startswith=collection.path)
    return pages_citing_any(model, documents.values_list("pk", flat=True))
