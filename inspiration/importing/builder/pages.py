"""Filling an initiative's page with what a source says, and nothing else."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from hub.core.images.fields import RenderableImageField
from hub.core.models import PageTerritory, PageTheme
from hub.core.publication import blocking_findings
from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.models import (
    CooperationPartner,
    InitiativeFunder,
    InitiativeResult,
    InitiativeSource,
    InitiativeStep,
)

ROW_MODELS = {
    "steps": InitiativeStep,
    "partners": CooperationPartner,
    "results": InitiativeResult,
    "funders": InitiativeFunder,
    "sources": InitiativeSource,
}
WITH_ORGANISATION = ("partners", "funders")
# Keys that tell rows apart without saying anything to a reader.
VOLATILE = ("pk", "id", "page", "content_object")


def fill_page(page, initiative, directory, outcome):
    """Set on `page` what `initiative` mentions; the rest of the page stays as it is."""
    page.title = page.draft_title = initiative.title
    for name, value in initiative.values.items():
        setattr(page, name, value)
    if initiative.body is not None:
        page.body = json.dumps(
            [
                {"type": kind, "value": directory.quote(value) if kind == "quote" else value}
                for kind, value in initiative.body
            ]
        )
    if initiative.themes is not None:
        page.theme_items = [
            PageTheme(tag=directory.theme(reference), sort_order=order)
            for order, reference in enumerate(initiative.themes)
        ]
    if initiative.territories is not None:
        page.territory_links = [
            PageTerritory(
                territory=directory.territory(reference), role=reference.role, sort_order=order
            )
            for order, reference in enumerate(initiative.territories)
        ]
    for relation, rows in initiative.rows.items():
        setattr(page, relation, [_row(relation, *pair, directory) for pair in enumerate(rows)])
    if initiative.contact:
        page.contact_person = directory.person(initiative.contact, outcome)
    if initiative.image:
        page.image = _image(initiative, page.title)


def _row(relation, order, row, directory):
    values = asdict(row)
    if relation in WITH_ORGANISATION:
        values["organisation"] = directory.organisation(row.name)
        values["name"] = "" if values["organisation"] else row.name
    return ROW_MODELS[relation](sort_order=order, **values)


def _image(initiative, title):
    """Return the site's image of that file, added when it is new (same bytes: same image)."""
    path = Path(initiative.image.label)
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    try:
        upload = RenderableImageField().clean(upload)
    except ValidationError as error:
        message = f"image {' '.join(error.messages)}"
        raise InitiativeImportError(
            Problem(initiative.source, initiative.image.line, message)
        ) from error
    upload.seek(0)
    image_model = get_image_model()
    known = image_model.objects.filter(file_hash=hash_filelike(upload)).first()
    if known:
        return known
    image = image_model(title=title, file=upload)
    image._set_image_file_metadata()
    image.save()
    return image


def missing_to_publish(page):
    """Return sentences saying what `page` lacks to be published; empty when it lacks nothing."""
    return [str(finding) for finding in blocking_findings(page)]


def content_of(page):
    """Return what a page says, without what only tells rows and blocks apart."""
    data = page.serializable_data()
    data["body"] = json.loads(data["body"])
    return _settled(data)


def _settled(value):
    if isinstance(value, dict):
        return {key: _settled(v) for key, v in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [_settled(entry) for entry in value]
    return value
