"""Writing of one page of an import: a draft, its record, and its publication."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import Page

from hub.core.importing.rights import may_edit
from hub.core.models import HubPage
from hub.core.publication import blocking_findings
from podcasts.importing.builder.directory import Directory
from podcasts.importing.builder.merging import Merge, Part, changed_parts, content_digest, merge
from podcasts.importing.builder.remote import Images
from podcasts.importing.report import Outcome, Status
from podcasts.models import ImportRecord, PodcastMedia

NOT_IMPORTED = "existe déjà ici, et ne vient pas d’un import\u00a0: rien n’y change."
CLOSED = "verrouillé ou en cours de relecture\u00a0: rien n’y change."
NOT_YOURS = "créé par quelqu’un d’autre\u00a0: vous ne pouvez pas le changer."
EDITED = "modifié ici\u00a0: à publier depuis l’administration."


class PageWriter:
    """Creates and updates pages. Network requests are made before each transaction."""

    def __init__(self, directory: Directory, images: Images, user: AbstractUser | None) -> None:
        self.directory = directory
        self.images = images
        self.user = user

    def create(self, page: HubPage, parts: Sequence[Part], parent: Page, outcome: Outcome) -> None:
        """Add `page` under `parent` as a draft; set the id and remarks of `outcome`."""
        found = merge(parts, None, page)
        found.fetch()
        try:
            with transaction.atomic():
                found.write(page)
                parent.add_child(instance=page)
                revision = page.save_revision(log_action=True)
                record = ImportRecord(page_id=page.pk, content=content_digest(revision.content))
                found.remember(record, page)
                record.save()
        except Exception:
            self._roll_back(found)
            parent.refresh_from_db()
            raise
        self.directory.commit()
        outcome.page, outcome.status = page.pk, Status.CREATED
        outcome.remarks += found.remarks

    def update(
        self, page: HubPage, record: ImportRecord | None, parts: Sequence[Part], outcome: Outcome
    ) -> None:
        """Write in a new draft what changed in the feed; set the status of `outcome`."""
        outcome.status = Status.UNCHANGED
        if record is None:
            outcome.status = Status.KEPT
            outcome.remarks.append(NOT_IMPORTED)
            return
        if not changed_parts(parts, record):
            return
        if refusal := self._refusal(page):
            outcome.status = Status.KEPT
            outcome.remarks.append(refusal)
            return
        draft = page.get_latest_revision_as_object()
        before = _content_of(draft)
        record.is_edited = record.is_edited or content_digest(before) != record.content
        found = merge(parts, record, draft)
        found.fetch()
        try:
            with transaction.atomic():
                found.write(draft)
                after = _content_of(draft)
                if content_digest(after) != content_digest(before):
                    revision = draft.save_revision()
                    after = revision.content
                    outcome.status = Status.UPDATED
                found.remember(record, draft)
                if not record.is_edited:
                    record.content = content_digest(after)
                record.save()
        except Exception:
            self._roll_back(found)
            raise
        self.directory.commit()
        outcome.remarks += found.remarks
        if found.remarks and outcome.status is Status.UNCHANGED and not found.parts:
            outcome.status = Status.KEPT

    def _refusal(self, page: HubPage) -> str:
        """Return why nothing may be written in a page, in French, or an empty text."""
        if page.locked or page.workflow_in_progress:
            return CLOSED
        return "" if may_edit(self.user, page) else NOT_YOURS

    def publish(self, page: HubPage, outcome: Outcome) -> None:
        """Publish a draft not edited since the import; otherwise add a remark with the reason."""
        if page.live and not page.has_unpublished_changes:
            return
        record = ImportRecord.objects.filter(page=page.pk).first()
        draft = page.get_latest_revision_as_object()
        if (
            record is None
            or record.is_edited
            or content_digest(_content_of(draft)) != record.content
        ):
            outcome.remarks.append(EDITED)
            return
        missing = [str(finding) for finding in blocking_findings(draft)]
        if not missing:
            try:
                with transaction.atomic():
                    page.get_latest_revision().publish(user=self.user)
            except ValidationError as error:
                missing = error.messages
        if missing:
            outcome.remarks.append(f"reste en brouillon\u00a0: {' '.join(missing)}")
            return
        outcome.is_published = True

    def _roll_back(self, found: Merge) -> None:
        """Undo what a transaction does not: the sound copied here, what was remembered of it."""
        self.directory.roll_back()
        self.images.forget_last()
        sound = found.fetched.get("file")
        if isinstance(sound, PodcastMedia) and sound.pk:
            sound.file.storage.delete(sound.file.name)
            sound.delete()


def _content_of(page: HubPage) -> dict[str, Any]:
    """Return the content of a page as a revision stores it."""
    return json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
