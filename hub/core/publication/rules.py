"""Publication rules: of fields, blocks, child rows, of each page type and of hooks."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Model, TextField
from django.utils import timezone
from django.utils.html import strip_tags
from modelcluster.models import get_all_child_relations
from wagtail import hooks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from hub.core.publication.findings import TO_FILL, Finding, Severity, finding_message
from hub.core.publication.streams import stream_findings

# Wagtail hook: functions that take a page and return findings, for rules of other apps.
HOOK = "publication_findings"
PAST_GO_LIVE = (
    "la date de mise en ligne est passée\u00a0: la page paraîtra dès que vous la publierez."
)


def publication_findings(page: Page) -> list[Finding]:
    """Return the findings of `page`, blocking ones first.

    `page` is a specific page as it would be published: a saved page, a revision as object, or the
    instance of an edit form with its child rows in memory. A blocking finding of the page type or
    of a hook replaces the generic findings of the same field and block.
    """
    specific = list(page.own_publication_findings())
    for get_findings in hooks.get_hooks(HOOK):
        specific += get_findings(page)
    covered = {(finding.field, finding.block_id) for finding in specific if finding.blocks}
    found = specific + [
        finding
        for finding in _generic_findings(page)
        if (finding.field, finding.block_id) not in covered
    ]
    return sorted(found, key=lambda finding: not finding.blocks)


def blocking_findings(page: Page) -> list[Finding]:
    """Return the findings that prevent the publication of `page`."""
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
    """Report model validation errors, and required rich text without any word."""
    errors = _validation_errors(page)
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            errors.pop(field.name, None)  # `stream_findings` reports it with its place
        if isinstance(field, RichTextField) and not field.blank:
            text = getattr(page, field.name) or ""
            if not strip_tags(text).strip():
                errors.setdefault(field.name, [ValidationError(TO_FILL, code="blank")])
        if isinstance(field, TextField) and field.max_length:
            # Django validates the `max_length` of a TextField in forms only.
            errors.update(_excess(field, getattr(page, field.name) or ""))
    for name in page.required_to_publish:
        if not getattr(page, name):
            errors.setdefault(name, [ValidationError(TO_FILL, code="blank")])
    for name, problems in errors.items():
        for problem in problems:
            yield Finding(
                Severity.BLOCKS,
                finding_message(problem),
                _label(page, name),
                field=_form_field(name),
            )


def _excess(field: TextField, text: str) -> dict[str, list[ValidationError]]:
    try:
        MaxLengthValidator(field.max_length)(text)
    except ValidationError as error:
        return {field.name: [error]}
    return {}


def _validation_errors(page: Page) -> dict[str, list[ValidationError]]:
    # A page that is not saved yet has no position in the tree.
    exclude = set() if page.path else {"path", "depth", "url_path", "slug", "locale"}
    try:
        page.full_clean(exclude=exclude)
    except ValidationError as error:
        return dict(error.error_dict)
    return {}


def _row_findings(page: Page) -> Iterator[Finding]:
    """Report required rows that are missing, and the validation errors of rows."""
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


def _row_problems(row: Model, parent_field: str) -> Iterator[str]:
    try:
        row.full_clean(
            exclude={parent_field, row._meta.pk.name},
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as error:
        for name, problems in error.error_dict.items():
            for problem in problems:
                message = finding_message(problem)
                label = _label(row, name)
                yield f"{label}\u00a0: {message}" if label else message


def _label(instance: Model, name: str) -> str:
    if name == "__all__":
        return ""
    label = str(getattr(instance._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _form_field(name: str) -> str:
    return "" if name == "__all__" else name
