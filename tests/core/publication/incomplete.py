"""Incomplete drafts, one per page type that has required fields."""

from django.contrib.auth.models import User
from wagtail.models import Page

from tests.factories import InitiativePageFactory
from tests.page_types import CONTENT_TYPES, PageType


def bare_draft(page_type: PageType, title: str = "Rien qu’un titre") -> Page:
    """Add and return a draft of a type with a title alone."""
    parent = parent_of(page_type)
    page = page_type.model(title=title, live=False)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision()
    return page_type.model.objects.get(pk=page.pk)


def parent_of(page_type: PageType) -> Page:
    found = [model.objects.first() for model in page_type.parents]
    return next((page for page in found if page), None) or page_type.make().get_parent()


def unsourced_initiative(**values: User) -> Page:
    """A draft that is complete except for its sources."""
    page = InitiativePageFactory(draft=True, sources=[], **values)
    page.save_revision()
    return page


INCOMPLETE_TYPES = [page_type for page_type in CONTENT_TYPES if page_type.demanded]
