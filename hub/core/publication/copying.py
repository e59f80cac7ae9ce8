"""Page copies: validation, and no aliases."""

import copy
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from hub.core.publication.findings import join_reasons
from hub.core.publication.rules import blocking_findings

NOT_READY = (
    "La copie de «\u00a0{title}\u00a0» ne peut pas être publiée\u00a0: {reasons}. "
    "Décochez la case\u00a0: la copie sera un brouillon à compléter."
)


class HubCopyForm(CopyForm):
    """Wagtail's copy form without aliases; copies to publish must meet the publication rules.

    An alias would be listed and found by the search twice, with the same number and identifier,
    which must be unique.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("publish_copies"):
            for page in self._pages_going_live(cleaned):
                if findings := blocking_findings(as_copied(page)):
                    message = NOT_READY.format(title=page.title, reasons=join_reasons(findings))
                    self.add_error("publish_copies", ValidationError(message))
        return cleaned

    def _pages_going_live(self, cleaned: dict) -> list[Page]:
        pages = [self.page.specific] if self.page.live else []
        if cleaned.get("copy_subpages"):
            pages += self.page.get_descendants().live().specific()
        return pages


def as_copied(page: Page) -> Page:
    """Return `page` as it would be copied: fields excluded from copies have their default."""
    copied = copy.copy(page)
    excluded = {*page.default_exclude_fields_in_copy, *page.exclude_fields_in_copy}
    for field in page._meta.concrete_fields:
        if field.name in excluded and field.name not in KEPT_FIELDS:
            setattr(copied, field.attname, field.get_default())
    return copied


# Excluded from copies, but kept by `as_copied`: needed to read the rows, not checked by the rules.
KEPT_FIELDS = {"id", "path", "depth", "numchild", "url_path"}
