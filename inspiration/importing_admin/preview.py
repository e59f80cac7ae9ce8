"""Preview of an import: what it would do with each initiative, without writing anything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.contrib.auth.models import AbstractBaseUser
from wagtail.images import get_image_model
from wagtail.models import Locale

from hub.core.editing.bulk.refusals import NOT_ALLOWED, lock_reason
from inspiration.importing import InitiativeImportError, parse_items
from inspiration.importing.builder.directory import Directory
from inspiration.importing.builder.pages import content_of, fill_page, missing_to_publish
from inspiration.importing.items import SourceItem
from inspiration.importing.parsed import ParsedInitiative
from inspiration.importing.report import Outcome
from inspiration.models import InitiativeIndexPage, InitiativePage

UNTITLED = "Sans titre"


class State(StrEnum):
    """What an import would do with an initiative; the value is shown on screen."""

    NEW = "nouvelle"
    CHANGED = "existe déjà\u00a0: son brouillon sera mis à jour"
    SAME = "existe déjà, à l’identique"
    EDITED = "existe déjà, et quelqu’un l’a modifiée depuis\u00a0: la cocher remplace son texte"
    REFUSED = "à corriger dans le fichier"
    CLOSED = "existe déjà, et ne peut pas être remplacée"


PRESELECTED = (State.NEW, State.CHANGED)
NOT_SELECTABLE = (State.SAME, State.REFUSED, State.CLOSED)


@dataclass
class Row:
    """One initiative of the preview; `initiative` is None when it could not be parsed."""

    source: str
    line: int
    title: str
    state: State
    initiative: ParsedInitiative | None = None
    page: InitiativePage | None = None
    themes: list[str] = field(default_factory=list)
    territories: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.initiative.slug if self.initiative else ""

    @property
    def can_be_chosen(self) -> bool:
        return self.state not in NOT_SELECTABLE

    @property
    def is_preselected(self) -> bool:
        return self.state in PRESELECTED

    @property
    def is_ready(self) -> bool:
        return self.can_be_chosen and not self.missing

    @property
    def shown_revision(self) -> int:
        """Id of the page's revision in the preview, to detect edits made since; 0 without one."""
        return (self.page.latest_revision_id or 0) if self.page else 0


def preview(items: Iterable[SourceItem], user: AbstractBaseUser) -> list[Row]:
    """Return a row for each item, in their order, without writing to the database."""
    rows = [_read(item) for item in items]
    _refuse_same_slugs(rows)
    initiatives = [row.initiative for row in rows if row.initiative]
    directory = Directory(initiatives, strict=False)
    known = _pages_of(initiatives)
    for row in rows:
        if row.initiative and row.state is not State.REFUSED:
            row.problems = [problem.message for problem in directory.problems_of(row.initiative)]
            if row.problems:
                row.state = State.REFUSED
            else:
                _compare(row, row.initiative, known.get(row.key), directory, user)
    _remark_same_titles(rows)
    return rows


def _read(item: SourceItem) -> Row:
    try:
        (initiative,) = parse_items([item])
    except InitiativeImportError as error:
        written = next((f.text for f in item.fields if f.label.strip().lower() == "titre"), "")
        messages = [
            f"ligne {problem.line}\u00a0: {problem.message}" if problem.line else problem.message
            for problem in error.problems
        ]
        return Row(item.source, item.line, written or UNTITLED, State.REFUSED, problems=messages)
    return Row(item.source, item.line, initiative.title, State.NEW, initiative)


def _refuse_same_slugs(rows: list[Row]) -> None:
    """Refuse the initiatives of the same import that share a slug."""
    counts = Counter(row.key for row in rows if row.initiative)
    for row in rows:
        if row.initiative and counts[row.key] > 1:
            row.state = State.REFUSED
            row.problems.append(
                f"{counts[row.key]} initiatives de ces fichiers ont la même adresse "
                f"«\u00a0{row.key}\u00a0»\u00a0: changez le titre ou l’adresse."
            )


def _pages_of(initiatives: list[ParsedInitiative]) -> dict[str, InitiativePage]:
    index = InitiativeIndexPage.objects.first()
    slugs = [initiative.slug for initiative in initiatives]
    pages = InitiativePage.objects.child_of(index).filter(slug__in=slugs)
    return {page.slug: page for page in pages.select_related("latest_revision")}


def _compare(
    row: Row,
    initiative: ParsedInitiative,
    page: InitiativePage | None,
    directory: Directory,
    user: AbstractBaseUser,
) -> None:
    """Fill a page in memory, as the import would; set the state and what is missing."""
    row.page = page
    new_page = InitiativePage(slug=row.key, locale=Locale.get_default())
    draft = page.get_latest_revision_as_object() if page else new_page
    outcome = Outcome(row.source, row.line, row.key, row.title, draft)
    before = content_of(draft) if page else None
    image = initiative.image
    fill_page(draft, replace(initiative, image=None), directory, outcome)
    if page is None:
        row.state = State.NEW
    elif reason := _reason_closed(page, user):
        row.state = State.CLOSED
        row.remarks.append(f"{reason}.")
    elif image is None and content_of(draft) == before:
        row.state = State.SAME
    else:
        latest = page.latest_revision
        row.state = State.EDITED if latest and latest.user_id else State.CHANGED
    if image:
        draft.image = get_image_model()(title=draft.title)
    row.missing = missing_to_publish(draft)
    row.themes = [theme.name for theme in draft.ranked_themes]
    row.territories = [str(territory) for territory in draft.territories]
    row.remarks += [*initiative.remarks, *outcome.remarks]


def _reason_closed(page: InitiativePage, user: AbstractBaseUser) -> str | None:
    if not page.permissions_for_user(user).can_edit():
        return NOT_ALLOWED
    return lock_reason(page, user)


def _remark_same_titles(rows: list[Row]) -> None:
    """Add a remark to the new initiatives whose title the site has under another slug."""
    new_rows = [row for row in rows if row.state is State.NEW]
    titles = {row.title for row in new_rows}
    slugs = {page.title: page.slug for page in InitiativePage.objects.filter(title__in=titles)}
    for row in new_rows:
        if row.title in slugs:
            row.remarks.append(
                "une initiative du même titre existe à l’adresse "
                f"«\u00a0{slugs[row.title]}\u00a0»\u00a0: écrivez cette adresse dans la "
                "colonne «\u00a0adresse\u00a0» pour la mettre à jour au lieu d’en créer une autre."
            )
