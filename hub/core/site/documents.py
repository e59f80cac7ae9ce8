"""Documents that a reader may know of: those of restricted collections are hidden with their names.

A document has the view restrictions of its collection and of the collections above
(`wagtail.documents`), not those of the pages that link to it.
"""

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Collection, CollectionViewRestriction

from hub.core.site.request_cache import request_cache


def visible_documents(request: HttpRequest | None) -> QuerySet[AbstractDocument]:
    """Return the documents that `request` (None: an anonymous reader) may open, as one query."""
    above = CollectionViewRestriction.objects.annotate(
        below=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    ).filter(_refused(request), below__startswith=F("collection__path"))
    hidden = Collection.objects.filter(Exists(above))
    return get_document_model()._default_manager.exclude(collection__in=hidden)


def is_visible_document(document: AbstractDocument | None, request: HttpRequest | None) -> bool:
    """Tell whether `request` may open a document; False for None.

    The restrictions are read once per request, and the collection only if there are any.
    """
    if document is None:
        return False
    paths = (
        request_cache(request, "_hidden_collection_paths", lambda: _hidden_paths(request))
        if request
        else _hidden_paths(None)
    )
    return not paths or not document.collection.path.startswith(tuple(paths))


def _hidden_paths(request: HttpRequest | None) -> list[str]:
    refused = CollectionViewRestriction.objects.filter(_refused(request))
    return list(refused.values_list("collection__path", flat=True))


def _refused(request: HttpRequest | None) -> Q:
    """Return the Q of the restrictions that exclude the reader: `accept_request`, in SQL."""
    kind = CollectionViewRestriction
    # Without the cookie, the session is not read: the response stays the same for everyone.
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return Q()
    user = request.user
    passed = request.session.get(kind.passed_view_restrictions_session_key, [])
    refused = Q(restriction_type=kind.PASSWORD) & ~Q(pk__in=passed)
    if not user.is_authenticated:
        return refused | Q(restriction_type__in=[kind.LOGIN, kind.GROUPS])
    if user.is_superuser:
        return refused
    mine = kind.objects.filter(groups__in=user.groups.all()).values("pk")
    return refused | (Q(restriction_type=kind.GROUPS) & ~Q(pk__in=mine))
