"""The letter that bears the number already: what it remembers, whether it may be replaced."""

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from hub.newsletters.importing.builder.content import memory_of
from hub.newsletters.importing.builder.recognition import Recognition, same_letter
from hub.newsletters.importing.errors import LetterExistsError
from hub.newsletters.models import NewsletterPage


def memory_kept(page: NewsletterPage) -> dict:
    """What a letter remembers of its import, empty when it was written by hand."""
    return (page.import_report or {}).get("import") or {}


def events_made(page: NewsletterPage | None) -> dict[str, int]:
    """The events already made of the dates of a letter, by key."""
    return memory_kept(page).get("events", {}) if page else {}


def existing_letter(number: int | None) -> NewsletterPage | None:
    """The letter that bears a number, on its page or in its draft, as last saved."""
    if number is None:
        return None
    bearing = Q(number=number) | Q(latest_revision__content__number=number)
    page = NewsletterPage.objects.filter(bearing).order_by("pk").first()
    return page.get_latest_revision_as_object() if page else None


def decide(existing: NewsletterPage, recognition: Recognition) -> str:
    """Refuse, by raising, to overwrite somebody's work.

    Returns why an import has nothing to do, or "" when it may go on.
    """
    memory = memory_kept(existing)
    named = presence(existing)
    if not memory:
        raise LetterExistsError(
            existing,
            f"{named}. Elle n’a pas été importée\u00a0: modifiez-la dans l’administration, "
            "ou corrigez le numéro de celle-ci.",
        )
    now = memory_of(existing, recognition)
    if now["state"] != memory["state"]:
        if now["fingerprint"] == memory["fingerprint"]:
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


def presence(existing: NewsletterPage) -> str:
    """« La lettre n° 3 est en ligne : « titre » », or that a draft of it exists."""
    named = f"lettre n°\u00a0{existing.number}"
    title = f"\u00a0: «\u00a0{existing.title}\u00a0»"
    if not existing.live:
        return f"Un brouillon de la {named} existe déjà{title}"
    draft = ", avec un brouillon plus récent" if existing.has_unpublished_changes else ""
    return f"La {named} est en ligne{draft}{title}"


def what_follows(existing: NewsletterPage) -> str:
    """What an import that may go on makes of the letter that exists."""
    if existing.live:
        return (
            f"{presence(existing)}. L’import prépare un brouillon\u00a0: rien ne change pour les "
            "lecteurs tant que vous ne publiez pas la lettre de nouveau."
        )
    return (
        f"{presence(existing)}. Il n’a pas été modifié depuis son import\u00a0: il sera mis à jour."
    )


def _edited_by(page: NewsletterPage) -> str:
    revision = page.latest_revision
    if revision is None:
        return "Elle a été modifiée"
    who = f" par {revision.user}" if revision.user else ""
    when = date_format(localtime(revision.created_at), "j F Y")
    return f"Elle a été modifiée{who} le {when}"
