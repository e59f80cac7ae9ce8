"""Creation or update of the draft of a letter, in one transaction."""

from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - `date` is a field of the letter
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from wagtail.models import Page, Revision

from hub.newsletters.importing.builder.content import (
    fill_page,
    import_hashes,
    link_territories,
    missing_from,
    slug_for,
    state_of,
)
from hub.newsletters.importing.builder.decisions import Decisions
from hub.newsletters.importing.builder.events import create_events, proposals_of
from hub.newsletters.importing.builder.existing import (
    created_events,
    describe_update,
    existing_letter,
    reason_to_skip,
    stored_import,
)
from hub.newsletters.importing.builder.names import keep_answers
from hub.newsletters.importing.builder.publication import publication_errors
from hub.newsletters.importing.builder.recognition import (
    Recognition,
    decide,
    recognise,
    report_on,
)
from hub.newsletters.importing.builder.themes import add_themes
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage

MAX_NUMBER = 2_147_483_647  # of a PositiveIntegerField, on every database


class Status(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    PREVIEWED = "previewed"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Options of an import, for what the source may not give.

    `number` is used for a letter without one; `reserved` are the numbers already used in the same
    batch. `decisions` are those of the editor; when None, those of the last import of the letter.
    """

    number: int | None = None
    date: Date | None = None
    publish: bool = False
    reserved: frozenset[int] = frozenset()
    decisions: Decisions | None = None


@dataclass(slots=True)
class ImportOutcome:
    """The result of an import."""

    status: Status
    message: str
    page: NewsletterPage
    number: int
    report: dict[str, Any]


@dataclass(slots=True)
class ImportPreview:
    """What an import would do; `page` is None for a new letter, `number` for one without it.

    `events` are the ids of the events created by earlier imports, by key.
    """

    status: Status
    message: str
    page: NewsletterPage | None
    number: int | None
    report: dict[str, Any]
    recognition: Recognition
    events: dict[str, int]


def preview_import(
    source: SourceDocument | Recognition,
    options: ImportOptions = ImportOptions(),
) -> ImportPreview:
    """Return what an import would recognise and do, without writing anything.

    Raise `NewsletterImportError` when the letter cannot be imported. A letter without a number can
    be previewed.
    """
    recognition, number = _recognised(source, options)
    page = NewsletterPage()
    fill_page(page, recognition)
    page.date = options.date or recognition.document.sent
    existing = existing_letter(number)
    status, message = Status.PREVIEWED, "Cette lettre deviendra un brouillon."
    if existing:
        message = describe_update(existing)
        if reason := reason_to_skip(existing, recognition):
            status, message = Status.UNCHANGED, reason
    report = _report(recognition, page, number)
    events = created_events(existing)
    return ImportPreview(status, message, existing, number, report, recognition, events)


def import_letter(
    source: SourceDocument | Recognition,
    options: ImportOptions = ImportOptions(),
    user: AbstractUser | None = None,
) -> ImportOutcome:
    """Create or update the draft of a letter, in one transaction.

    Importing a letter twice changes nothing. Raise `NewsletterImportError`, with nothing written,
    when the letter has no number or the number of another letter, when it was edited since its
    import, or when `publish` is set and a required field is missing.
    """
    recognition, number = _recognised(source, options)
    if number is None:
        raise NewsletterImportError(
            "Cette lettre n’a pas de numéro\u00a0: indiquez-le (--number N, "
            "ou le champ «\u00a0Numéro\u00a0» de l’administration)."
        )
    try:
        with transaction.atomic():
            existing = existing_letter(number)
            if existing:
                return _import_again(existing, recognition, options, user)
            return _create(number, recognition, options, user)
    except NewsletterImportError:
        recognition.images.discard()
        raise
    except IntegrityError as error:
        recognition.images.discard()
        raise NewsletterImportError(
            f"La lettre n°\u00a0{number} vient d’être créée par quelqu’un d’autre\u00a0: "
            "rien n’a été importé. Recommencez."
        ) from error


def _recognised(
    source: SourceDocument | Recognition, options: ImportOptions
) -> tuple[Recognition, int | None]:
    """Return the recognised letter and its number, None when neither source nor options have one.


    The decisions are those of the options, else those of the last import. A document is recognised
    here; a `Recognition` is used as it is.
    """
    if isinstance(source, Recognition):
        recognition = source
    else:
        recognition = recognise(source, is_letter=options.number is not None)
    number = _number(recognition, options)
    decisions = options.decisions
    if decisions is None:
        existing = existing_letter(number)
        stored = stored_import(existing).get("decisions", {}) if existing else {}
        decisions = Decisions.from_data(stored)
    return decide(recognition, decisions), number


def _number(recognition: Recognition, options: ImportOptions) -> int | None:
    written = recognition.letter.number
    if written and options.number and written != options.number:
        raise NewsletterImportError(
            f"Cette lettre porte le numéro {written}, pas le numéro {options.number}."
        )
    number = written if written is not None else options.number
    if number is None:
        return None
    if not 1 <= number <= MAX_NUMBER:
        raise NewsletterImportError(f"Le numéro {number} n’est pas possible pour une lettre.")
    if number in options.reserved:
        raise NewsletterImportError(
            f"Une autre lettre de cette série porte déjà le numéro {number}\u00a0: "
            "corrigez celui de l’une des deux."
        )
    return number


def _create(
    number: int, recognition: Recognition, options: ImportOptions, user: AbstractUser | None
) -> ImportOutcome:
    index = NewsletterIndexPage.objects.first()
    if index is None:
        raise NewsletterImportError(
            "Le site n’a pas de page «\u00a0Lettres\u00a0» où ranger celle-ci\u00a0: "
            "créez-la d’abord."
        )
    # The date of the e-mail is a default; a later import does not change the date.
    date = options.date or recognition.document.sent
    page = NewsletterPage(live=False, owner=user, number=number, date=date)
    _add_missing(recognition, user)
    fill_page(page, recognition)
    link_territories(page, recognition)
    add_themes(page, recognition.decisions.themes)
    page.slug = _free_slug(index, slug_for(number, recognition.letter.title))
    _store_report(page, recognition, user)
    index.add_child(instance=page)
    keep_answers(recognition.names, recognition.decisions.names, page.pk, user)
    _save_revision(page, options, user)
    message = f"Brouillon de la lettre n°\u00a0{number} créé."
    if options.publish:
        message = f"Lettre n°\u00a0{number} importée et publiée."
    return ImportOutcome(Status.CREATED, message, page, number, page.import_report)


def _import_again(
    page: NewsletterPage,
    recognition: Recognition,
    options: ImportOptions,
    user: AbstractUser | None,
) -> ImportOutcome:
    number = page.number
    if reason := reason_to_skip(page, recognition):
        if options.publish and (not page.live or page.has_unpublished_changes):
            raise NewsletterImportError(
                f"La lettre n°\u00a0{number} a été modifiée depuis son import\u00a0: "
                "publiez-la dans l’administration."
            )
        return ImportOutcome(Status.UNCHANGED, reason, page, number, page.import_report)
    if user and not page.permissions_for_user(user).can_edit():
        raise NewsletterImportError(
            f"Le brouillon de la lettre n°\u00a0{number} est celui de quelqu’un d’autre\u00a0: "
            "vous ne pouvez pas le remplacer."
        )
    before, date_before = state_of(page), page.date
    keep_answers(recognition.names, recognition.decisions.names, page.pk, user)
    start = transaction.savepoint()
    _add_missing(recognition, user)
    fill_page(page, recognition)
    link_territories(page, recognition)
    page.date = options.date or page.date
    # A theme given by an earlier import is not added again: an editor may have removed it.
    earlier_themes = set(stored_import(page).get("decisions", {}).get("themes", ()))
    new_events = recognition.decisions.events.keys() - created_events(page).keys()
    new_themes = add_themes(
        page, [pk for pk in recognition.decisions.themes if pk not in earlier_themes]
    )
    same_date = page.date == date_before
    if state_of(page) == before and same_date and not new_events and not new_themes:
        transaction.savepoint_rollback(start)
        return _unchanged(page, options, user)
    _store_report(page, recognition, user)
    if not page.live:
        page.save()
    _save_revision(page, options, user)
    message = f"Brouillon de la lettre n°\u00a0{number} mis à jour."
    return ImportOutcome(Status.UPDATED, message, page, number, page.import_report)


def _unchanged(
    page: NewsletterPage, options: ImportOptions, user: AbstractUser | None
) -> ImportOutcome:
    """Return the outcome of an import without changes, after publishing when asked."""
    message = f"Lettre n°\u00a0{page.number}\u00a0: rien n’a changé."
    if options.publish and (not page.live or page.has_unpublished_changes):
        _publish(page, page.latest_revision, user)
        message = f"Lettre n°\u00a0{page.number}, déjà importée, publiée."
        return ImportOutcome(Status.UPDATED, message, page, page.number, page.import_report)
    return ImportOutcome(Status.UNCHANGED, message, page, page.number, page.import_report)


def _add_missing(recognition: Recognition, user: AbstractUser | None) -> None:
    """Create the objects that the letter refers to and the hub lacks."""
    recognition.territories.create_requested(recognition.decisions.new_territories, user)
    recognition.people.create_missing(user)
    recognition.images.save_missing(user)
    recognition.initiatives.create_requested(
        recognition.letter.initiatives, recognition.territories, user
    )
    for rubrique in recognition.letter.rubriques:
        recognition.rubriques.create_missing(rubrique, user)


def _store_report(
    page: NewsletterPage, recognition: Recognition, user: AbstractUser | None
) -> None:
    """Set the import report of the page, with the hashes, the decisions and the created events.

    The chosen events are created here.
    """
    events = created_events(page)
    chosen = recognition.decisions.events
    if chosen:
        proposals = proposals_of(recognition.letter, events)
        events = {**events, **create_events(proposals, chosen, recognition.territories, user)}
    decisions = replace(
        recognition.decisions,
        people=recognition.people.choices_to_store(),
        territories=recognition.territories.choices_to_store(),
        initiatives=recognition.initiatives.choices_to_store(),
        links=recognition.links,
    )
    page.import_report = {
        **_report(recognition, page, page.number),
        "import": {
            **import_hashes(page, recognition),
            "decisions": decisions.as_data(),
            "events": events,
        },
    }


def _save_revision(page: NewsletterPage, options: ImportOptions, user: AbstractUser | None) -> None:
    revision = page.save_revision(user=user, log_action=True, clean=False)
    if options.publish:
        _publish(page, revision, user)


def _publish(page: NewsletterPage, revision: Revision, user: AbstractUser | None) -> None:
    if errors := publication_errors(page):
        raise NewsletterImportError(
            f"La lettre n°\u00a0{page.number} ne peut pas être publiée\u00a0: "
            f"{', '.join(errors)}. Rien n’a été enregistré."
        )
    revision.publish(user=user)
    page.refresh_from_db()


def _report(recognition: Recognition, page: NewsletterPage, number: int | None) -> dict[str, Any]:
    report = report_on(recognition, missing_from(page, recognition.letter))
    report["letter"]["number"] = number
    return report


def _free_slug(parent: Page, base: str) -> str:
    """Return `base`, with a number when a child of `parent` already has this slug."""
    slug, suffix = base, 2
    while parent.get_children().filter(slug=slug).exists():
        slug, suffix = f"{base}-{suffix}", suffix + 1
    return slug
