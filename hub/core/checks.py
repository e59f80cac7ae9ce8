"""House rules that `manage.py check` enforces (ADR 1 and 2)."""

from django.core.checks import Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from hub.core.blocks import StoryStreamBlock
from hub.core.models import HubPage
from hub.core.page_types import listable_types


@register
def check_listable_pages(app_configs, **kwargs):
    """Each listable type says its name, its template and its place in the tree."""
    return [error for model in listable_types() for error in page_errors(model)]


@register
def check_story_blocks(app_configs, **kwargs):
    """Each block of a story explains itself to editors and has its three templates."""
    return story_errors(StoryStreamBlock())


def page_errors(model):
    """Return the rules that a listable page type breaks."""
    errors = []
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


def story_errors(stream_block):
    """Return the rules that the blocks of a story break."""
    blocks = stream_block.child_blocks.items()
    errors = [
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


def _template_exists(path):
    if not path:
        return False
    try:
        get_template(path)
    except TemplateDoesNotExist:
        return False
    return True
