"""Views of the checks of names of territories, which the edit form of a page asks for."""

import json
from typing import Any, cast

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST
from wagtail.models import Page

from hub.territories.checking import Doubt, check_texts, keep_names, read_keys, without_kept

# Field that the script adds to the form: names kept since the form was opened, as JSON.
KEPT_FIELD = "hub-kept-names"
MAX_TEXTS, MAX_CHARACTERS = 2_000, 400_000
BAD_REQUEST = "Demande illisible\u00a0: les noms de territoires n’ont pas été vérifiés."
TOO_LONG = "Le texte est trop long pour que les noms de territoires y soient vérifiés."
NOT_KEPT = "Ce nom n’a pas pu être gardé."


@require_POST
def check_names(request: HttpRequest) -> JsonResponse:
    """Return the doubts about the texts of a form, as {"doubts": one list for each text}.

    The body is JSON: `page` (0 before the first save), `territories` (keys of those chosen in the
    form), `texts`. `start` and `end` of a doubt count UTF-16 units, as JavaScript does. Raise
    PermissionDenied for a page that the user may not edit.
    """
    try:
        asked = json.loads(request.body)
        page_id, texts = int(asked["page"]), asked["texts"]
        chosen = {int(pk) for pk in asked["territories"]}
        if not all(isinstance(text, str) for text in texts):
            raise TypeError
    except (ValueError, TypeError, KeyError, OverflowError):
        return JsonResponse({"message": BAD_REQUEST}, status=400)
    if len(texts) > MAX_TEXTS or sum(map(len, texts)) > MAX_CHARACTERS:
        return JsonResponse({"message": TOO_LONG}, status=413)
    page = _editable(request, page_id) if page_id else None
    if page and hasattr(page, "unconfirmed_territories"):
        chosen -= page.unconfirmed_territories()
    found = without_kept(check_texts(texts, chosen), page.pk if page else None)
    return JsonResponse(
        {
            "doubts": [
                [_data(doubt, text) for doubt in doubts]
                for text, doubts in zip(texts, found, strict=True)
            ]
        }
    )


@require_POST
def keep_name(request: HttpRequest, page_id: int) -> HttpResponse:
    """Remember doubtful names of a page as kept: the body is a JSON list of [text, problem]."""
    page = _editable(request, page_id)
    keys = read_keys(request.body.decode(errors="replace"))
    if not keys:
        return JsonResponse({"message": NOT_KEPT}, status=400)
    keep_names(keys, page.pk, cast("AbstractUser", request.user))
    return HttpResponse(status=204)


def keep_names_of_form(request: HttpRequest, page: Page) -> None:
    """Remember the names that the submitted form keeps, for a page that was just saved."""
    if keys := read_keys(request.POST.get(KEPT_FIELD, "")):
        keep_names(keys, page.pk, cast("AbstractUser", request.user))


def _editable(request: HttpRequest, page_id: int) -> Page:
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.specific


def _data(doubt: Doubt, text: str) -> dict[str, Any]:
    return {
        "problem": doubt.problem,
        "written": doubt.written,
        "start": _units(text[: doubt.start]),
        "end": _units(text[: doubt.end]),
        "message": doubt.message,
        "suggestions": list(doubt.suggestions),
    }


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
