"""The one list of publication rules: fields, blocks, rows, then what each page type adds."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import TextField
from django.utils import timezone
from django.utils.html import strip_tags
from modelcluster.models import get_all_child_relations
from wagtail import hooks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from hub.core.publication.findings import TO_FILL, Finding, Severity
from hub.core.publication.streams import stream_findings

# Functions that take a page and return findings: rules that need more than its model.
HOOK = "publication_findings"
EMPTY_CODES = {"blank", "null", "required"}
PAST_GO_LIVE = (
    "la date de mise en ligne est passée\u00a0: la page paraîtra dès que vous la publierez."
)


def publication_findings(page: Page) -> list[Finding]:
    """Return what `page` should correct before it goes live, blocking findings first.

    `page` is a specific page as it would go live: a saved page, a revision as object, or the
    instance of an edit form with its rows in memory.
    """
    own = list(page.own_publication_findings())
    for find in hooks.get_hooks(HOOK):
        own += find(page)
    placed = {(finding.field, finding.block_id) for finding in own if finding.blocks}
    found = own + [
        finding
        for finding in _generic_findings(page)
        if (finding.field, finding.block_id) not in placed
    ]
    return sorted(found, key=lambda finding: not finding.blocks)


def blocking_findings(page: Page) -> list[Finding]:
    """Return the findings that keep `page` from going live."""
    return [finding for finding in publication_findings(page) if finding.blocks]


def _generic_findings(page: Page) -> Iterator[Finding]:
    yield from _field_findings(page)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from stream_findings(field, getattr(page, field.name))
    yield from _row_findings(page)
    if page.go_live_at and page.go_live_at < timezone.now() and not page.live:
        yield Finding(Severity.WARNS, PAST_GO_LIVE, "Calendrier", field="go_live_at")


def _field_findings(page: Page) -> Iterator[Finding]:
    """Report what the model itself refuses, and required rich text that holds no word."""
    errors = _validation_errors(page)
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            errors.pop(field.name, None)  # `stream_findings` says it with its place
        if isinstance(field, RichTextField) and not field.blank:
            text = getattr(page, field.name) or ""
            if not strip_tags(text).strip():
                errors.setdefault(field.name, [ValidationError(TO_FILL, code="blank")])
        if isinstance(field, TextField) and field.max_length:
            # Django checks the length of a text field in forms only.
            errors.update(_excess(field, getattr(page, field.name) or ""))
    for name in page.required_to_publish:
        if not getattr(page, name):
            errors.setdefault(name, [ValidationError(TO_FILL, code="blank")])
    for name, problems in errors.items():
        for problem in problems:
            yield Finding(
                Severity.BLOCKS, _message(problem), _label(page, name), field=_form_field(name)
            )


def _excess(field: TextField, text: str) -> dict[str, list[ValidationError]]:
    try:
        MaxLengthValidator(field.max_length)(text)
    except ValidationError as error:
        return {field.name: [error]}
    return {}


def _validation_errors(page: Page) -> dict[str, list[ValidationError]]:
    # A page that is not saved yet has no place in the tree.
    exclude = set() if page.path else {"path", "depth", "url_path", "slug", "locale"}
    try:
        page.full_clean(exclude=exclude)
    except ValidationError as error:
        return dict(error.error_dict)
    return {}


def _row_findings(page: Page) -> Iterator[Finding]:
    """Report missing rows, and rows that a draft may leave incomplete."""
    for relation, message in page.rows_to_publish.items():
        if not getattr(page, relation).all():
            yield Finding(Severity.BLOCKS, message, field=relation)
    for relation in get_all_child_relations(page):
        name = relation.get_accessor_name()
        if name == COMMENTS_RELATION_NAME:
            continue
        for number, row in enumerate(getattr(page, name).all(), 1):
            for problem in _row_problems(row, relation.field.name):
                label = str(row._meta.verbose_name).capitalize()
                yield Finding(Severity.BLOCKS, problem, f"{label} {number}", field=name)


def _row_problems(row, parent_field: str) -> Iterator[str]:
    try:
        row.full_clean(
            exclude={parent_field, row._meta.pk.name},
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as error:
        for name, problems in error.error_dict.items():
            for problem in problems:
                message = _message(problem)
                label = _label(row, name)
                yield f"{label}\u00a0: {message}" if label else message


def _label(instance, name: str) -> str:
    if name == "__all__":
        return ""
    label = str(instance._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _form_field(name: str) -> str:
    return "" if name == "__all__" else name


def _message(problem: ValidationError) -> str:
    if problem.code in EMPTY_CODES:
        return TO_FILL
    text = " ".join(problem.messages)
    return text[:1].lower() + text[1:]
