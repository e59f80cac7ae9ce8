"""Find, create or update the draft of a letter: all of it, or nothing."""

from dataclasses import dataclass, field, replace
from datetime import date as Date  # noqa: N812 - `date` is a field of the letter
from enum import StrEnum

from django.db import IntegrityError, transaction
from wagtail.models import Page, Revision

from hub.newsletters.importing.builder.content import (
    fill,
    link_territories,
    memory_of,
    missing_from,
    slug_for,
    state_of,
)
from hub.newsletters.importing.builder.decisions import Decisions
from hub.newsletters.importing.builder.events import create_events, proposals_of
from hub.newsletters.importing.builder.existing import (
    decide,
    events_made,
    existing_letter,
    memory_kept,
    what_follows,
)
from hub.newsletters.importing.builder.publication import publication_errors
from hub.newsletters.importing.builder.recognition import Recognition, recognise, report_on
from hub.newsletters.importing.builder.themes import add_themes
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.errors import NewsletterImportError
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage

LARGEST_NUMBER = 2_147_483_647  # of a PositiveIntegerField, on every database


class Status(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    PREVIEWED = "previewed"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the source may not tell.

    `number` serves only a letter without one; `reserved` are numbers that another source
    of the same batch has taken. `decisions` are an editor's; without them, those of the last
    import of the same letter hold.
    """

    number: int | None = None
    date: Date | None = None
    publish: bool = False
    reserved: frozenset[int] = frozenset()
    decisions: Decisions | None = None


@dataclass(slots=True)
class ImportOutcome:
    """What became of a letter; `page` is None in the preview of a new one."""

    status: Status
    message: str
    page: NewsletterPage | None
    number: int | None
    report: dict = field(default_factory=dict)
    recognition: Recognition | None = None
    events: dict[str, int] = field(default_factory=dict)


def preview_import(
    document: SourceDocument,
    options: ImportOptions = ImportOptions(),
) -> ImportOutcome:
    """What an import would recognise, and whether it may go on; nothing is written.

    Raises `NewsletterImportError` when the letter cannot be imported. A letter without number
    can still be previewed.
    """
    recognition, number = _recognised(document, options, required=False)
    page = NewsletterPage()
    fill(page, recognition)
    page.date = options.date or document.sent
    existing = existing_letter(number)
    status, message = Status.PREVIEWED, "Cette lettre deviendra un brouillon."
    if existing:
        message = what_follows(existing)
        if nothing_to_do := decide(existing, recognition):
            status, message = Status.UNCHANGED, nothing_to_do
    report = _report(recognition, page, number)
    events = events_made(existing)
    return ImportOutcome(status, message, existing, number, report, recognition, events)


def import_letter(
    document: SourceDocument,
    options: ImportOptions = ImportOptions(),
    user=None,
) -> ImportOutcome:
    """Make or update the draft of a letter, in one transaction.

    Importing a letter twice changes nothing. Raises `NewsletterImportError`, with nothing
    written, when the letter has no number, when its number is that of another letter, when the
    letter was edited since, or when `publish` is asked and something required is missing.
    """
    recognition, number = _recognised(document, options, required=True)
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
    document: SourceDocument, options: ImportOptions, *, required: bool
) -> tuple[Recognition, int | None]:
    """The letter with the editor's decisions, those of the last import by default; its number."""
    recognition = recognise(document, options.decisions)
    number = _number(recognition, options, required=required)
    existing = existing_letter(number) if options.decisions is None else None
    if existing and (kept := memory_kept(existing).get("decisions")):
        recognition = recognise(document, Decisions.from_data(kept))
    return recognition, number


def _number(recognition: Recognition, options: ImportOptions, *, required: bool) -> int | None:
    written = recognition.letter.number
    if written and options.number and written != options.number:
        raise NewsletterImportError(
            f"Cette lettre porte le numéro {written}, pas le numéro {options.number}."
        )
    number = written if written is not None else options.number
    if number is None:
        if required:
            raise NewsletterImportError(
                "Cette lettre n’a pas de numéro\u00a0: indiquez-le (--number N, "
                "ou le champ «\u00a0Numéro\u00a0» de l’administration)."
            )
        return None
    if not 1 <= number <= LARGEST_NUMBER:
        raise NewsletterImportError(f"Le numéro {number} n’est pas possible pour une lettre.")
    if number in options.reserved:
        raise NewsletterImportError(
            f"Une autre lettre de cette série porte déjà le numéro {number}\u00a0: "
            "corrigez celui de l’une des deux."
        )
    return number


def _create(number: int, recognition: Recognition, options: ImportOptions, user) -> ImportOutcome:
    index = NewsletterIndexPage.objects.first()
    if index is None:
        raise NewsletterImportError(
            "Le site n’a pas de page «\u00a0Lettres\u00a0» où ranger celle-ci\u00a0: "
            "créez-la d’abord."
        )
    # The headers of a message tell its day; a later import leaves the date to the editors.
    date = options.date or recognition.document.sent
    page = NewsletterPage(live=False, owner=user, number=number, date=date)
    _add_missing(recognition, user)
    fill(page, recognition)
    link_territories(page, recognition)
    add_themes(page, recognition.decisions.themes)
    page.slug = _free_slug(index, slug_for(number, recognition.letter.title))
    _remember(page, recognition, user)
    index.add_child(instance=page)
    _save_revision(page, options, user)
    message = f"Brouillon de la lettre n°\u00a0{number} créé."
    if options.publish:
        message = f"Lettre n°\u00a0{number} importée et publiée."
    return ImportOutcome(Status.CREATED, message, page, number, page.import_report)


def _import_again(
    page: NewsletterPage, recognition: Recognition, options: ImportOptions, user
) -> ImportOutcome:
    number = page.number
    if nothing_to_do := decide(page, recognition):
        if options.publish and (not page.live or page.has_unpublished_changes):
            raise NewsletterImportError(
                f"La lettre n°\u00a0{number} a été modifiée depuis son import\u00a0: "
                "publiez-la dans l’administration."
            )
        return ImportOutcome(Status.UNCHANGED, nothing_to_do, page, number, page.import_report)
    if user and not page.permissions_for_user(user).can_edit():
        raise NewsletterImportError(
            f"Le brouillon de la lettre n°\u00a0{number} est celui de quelqu’un d’autre\u00a0: "
            "vous ne pouvez pas le remplacer."
        )
    before, date_before = state_of(page), page.date
    start = transaction.savepoint()
    _add_missing(recognition, user)
    fill(page, recognition)
    link_territories(page, recognition)
    page.date = options.date or page.date
    # Themes are the editors' business once given: only what is newly asked is added.
    given = set(memory_kept(page).get("decisions", {}).get("themes", ()))
    asked = recognition.decisions.events.keys() - events_made(page).keys()
    asked |= add_themes(page, [pk for pk in recognition.decisions.themes if pk not in given])
    if state_of(page) == before and page.date == date_before and not asked:
        transaction.savepoint_rollback(start)
        return _unchanged(page, options, user)
    _remember(page, recognition, user)
    if not page.live:
        page.save()
    _save_revision(page, options, user)
    message = f"Brouillon de la lettre n°\u00a0{number} mis à jour."
    return ImportOutcome(Status.UPDATED, message, page, number, page.import_report)


def _unchanged(page: NewsletterPage, options: ImportOptions, user) -> ImportOutcome:
    message = f"Lettre n°\u00a0{page.number}\u00a0: rien n’a changé."
    if options.publish and (not page.live or page.has_unpublished_changes):
        _publish(page, page.latest_revision, user)
        message = f"Lettre n°\u00a0{page.number}, déjà importée, publiée."
        return ImportOutcome(Status.UPDATED, message, page, page.number, page.import_report)
    return ImportOutcome(Status.UNCHANGED, message, page, page.number, page.import_report)


def _add_missing(recognition: Recognition, user) -> None:
    recognition.territories.create_wanted(recognition.decisions.new_territories, user)
    recognition.people.create_missing(user)
    recognition.images.save_missing(user)
    recognition.initiatives.create_wanted(
        recognition.letter.initiatives, recognition.territories, user
    )
    for rubrique in recognition.letter.rubriques:
        recognition.rubriques.create_missing(rubrique)


def _remember(page: NewsletterPage, recognition: Recognition, user) -> None:
    """Keep the report, what tells an edited letter, the editor's choices and the events made."""
    events = events_made(page)
    wanted = recognition.decisions.events
    if wanted:
        proposals = proposals_of(recognition.letter, events)
        events = {**events, **create_events(proposals, wanted, recognition.territories, user)}
    decisions = replace(
        recognition.decisions,
        people=recognition.people.settled(),
        territories=recognition.territories.settled(),
        initiatives=recognition.initiatives.settled(),
        links=recognition.links,
    )
    page.import_report = {
        **_report(recognition, page, page.number),
        "import": {
            **memory_of(page, recognition),
            "decisions": decisions.as_data(),
            "events": events,
        },
    }


def _save_revision(page: NewsletterPage, options: ImportOptions, user) -> None:
    revision = page.save_revision(user=user, log_action=True, clean=False)
    if options.publish:
        _publish(page, revision, user)


def _publish(page: NewsletterPage, revision: Revision, user) -> None:
    if errors := publication_errors(page):
        raise NewsletterImportError(
            f"La lettre n°\u00a0{page.number} ne peut pas être publiée\u00a0: "
            f"{', '.join(errors)}. Rien n’a été enregistré."
        )
    revision.publish(user=user)
    page.refresh_from_db()


def _report(recognition: Recognition, page: NewsletterPage, number: int | None) -> dict:
    report = report_on(recognition, missing_from(page, recognition.letter))
    report["letter"]["number"] = number
    return report


def _free_slug(parent: Page, wanted: str) -> str:
    slug, suffix = wanted, 2
    while parent.get_children().filter(slug=slug).exists():
        slug, suffix = f"{wanted}-{suffix}", suffix + 1
    return slug
