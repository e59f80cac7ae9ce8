"""Tags of the web templates of blocks and content pages."""

from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from hub.core.blocks.text import CalloutTone
from hub.core.site.metadata import canonical_url
from hub.core.story.backlinks import pages_citing
from hub.core.story.fragments import citation_of
from hub.core.story.loading import load_story as load
from hub.core.story.mentions import mentions_in
from hub.core.story.speakers import speakers_in
from hub.core.values.typography import french

register = template.Library()

TONES = dict(CalloutTone.choices)


@register.simple_tag(takes_context=True)
def load_story(context, page):
    """Return the texts of a page: {% load_story page as story %} {{ story.body }}."""
    return load(page, context.get("request"))


@register.simple_tag(takes_context=True)
def citing(context, page):
    """Return the pages that speak of `page` and that the reader may see."""
    return pages_citing(page, context.get("request"))


register.filter("voices", speakers_in)


@register.simple_tag(takes_context=True)
def mentions(context, value):
    """Return (name, address) of what a story points at: {% mentions story.rubriques as found %}."""
    return mentions_in(value, context.get("request"))


@register.simple_tag(takes_context=True)
def citation(context, speech, anchor):
    """Return how to cite words of the page being shown; empty where it has no address yet."""
    page = context.get("page")
    if not isinstance(page, Page):
        return ""
    return citation_of(speech, anchor, page, context.get("request"))


@register.simple_tag(takes_context=True)
def permalink(context, page):
    """Return the public address of a page, with its host; empty for a preview of a new page."""
    return canonical_url(context.get("request"), page)


@register.filter
def kind_label(page):
    """Return what a plain HubPage is: « Lettre », « Épisode »…"""
    return getattr(page.specific_class, "kind_label", "")


@register.simple_tag(takes_context=True)
def address(context, page):
    """Return the address of a page, empty while it has none (a preview of a new page)."""
    if not isinstance(page, Page) or not page.pk:
        return ""
    return page.get_url(context.get("request")) or ""


@register.simple_tag
def heading(text, level=None, **attrs):
    """Return a heading of the given level (2 unless told), with `id` and `css` when given."""
    tag = f"h{int(level or 2)}"
    shown = {"id": attrs.get("id"), "class": attrs.get("css")}
    extra = format_html_join("", ' {}="{}"', ((k, v) for k, v in shown.items() if v))
    return format_html("<{}{}>{}</{}>", tag, extra, french(text), tag)


@register.filter
def role_of(speech):
    """Return what follows a speaker's name, the territory linked when it has a public page."""
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
def territory_link(territory):
    """Return the name of a territory, as a link when a loaded story knows it has a page."""
    if getattr(territory, "is_public", False):
        return format_html('<a href="{}">{}</a>', territory.url, french(territory.name))
    return french(territory.name)


@register.filter
def tone_label(tone):
    return TONES.get(tone, "")


@register.filter
def host(url):
    """Return the name of the site of an address, without « www. »."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


@register.filter
def table_rows(value):
    """Return the rows of a table block: each cell has text, scope (a header), spans.

    Cells that another one covers are left out.
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


def _cell(value, place, text, span):
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
