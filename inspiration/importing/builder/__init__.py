"""The only room that touches the database: drafts, in one transaction, and what became of each."""

from django.core.exceptions import ValidationError
from django.db import transaction

from inspiration.importing.builder.directory import Directory
from inspiration.importing.builder.pages import content_of, fill_page, missing_to_publish
from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.report import Outcome, Status
from inspiration.models import InitiativeIndexPage, InitiativePage


def build_initiatives(initiatives, *, publish=False, overwrite=False, progress=None, user=None):
    """Write `initiatives` (ParsedInitiative) and return an `Outcome` for each.

    A page is known by its slug: a second import of the same file changes nothing, an edited file
    makes a new draft. A page that somebody edited in the admin since is left as it is, unless
    `overwrite`. `publish` also puts online what has all that publication asks for.
    `progress` is called with each outcome. `user` owns what is created and signs the publication,
    never the drafts: a draft that somebody signed counts as edited since. Raises
    InitiativeImportError, and then nothing is written.
    """
    with transaction.atomic():
        index = InitiativeIndexPage.objects.first()
        if index is None:
            message = "le site n’a pas de page «\u00a0Inspiration\u00a0» où ranger les initiatives."
            raise InitiativeImportError(Problem("Import", 0, message))
        directory = Directory(initiatives)
        outcomes = []
        for initiative in initiatives:
            outcome = _write(initiative, index, directory, overwrite, user)
            outcomes.append((initiative, outcome))
        # After all are written, since an initiative may name one that comes later in the files.
        for initiative, outcome in outcomes:
            directory.link_inspirations(initiative, outcome)
            if publish and outcome.status != Status.EDITED_SINCE:
                _publish(outcome, user)
            if progress:
                progress(outcome)
    return [outcome for _, outcome in outcomes]


def _write(initiative, index, directory, overwrite, user):
    page = InitiativePage.objects.child_of(index).filter(slug=initiative.slug).first()
    outcome = Outcome(initiative.source, initiative.line, initiative.slug, initiative.title, page)
    outcome.remarks += initiative.remarks
    if page is None:
        page = outcome.page = InitiativePage(slug=initiative.slug, live=False, owner=user)
        fill_page(page, initiative, directory, outcome)
        _checked(initiative, lambda: index.add_child(instance=page))
        page.save_revision(log_action=True)
        outcome.status = Status.CREATED
        return outcome
    latest = page.get_latest_revision()
    if latest and latest.user_id and not overwrite:
        outcome.status = Status.EDITED_SINCE
        return outcome
    draft = outcome.page = page.get_latest_revision_as_object()
    before = content_of(draft)
    fill_page(draft, initiative, directory, outcome)
    if content_of(draft) == before:
        outcome.status = Status.UNCHANGED
    else:
        _checked(initiative, draft.save_revision)
        outcome.status = Status.UPDATED
    return outcome


def _checked(initiative, write):
    try:
        write()
    except ValidationError as error:
        message = " ".join(error.messages)
        raise InitiativeImportError(
            Problem(
                initiative.source,
                initiative.line,
                f"«\u00a0{initiative.title}\u00a0»\u00a0: {message}",
            )
        ) from error


def _publish(outcome, user):
    """Put a page online, or say what it lacks for that."""
    page = outcome.page
    missing = missing_to_publish(page)
    if not missing and (not page.live or page.has_unpublished_changes):
        try:
            with transaction.atomic():
                page.get_latest_revision().publish(user=user)
        except ValidationError as error:
            missing = error.messages
    if missing:
        outcome.remarks.append(f"reste en brouillon\u00a0: {' '.join(missing)}")
        return
    outcome.published = True
