"""The edit form of every page: a draft always saves, what goes live meets the rules."""

import itertools

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import RichTextField
from wagtail.models import COMMENTS_RELATION_NAME

from hub.core.publication.findings import Finding
from hub.core.publication.rules import blocking_findings
from hub.slugs import is_made_from, page_slug

NOT_ALONE = "Une autre page a déjà cette adresse au même endroit\u00a0: changez-en un mot."


class PublicationForm(WagtailAdminPageForm):
    """Check, on what was sent, the rules of the button that was pressed.

    « Enregistrer le brouillon » asks for a title. « Envoyer en relecture » asks also for what only
    the author knows (`required_to_submit`). « Publier », and the approval that publishes, ask for
    all that `publication_findings` blocks on.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for name in self._meta.model.required_to_publish:
            if name in self.fields:
                self.fields[name].required = True
        if not self.instance.path and self.parent_page:
            # Lets an empty address be made from the title before the page has its place.
            self.instance._cached_parent_obj = self.parent_page
        if self.is_bound and not self.publishes:
            self.defer_required_fields()

    @property
    def publishes(self) -> bool:
        """Whether the pressed button puts the page online, or may."""
        if self.data.get("action-workflow-action"):
            return self.data.get("workflow-action-name") == "approve" and self._ends_the_workflow
        return bool(self.data.get("action-publish"))

    @property
    def submits(self) -> bool:
        """Whether the pressed button sends the page for review."""
        return bool(self.data.get("action-submit") or self.data.get("action-restart-workflow"))

    @property
    def _ends_the_workflow(self) -> bool:
        state = self.instance.current_workflow_state
        return bool(state and state.is_at_final_task)

    def clean_slug(self) -> str:
        """Never ask for an address: an empty or taken one is settled while the page is a draft."""
        slug, page = self.cleaned_data["slug"], self.instance
        is_online = page.pk and page.live
        if not slug:
            if page.first_published_at:
                return page.slug  # readers may have it
            slug = page_slug(self.cleaned_data.get("title", ""))
            if not slug:
                return ""  # made by the model from the name of the type
        if self._still_follows_the_title(slug):
            slug = page_slug(self.cleaned_data.get("title", "")) or slug
        if self._slug_is_free(slug):
            return slug
        if is_online:
            raise ValidationError(NOT_ALONE)
        numbered = (f"{slug}-{number}" for number in itertools.count(2))
        return next(candidate for candidate in numbered if self._slug_is_free(candidate))

    def _still_follows_the_title(self, slug: str) -> bool:
        """Tell whether a page never published has the address that its former title gave it.

        The script that copies the title into the address stops when a save in the background
        answers while one types: the address would keep the beginning of the title.
        """
        page = self.instance
        if not page.pk or page.first_published_at or slug != page.slug:
            return False
        return is_made_from(slug, page.title)

    def _slug_is_free(self, slug: str) -> bool:
        return self.instance._slug_is_available(slug, self.parent_page, self.instance)

    def clean(self) -> dict:
        cleaned = super().clean()
        for field in self._meta.model._meta.fields:
            text = cleaned.get(field.name)
            # An untouched rich text editor sends « <p></p> »: treat it as empty.
            if isinstance(field, RichTextField) and text and not strip_tags(text).strip():
                cleaned[field.name] = ""
        return cleaned

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if not self.is_bound:
            return valid
        for finding in self._refusals():
            valid = False
            self._show(finding)
        return valid

    def _refusals(self) -> list[Finding]:
        """Return what keeps the pressed button from doing its work."""
        publishes = self.publishes and not self.is_deferred_validation
        if not publishes and not self.submits:
            return []
        self._set_rows()
        findings = blocking_findings(self.instance)
        if publishes:
            return findings
        wanted = set(self._meta.model.required_to_submit)
        # A block that is there can be completed by who reviews.
        return [f for f in findings if f.field in wanted and not f.block_id]

    def _set_rows(self) -> None:
        """Put the rows that were sent on the instance, in memory only, as saving will."""
        for name, formset in self.formsets.items():
            if name != COMMENTS_RELATION_NAME and formset.is_valid():
                formset.save(commit=False)

    def _show(self, finding: Finding) -> None:
        """Put a finding beside its field, unless the form says something there already."""
        message = str(finding) if finding.block_id else finding.message
        message = message[:1].upper() + message[1:]
        if finding.field in self.formsets:
            formset = self.formsets[finding.field]
            if not formset.total_error_count():
                formset.non_form_errors().append(ValidationError(message))
        elif finding.field not in self.fields:
            self.add_error(None, ValidationError(str(finding)))
        elif finding.block_id or finding.field not in self.errors:
            self.add_error(finding.field, ValidationError(message))

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Tell the open form the address that was settled here."""
        updates = super().get_field_updates_for_resave()
        if "slug" in self.fields and self.instance.slug != self.data.get("slug"):
            updates.append(("slug", self.instance.slug))
        return updates
