"""View of the list of findings, which the edit form reloads after each save."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET
from wagtail.models import Page

from hub.core.publication.gate import PublicationGateMixin
from hub.core.publication.rules import publication_findings


@require_GET
def publication_list(request: HttpRequest, page_id: int) -> HttpResponse:
    """Render the findings of the latest revision; raise PermissionDenied to non-editors."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    latest = page.specific.get_latest_revision_as_object()
    findings = publication_findings(latest) if isinstance(latest, PublicationGateMixin) else []
    return render(
        request,
        "core/admin/publication/list.html",
        {"page": latest, "findings": findings},
    )
