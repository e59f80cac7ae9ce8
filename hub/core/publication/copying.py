"""Copies: a draft whose address and content are its own."""

import copy

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from hub.core.publication.rules import blocking_findings

NOT_READY = (
    "La copie de «\u00a0{title}\u00a0» ne peut pas être publiée\u00a0: {reasons}. "
    "Décochez la case\u00a0: la copie sera un brouillon à compléter."
)


class HubCopyForm(CopyForm):
    """Wagtail's, without aliases, and with the publication rules for copies that go live.

    An alias would show the same text at two addresses of the same list, found twice by the
    search, with a number and an identifier that are unique.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("publish_copies"):
            for page in self._pages_going_live(cleaned):
                if findings := blocking_findings(as_copied(page)):
                    reasons = " ; ".join(str(finding).rstrip(".") for finding in findings)
                    message = NOT_READY.format(title=page.title, reasons=reasons)
                    self.add_error("publish_copies", ValidationError(message))
        return cleaned

    def _pages_going_live(self, cleaned: dict) -> list[Page]:
        pages = [self.page.specific] if self.page.live else []
        if cleaned.get("copy_subpages"):
            pages += self.page.get_descendants().live().specific()
        return pages


def as_copied(page: Page) -> Page:
    """Return `page` as its copy will be: what copies leave out is back to its default."""
    copied = copy.copy(page)
    excluded = {*page.default_exclude_fields_in_copy, *page.exclude_fields_in_copy}
    for field in page._meta.concrete_fields:
        if field.name in excluded and field.name not in KEPT:
            setattr(copied, field.attname, field.get_default())
    return copied


# Where the page is and what points at it: needed to read its rows, and of no account to the rules.
KEPT = {"id", "path", "depth", "numchild", "url_path"}
