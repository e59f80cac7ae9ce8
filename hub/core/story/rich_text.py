"""Page links in rich text that is not loaded with `load_story` (introductions)."""

from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from hub.core.site.visibility import visible_q


class VisiblePageLinkHandler(PageLinkHandler):
    """Remove the `href` of links to hidden pages: their URL would reveal their title."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Page | None]:
        ids = [attrs.get("id") for attrs in attrs_list]
        pages = {str(p.pk): p for p in Page.objects.filter(visible_q(None), pk__in=ids)}
        return [pages.get(str(pk)) for pk in ids]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [
            format_html('<a href="{}">', page.get_url()) if page else "<a>"
            for page in cls.get_many(attrs_list)
        ]
