"""System checks of listable pages and of story blocks (ADR 1 and 2)."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.blocks import StreamBlock

from hub.core.blocks import StoryStreamBlock
from hub.core.models import HubPage
from hub.core.page_types import listable_types
from hub.core.site.address import default_site, hostname_and_port


@register
def check_listable_pages(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Check the kind, template, parents and search text of each listable type."""
    errors = [error for model in listable_types() for error in page_errors(model)]
    return errors + kind_errors(listable_types())


@register
def check_story_blocks(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Check the label, description and three templates of each story block."""
    return story_errors(StoryStreamBlock())


@register(Tags.database)
def check_site_address(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that the default site has the address of `BASE_URL` (hub.W001).

    A warning: `migrate`, which corrects it, runs the checks first and would stop on an error.
    """
    return [warning for alias in databases or () for warning in site_address_warnings(alias)]


def site_address_warnings(using: str) -> list[CheckMessage]:
    """Return the warning about the default site of a database, if it has another address."""
    site = default_site(using)
    if site is None or (site.hostname, site.port) == hostname_and_port():
        return []
    message = f"The default site is {site.root_url}, and BASE_URL is {settings.BASE_URL}."
    hint = (
        "Run `manage.py migrate`, which corrects it; if another site has this address, delete it "
        "first in « Paramètres », « Sites »."
    )
    return [Warning(message, hint=hint, id="hub.W001")]


def page_errors(model: type[HubPage]) -> list[CheckMessage]:
    """Return the errors of a listable page type."""
    errors: list[CheckMessage] = []
    if not model.kind or not model.kind_label:
        hint = 'Give it `kind, kind_label = "…", "…"`: lists and filters name it so.'
        errors.append(Error("Listable page without a kind.", hint=hint, obj=model, id="hub.E001"))
    if not model.template.startswith("pages/"):
        hint = "Set `template` to a file of templates/pages/<app>/."
        errors.append(
            Error("Page template outside templates/pages/.", hint=hint, obj=model, id="hub.E002")
        )
    elif not _template_exists(model.template):
        hint = f"Write templates/{model.template}."
        errors.append(Error("Page template not found.", hint=hint, obj=model, id="hub.E003"))
    if not _template_exists(model.card_template):
        hint = "Set `card_template` to a file of templates/components/: lists show nothing without."
        errors.append(Error("Listable page without a card.", hint=hint, obj=model, id="hub.E009"))
    if "parent_page_types" not in vars(model):
        hint = "Set `parent_page_types`: without it the type can be put anywhere."
        errors.append(
            Error("Page type without allowed parents.", hint=hint, obj=model, id="hub.E004")
        )
    if model.search_projection is HubPage.search_projection:
        hint = "Write `search_projection`: without it no search finds its words."
        errors.append(
            Error("Listable page that cannot be searched.", hint=hint, obj=model, id="hub.E008")
        )
    return errors


def kind_errors(models: Sequence[type[HubPage]]) -> list[CheckMessage]:
    """Return an error for each type whose `kind` is already the one of another type."""
    owners: dict[str, type[HubPage]] = {}
    errors: list[CheckMessage] = []
    for model in models:
        owner = owners.setdefault(model.kind, model)
        if model.kind and owner is not model:
            hint = f"{owner._meta.label} has it: lists would show one of the two only."
            message = f"Kind « {model.kind} » used twice."
            errors.append(Error(message, hint=hint, obj=model, id="hub.E010"))
    return errors


def story_errors(stream_block: StreamBlock) -> list[CheckMessage]:
    """Return the errors of the blocks of a story."""
    blocks = stream_block.child_blocks.items()
    errors: list[CheckMessage] = [
        Error(
            f"Block « {name} » has no {wanted}.",
            hint=f"Set `{wanted}` in its Meta, in French.",
            obj=type(block),
            id="hub.E005",
        )
        for name, block in blocks
        for wanted in ("label", "description")
        if not getattr(block.meta, wanted, "")
    ]
    errors += [
        Error(
            f"Block « {name} » has no {wanted}.",
            hint=f"Write it under templates/blocks/ and name it as `{wanted}` in its Meta.",
            obj=type(block),
            id="hub.E006",
        )
        for name, block in blocks
        for wanted in ("template", "text_template", "email_template")
        if not _template_exists(getattr(block.meta, wanted, None))
    ]
    return errors


def _template_exists(path: str | None) -> bool:
    if not path:
        return False
    try:
        get_template(path)
    except TemplateDoesNotExist:
        return False
    return True
