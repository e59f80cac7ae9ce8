"""Existing letter of the same number: data of its last import, and whether to replace it."""

from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from hub.newsletters.importing.builder.content import import_hashes
from hub.newsletters.importing.builder.recognition import Recognition, same_letter
from hub.newsletters.importing.errors import LetterExistsError
from hub.newsletters.models import NewsletterPage


def stored_import(page: NewsletterPage) -> dict[str, Any]:
    """Return the data stored by the last import, empty for a letter that was not imported."""
    return (page.import_report or {}).get("import") or {}


def created_events(page: NewsletterPage | None) -> dict[str, int]:
    """Return the ids of the events already created from the dates of a letter, by key."""
    return stored_import(page).get("events", {}) if page else {}


def existing_letter(number: int | None) -> NewsletterPage | None:
    """Return the latest revision of the letter that has this number, live or in its draft."""
    if number is None:
        return None
    has_number = Q(number=number) | Q(latest_revision__content__number=number)
    page = NewsletterPage.objects.filter(has_number).order_by("pk").first()
    return page.get_latest_revision_as_object() if page else None


def reason_to_skip(existing: NewsletterPage, recognition: Recognition) -> str:
    """Return why an import has nothing to do, in French, or "" when it may update the letter.

    Raise `LetterExistsError` when the import would overwrite the work of an editor.
    """
    stored = stored_import(existing)
    named = describe_existing(existing)
    if not stored:
        raise LetterExistsError(
            existing,
            f"{named}. Elle n’a pas été importée\u00a0: modifiez-la dans l’administration, "
            "ou corrigez le numéro de celle-ci.",
        )
    current = import_hashes(existing, recognition)
    if current["state"] != stored["state"]:
        if current["fingerprint"] == stored["fingerprint"]:
            return (
                f"{named}. Elle a déjà été importée, puis modifiée\u00a0: l’import n’y change "
                "rien, votre travail est gardé. Ouvrez-la pour continuer."
            )
        raise LetterExistsError(
            existing,
            f"{named}. {_edited_by(existing)} depuis son import\u00a0: "
            "l’import ne la remplace pas. Modifiez-la dans l’administration.",
        )
    if not same_letter(recognition, existing.title, existing.import_source):
        raise LetterExistsError(
            existing, f"{named}. Le texte importé est tout autre\u00a0: vérifiez son numéro."
        )
    if existing.locked or existing.workflow_in_progress:
        raise LetterExistsError(
            existing,
            f"{named}. Elle est verrouillée ou en cours de relecture\u00a0: "
            "l’import ne la change pas.",
        )
    return ""


def describe_existing(existing: NewsletterPage) -> str:
    """Return « La lettre n° 3 est en ligne : « titre » », or that a draft exists."""
    named = f"lettre n°\u00a0{existing.number}"
    title = f"\u00a0: «\u00a0{existing.title}\u00a0»"
    if not existing.live:
        return f"Un brouillon de la {named} existe déjà{title}"
    draft = ", avec un brouillon plus récent" if existing.has_unpublished_changes else ""
    return f"La {named} est en ligne{draft}{title}"


def describe_update(existing: NewsletterPage) -> str:
    """Return what an import would do to an existing letter, in French."""
    named = describe_existing(existing)
    if existing.live:
        return (
            f"{named}. L’import prépare un brouillon\u00a0: rien ne change pour les "
            "lecteurs tant que vous ne publiez pas la lettre de nouveau."
        )
    return f"{named}. Il n’a pas été modifié depuis son import\u00a0: il sera mis à jour."


def _edited_by(page: NewsletterPage) -> str:
    revision = page.latest_revision
    if revision is None:
        return "Elle a été modifiée"
    who = f" par {revision.user}" if revision.user else ""
    when = date_format(localtime(revision.created_at), "j F Y")
    return f"Elle a été modifiée{who} le {when}"
