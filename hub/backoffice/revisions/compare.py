"""The screen that compares two versions of a page."""

from wagtail.admin.views.pages.revisions import RevisionsCompareView

from hub.backoffice.revisions.values import words

NAMES = {"live": "en ligne", "earliest": "la plus ancienne", "latest": "la plus récente"}


class ChangesView(RevisionsCompareView):
    """Only what changed, with which versions are compared, in words."""

    template_name = "backoffice/compare.html"
    page_title = "Comparer deux versions"

    def _get_revision_and_heading(self, revision_id):
        version, heading = super()._get_revision_and_heading(revision_id)
        if revision_id not in NAMES:
            revision = self.object.revisions.get(pk=revision_id)
            heading = f"Version du {words(revision.created_at)}"
            if revision.user:
                heading += f", par {revision.user.get_full_name() or revision.user.get_username()}"
        else:
            heading = f"Version {NAMES[revision_id]}"
        return version, heading
