"""Pages affected by a change: each function returns a queryset of page uids."""

from collections.abc import Collection as Container
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, IntegerField, Model, Q, QuerySet
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page, ReferenceIndex

from hub.core.models import HubPage, PageTerritory, PageTheme
from hub.territories.models import Inclusion, Territory
from hub.themes.models import Theme


def _uids(**lookups: Any) -> QuerySet[HubPage, UUID]:
    return HubPage.objects.filter(**lookups).order_by().values_list("uid", flat=True)


@cache
def inline_parent_keys() -> dict[type[Model], str]:
    """Return {inline model: name of its `ParentalKey` to the page}."""
    return {
        model: field.name
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, ParentalKey) and issubclass(field.related_model, HubPage)
    }


@cache
def inlines_linking_to(model: type[Model]) -> list[tuple[type[Model], str, str]]:
    """Return [(inline model, key to the page, foreign key to `model`)]."""
    base = Page if issubclass(model, Page) else model
    return [
        (rows, parent, field.name)
        for rows, parent in inline_parent_keys().items()
        for field in rows._meta.fields
        if field.name != parent and _points_at(field, base)
    ]


def _points_at(field: Field, model: type[Model]) -> bool:
    """Tell whether a field is a foreign key to `model` or to a class that inherits from it."""
    target = field.related_model if field.many_to_one else None
    return isinstance(target, type) and issubclass(target, model)


def pages_referencing(target: Model) -> QuerySet[HubPage, UUID]:
    """Return the pages whose published texts, blocks or inlines reference `target`."""
    return pages_referencing_any(type(target), [target.pk])


def pages_referencing_any(model: type[Model], pks: Iterable[Any]) -> QuerySet[HubPage, UUID]:
    """Return the pages that reference one of the objects `pks` of `model`.

    Inlines are queried directly: Wagtail updates its reference index before it saves them.
    """
    pks = list(pks)
    references = ReferenceIndex.objects.filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page),
        to_content_type=ReferenceIndex._get_base_content_type(model),
        to_object_id__in=[str(pk) for pk in pks],
    )
    found = Q(pk__in=references.annotate(source=Cast("object_id", IntegerField())).values("source"))
    for rows, parent, link in inlines_linking_to(model):
        found |= Q(pk__in=rows._default_manager.filter(**{f"{link}__in": pks}).values(parent))
    return HubPage.objects.filter(found).order_by().values_list("uid", flat=True)


def page_itself(pk: int) -> QuerySet[HubPage, UUID]:
    return _uids(pk=pk)


def branch(path: str) -> QuerySet[HubPage, UUID]:
    """Return the page at a tree path and its descendants."""
    return _uids(path__startswith=path)


def branch_with_former_address(page: Page) -> QuerySet[HubPage, UUID]:
    """Return the descendants of `page` whose URL path no longer starts with its own."""
    descendants = HubPage.objects.filter(path__startswith=page.path).exclude(pk=page.pk)
    outdated = descendants.exclude(url_path__startswith=page.url_path)
    return outdated.order_by().values_list("uid", flat=True)


def pages_after(page: Page) -> QuerySet[HubPage, UUID]:
    """Return the pages of the next siblings' branches: treebeard may have shifted their path."""
    parent = page.path[: -Page.steplen]
    return _uids(path__startswith=parent, path__gt=page.path)


def pages_with_theme(theme: Theme) -> QuerySet[HubPage, UUID]:
    """Return the pages with a theme or one of its children."""
    themes = [theme.pk, *theme.children.values_list("pk", flat=True)]
    return _uids(pk__in=PageTheme.objects.filter(tag__in=themes).values("content_object"))


def pages_in_territory(territory: Territory) -> QuerySet[HubPage, UUID]:
    """Return the pages linked to a territory or to one that it contains."""
    within = Territory.objects.within(territory).order_by().values("pk")
    links = PageTerritory.objects.filter(territory__in=within)
    return _uids(pk__in=links.values("page"))


def pages_of_territories(pks: Container[int]) -> QuerySet[HubPage, UUID]:
    """Return the pages that show or reference territories `pks`, or others that these contain.

    Starts from the territories in use, which are few: `pks` may be all those of the gazetteer.
    """
    references = ReferenceIndex.objects.filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page),
        to_content_type=ReferenceIndex._get_base_content_type(Territory),
    )
    used = {int(pk) for pk in references.values_list("to_object_id", flat=True).distinct()}
    for rows, _, link in inlines_linking_to(Territory):
        used.update(rows._default_manager.values_list(link, flat=True).order_by().distinct())
    containers = Inclusion.objects.filter(inner__in=used).values_list("inner_id", "outer_id")
    changed = {pk for pk in used if pk in pks} | {
        inner for inner, outer in containers if outer in pks
    }
    return pages_referencing_any(Territory, changed)


def pages_with_documents_of(collection: Collection) -> QuerySet[HubPage, UUID]:
    """Return the pages that attach a document of a collection or of its descendants."""
    model = get_document_model()
    documents = model.objects.filter(collection__path__startswith=collection.path)
    return pages_referencing_any(model, documents.values_list("pk", flat=True))
