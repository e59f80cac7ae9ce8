"""Admin view that compares two versions of a page."""

from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.models import Page

from hub.backoffice.revisions.values import format_value

NAMES = {"live": "en ligne", "earliest": "la plus ancienne", "latest": "la plus récente"}


class ChangesView(RevisionsCompareView):
    """Shows the changes only, with the date and author of both versions in the headings."""

    template_name = "backoffice/compare.html"
    page_title = "Comparer deux versions"

    def _get_revision_and_heading(self, revision_id: str) -> tuple[Page, str]:
        version, heading = super()._get_revision_and_heading(revision_id)
        if revision_id not in NAMES:
            revision = self.object.revisions.get(pk=revision_id)
            heading = f"Version du {format_value(revision.created_at)}"
            if revision.user:
                heading += f", par {revision.user.get_full_name() or revision.user.get_username()}"
        else:
            heading = f"Version {NAMES[revision_id]}"
        return version, heading
