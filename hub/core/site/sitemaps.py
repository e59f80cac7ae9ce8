from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from hub.core.site.visibility import visible_q


class HubSitemap(Sitemap):
    """Sitemap of the pages visible to anonymous readers (sitemaps.org 0.9)."""

    def items(self) -> QuerySet[Page]:
        root = self.get_wagtail_site().root_page
        return (
            root.get_descendants(inclusive=True)
            .filter(visible_q(None))
            .order_by("path")
            .defer_streamfields()
            .specific()
        )
