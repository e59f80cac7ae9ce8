"""Builder: writes parsed initiatives as drafts, in one transaction, and reports each result."""

from collections.abc import Callable, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from hub.core.publication.names import doubtful_names
from inspiration.importing.builder.directory import Directory
from inspiration.importing.builder.pages import content_of, fill_page, missing_to_publish
from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.parsed import ParsedInitiative
from inspiration.importing.report import Outcome, Status
from inspiration.models import InitiativeIndexPage, InitiativePage


def build_initiatives(
    initiatives: Sequence[ParsedInitiative],
    *,
    publish: bool = False,
    overwrite: bool = False,
    progress: Callable[[Outcome], object] | None = None,
    user: AbstractBaseUser | None = None,
) -> list[Outcome]:
    """Write `initiatives` as drafts and return an `Outcome` for each.

    Pages are matched by slug: importing the same file again changes nothing, an edited file makes
    a new draft. A page edited in the admin since the last import is skipped, unless `overwrite`.
    `publish` also publishes the pages that meet all the publication rules. `progress` is called
    with each outcome. `user` becomes the owner of new pages and the author of publications, but
    not of the draft revisions: a revision with an author counts as an edit in the admin.
    Raises InitiativeImportError, and then nothing is written.
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
        # In a second pass, since an initiative may refer to one that comes later in the files.
        for initiative, outcome in outcomes:
            directory.link_inspirations(initiative, outcome)
            if outcome.status in (Status.CREATED, Status.UPDATED):
                outcome.remarks += [str(finding) for finding in doubtful_names(outcome.page)]
            if publish and outcome.status != Status.EDITED_SINCE:
                _publish(outcome, user)
            if progress:
                progress(outcome)
    return [outcome for _, outcome in outcomes]


def _write(
    initiative: ParsedInitiative,
    index: InitiativeIndexPage,
    directory: Directory,
    overwrite: bool,
    user: AbstractBaseUser | None,
) -> Outcome:
    known = InitiativePage.objects.child_of(index).filter(slug=initiative.slug).first()
    page = known or InitiativePage(slug=initiative.slug, live=False, owner=user)
    outcome = Outcome(initiative.source, initiative.line, initiative.slug, initiative.title, page)
    outcome.remarks += initiative.remarks
    if known is None:
        fill_page(page, initiative, directory, outcome)
        _write_or_refuse(initiative, lambda: index.add_child(instance=page))
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
        _write_or_refuse(initiative, draft.save_revision)
        outcome.status = Status.UPDATED
    return outcome


def _write_or_refuse(initiative: ParsedInitiative, write: Callable[[], object]) -> None:
    """Call `write`; turn its ValidationError into an InitiativeImportError."""
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


def _publish(outcome: Outcome, user: AbstractBaseUser | None) -> None:
    """Publish the page, or add what is missing to the remarks."""
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
