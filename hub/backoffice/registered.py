"""Viewsets of the models registered as snippets."""

from typing import Any

from wagtail.snippets.views.snippets import SnippetViewSet


def viewset_of(snippet: Any) -> SnippetViewSet:
    """Return the viewset that Wagtail set on a model, or on the model of an object."""
    return snippet.snippet_viewset
