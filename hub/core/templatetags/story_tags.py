"""Tags of the web templates of blocks and content pages."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import template
from django.db.models import Model, QuerySet
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from hub.core.blocks.speech import SpeechValue
from hub.core.blocks.text import CalloutTone
from hub.core.site.metadata import canonical_url
from hub.core.story.backlinks import pages_citing
from hub.core.story.fragments import citation_of
from hub.core.story.loading import load_story as load
from hub.core.story.mentions import mentions_in
from hub.core.story.speakers import speakers_in
from hub.core.values.typography import french

if TYPE_CHECKING:
    from hub.core.models import HubPage
    from hub.territories.models import Territory

register = template.Library()

TONES = dict(CalloutTone.choices)


@register.simple_tag(takes_context=True)
def load_story(context: Context, page: Page) -> dict[str, Any]:
    """Return the loaded fields of a page: `{% load_story page as story %} {{ story.body }}`."""
    return load(page, context.get("request"))


@register.simple_tag(takes_context=True)
def citing(context: Context, page: Model) -> "QuerySet[HubPage]":
    """Return the pages that cite `page` and are visible to the reader."""
    return pages_citing(page, context.get("request"))


register.filter("voices", speakers_in)


@register.simple_tag(takes_context=True)
def mentions(context: Context, value: Any) -> list[tuple[str, str]]:
    """Return (name, URL) of what a story cites: `{% mentions story.rubriques as found %}`."""
    return mentions_in(value, context.get("request"))


@register.simple_tag(takes_context=True)
def citation(context: Context, speech: SpeechValue, anchor: str) -> str:
    """Return the citation of a speech of the current page; empty while the page has no URL."""
    page = context.get("page")
    if not isinstance(page, Page):
        return ""
    return citation_of(speech, anchor, page, context.get("request"))


@register.simple_tag(takes_context=True)
def permalink(context: Context, page: Page) -> str:
    """Return the absolute URL of the current page, given as `page`; empty without a site."""
    return canonical_url(context.get("request"), page)


@register.filter
def kind_label(page: Page) -> str:
    """Return the type label of a base HubPage: « Lettre », « Épisode »…"""
    return getattr(page.specific_class, "kind_label", "")


@register.simple_tag(takes_context=True)
def address(context: Context, page: Page | None) -> str:
    """Return the URL of a page; empty while it has none (preview of a new page)."""
    if not isinstance(page, Page) or not page.pk:
        return ""
    return page.get_url(context.get("request")) or ""


@register.simple_tag
def heading(text: object, level: int | str | None = None, **attrs: Any) -> SafeString:
    """Return a heading element of a level (2 by default), with `id` and class `css` if given."""
    tag = f"h{int(level or 2)}"
    shown = {"id": attrs.get("id"), "class": attrs.get("css")}
    extra = format_html_join("", ' {}="{}"', ((k, v) for k, v in shown.items() if v))
    return format_html("<{}{}>{}</{}>", tag, extra, french(text), tag)


@register.filter
def role_of(speech: SpeechValue) -> SafeString:
    """Return the role, organisation and territory of a speaker; a public territory is a link."""
    role, territory = french(speech.get("role")), speech.get("territory")
    name = french(territory.name) if territory is not None else ""
    parts = [role, french(speech.get("organisation"))]
    if name and name in role:
        before, after = role.split(name, 1)
        parts[0] = format_html("{}{}{}", before, territory_link(territory), after)
    elif name:
        parts.append(territory_link(territory))
    return format_html_join(", ", "{}", ((part,) for part in parts if part))


@register.filter
def territory_link(territory: "Territory") -> SafeString | str:
    """Return the name of a territory; a link when `load_story` found its page to be public."""
    if getattr(territory, "is_public", False):
        return format_html('<a href="{}">{}</a>', territory.url, french(territory.name))
    return french(territory.name)


@register.filter
def tone_label(tone: str) -> str:
    """Return the French label of a callout tone; empty for an unknown tone."""
    return TONES.get(tone, "")


@register.filter
def host(url: str | None) -> str:
    """Return the host name of a URL, without « www. »."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


@register.filter
def table_rows(value: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Return the rows of a table block, as dicts of text, scope (of header cells) and spans.

    Cells covered by a merged cell are left out.
    """
    spans = {(span["row"], span["col"]): span for span in value.get("mergeCells") or []}
    covered = {
        (row, column)
        for (top, left), span in spans.items()
        for row in range(top, top + span["rowspan"])
        for column in range(left, left + span["colspan"])
    } - set(spans)
    return [
        [
            _cell(value, (row, column), text, spans.get((row, column), {}))
            for column, text in enumerate(cells)
            if (row, column) not in covered
        ]
        for row, cells in enumerate(value.get("data") or [])
    ]


def _cell(
    value: dict[str, Any], place: tuple[int, int], text: str | None, span: dict[str, int]
) -> dict[str, Any]:
    row, column = place
    scope = ""
    if row == 0 and value.get("first_row_is_table_header"):
        scope = "col"
    elif column == 0 and value.get("first_col_is_header"):
        scope = "row"
    return {
        "text": (text or "").strip(),
        "scope": scope,
        "rowspan": span.get("rowspan", 1),
        "colspan": span.get("colspan", 1),
    }
