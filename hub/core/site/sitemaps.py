from wagtail.contrib.sitemaps import Sitemap

from hub.core.site.visibility import visible_q


class HubSitemap(Sitemap):
    """What anonymous readers may see, and nothing else (sitemaps.org 0.9)."""

    def items(self):
        root = self.get_wagtail_site().root_page
        return (
            root.get_descendants(inclusive=True)
            .filter(visible_q(None))
            .order_by("path")
            .defer_streamfields()
            .specific()
        )
