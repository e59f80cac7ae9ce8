"""Edit conflicts: refuse to overwrite a version saved since the form was loaded.

Wagtail refuses it to autosaves only; a click on « Enregistrer » overwrites any version.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import registry as log_registry
from wagtail.models import AbstractPage, RevisionMixin

from hub.backoffice.keeping.protocol import (
    KEPT_FIELD,
    LOADED_FIELD,
    REPLACE_FIELD,
    RESTORE_FIELD,
    expects_json,
)


@dataclass(frozen=True)
class OtherVersion:
    """A version saved since the form was loaded, with its author and time."""

    key: str
    saved_at: datetime
    author: str
    by_same_person: bool
    revision_id: int | None = None

    @property
    def moment(self) -> str:
        """When it was saved: « à 17:02 » today, « le 28 novembre à 17:02 » before."""
        local = timezone.localtime(self.saved_at)
        hour = date_format(local, "H:i")
        if local.date() == timezone.localdate():
            return f"à {hour}"
        return f"le {date_format(local, 'j F')} à {hour}"

    @property
    def sentence(self) -> str:
        if self.by_same_person:
            return (
                f"Vous avez vous-même enregistré une autre version {self.moment}, dans un autre "
                "onglet ou juste avant une coupure."
            )
        return (
            f"{self.author} a enregistré une autre version {self.moment}, pendant que vous "
            "écriviez."
        )

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.key,
            "sentence": self.sentence,
            "in_history": self.revision_id is not None,
        }


def refuse_unseen_version(request: HttpRequest, instance: Model) -> HttpResponse | None:
    """Return a 400 or 409 response if the save would overwrite an unseen version, else None.

    Hook of Wagtail: `before_edit_page`, `before_edit_snippet`, `before_edit_setting`.
    """
    if request.method != "POST" or RESTORE_FIELD in request.POST:
        return None
    other = find_other_version(request, instance)
    if other is None or request.POST.get(REPLACE_FIELD) == other.key:
        return None
    if not request.accepts("text/html"):  # an autosave
        return JsonResponse(
            {
                "success": False,
                "error_code": "invalid_revision",
                "error_message": other.sentence,
                "conflict": other.as_json(),
            },
            status=400,
        )
    if expects_json(request):
        return JsonResponse({"error": "conflict", "conflict": other.as_json()}, status=409)
    return TemplateResponse(
        request,
        "backoffice/kept_text.html",
        {
            "title": "Une autre version a été enregistrée",
            "explanation": other.sentence + " Rien n’a été remplacé.",
            "form_address": request.get_full_path(),
        },
        status=409,
    )


def link_replaced_version(request: HttpRequest, instance: Model) -> None:
    """Add a message with a link to the version that the editor agreed to overwrite.

    Hook of Wagtail: `after_edit_page`, `after_edit_snippet`.
    """
    replaced = request.POST.get(REPLACE_FIELD, "").partition("|")[0]
    if not replaced.isdigit() or not isinstance(instance, RevisionMixin):
        return
    if not instance.revisions.filter(pk=replaced).exists():
        return
    messages.info(
        request,
        "L’autre version reste dans l’historique.",
        buttons=_compare_buttons(instance, replaced),
    )


def find_other_version(request: HttpRequest, instance: Model) -> OtherVersion | None:
    """Return the version saved since the form was loaded, None when there is none."""
    if isinstance(instance, RevisionMixin):
        return _newer_revision(request, instance)
    return _newer_log_entry(request, instance)


def _newer_revision(request: HttpRequest, instance: RevisionMixin) -> OtherVersion | None:
    latest = instance.get_latest_revision()
    if latest is None:
        return None
    sent = request.POST
    if overwritten := sent.get("overwrite_revision_id"):
        is_newer = overwritten != str(latest.pk)
    elif loaded := sent.get("loaded_revision_id"):
        # An autosave updates a revision in place: only its timestamp shows the change.
        is_newer = (
            loaded != str(latest.pk)
            or sent.get("loaded_revision_created_at", "") != latest.created_at.isoformat()
        )
    else:
        is_newer = KEPT_FIELD in sent  # loaded before the first revision
    if not is_newer:
        return None
    return OtherVersion(
        key=f"{latest.pk}|{latest.created_at.isoformat()}",
        saved_at=latest.created_at,
        author=get_user_display_name(latest.user) if latest.user else "Le site",
        by_same_person=latest.user_id == request.user.pk,
        revision_id=latest.pk,
    )


def _newer_log_entry(request: HttpRequest, instance: Model) -> OtherVersion | None:
    """Return the other version of a model without revisions, from its log entries."""
    try:
        loaded = parse_datetime(request.POST.get(LOADED_FIELD, ""))
    except ValueError:
        return None
    if loaded is None or timezone.is_naive(loaded) or instance.pk is None:
        return None
    entry = (
        log_registry.get_logs_for_instance(instance)
        .filter(timestamp__gt=loaded)
        .select_related("user")
        .order_by("-timestamp")
        .first()
    )
    if entry is None:
        return None
    return OtherVersion(
        key=f"{entry.pk}|{entry.timestamp.isoformat()}",
        saved_at=entry.timestamp,
        author=get_user_display_name(entry.user) if entry.user else "Le site",
        by_same_person=entry.user_id == request.user.pk,
    )


def _compare_buttons(instance: RevisionMixin, replaced: str) -> list[object]:
    if isinstance(instance, AbstractPage):
        name, arguments = "wagtailadmin_pages:revisions_compare", [instance.pk]
    else:
        viewset = getattr(type(instance), "snippet_viewset", None)
        if viewset is None:
            return []
        name, arguments = viewset.get_url_name("revisions_compare"), [instance.pk]
    try:
        address = reverse(name, args=[*arguments, replaced, "latest"])
    except NoReverseMatch:
        return []
    return [messages.button(address, "Comparer les deux versions")]
