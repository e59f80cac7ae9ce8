"""Edit form of all pages: drafts always save, publication requires the publication rules."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import RichTextField
from wagtail.models import COMMENTS_RELATION_NAME

from hub.core.publication.findings import Finding
from hub.core.publication.rules import blocking_findings
from hub.slugs import first_free_slug, is_made_from, page_slug

SLUG_TAKEN = "Une autre page a déjà cette adresse au même endroit\u00a0: changez-en un mot."


class PublicationForm(WagtailAdminPageForm):
    """Validate the submitted data with the rules of the pressed button.

    « Enregistrer le brouillon » requires a title. « Envoyer en relecture » also requires the fields
    in `required_to_submit`. « Publier », and an approval that publishes, require that
    `publication_findings` has no blocking finding.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for name in self._meta.model.required_to_publish:
            if name in self.fields:
                self.fields[name].required = True
        if not self.instance.path and self.parent_page:
            # So that an empty slug is generated from the title before the page is in the tree.
            self.instance._cached_parent_obj = self.parent_page
        if self.is_bound and not self.publishes:
            self.defer_required_fields()

    @property
    def publishes(self) -> bool:
        """Whether the pressed button publishes the page, or may do so."""
        if self.data.get("action-workflow-action"):
            return self.data.get("workflow-action-name") == "approve" and self._is_at_final_task
        return bool(self.data.get("action-publish"))

    @property
    def submits(self) -> bool:
        """Whether the pressed button submits the page to the review workflow."""
        return bool(self.data.get("action-submit") or self.data.get("action-restart-workflow"))

    @property
    def _is_at_final_task(self) -> bool:
        state = self.instance.current_workflow_state
        return bool(state and state.is_at_final_task)

    def clean_slug(self) -> str:
        """Return a free slug: an empty or taken slug of a draft is replaced.

        Raise ValidationError when the slug of a live page is taken.
        """
        slug, page = self.cleaned_data["slug"], self.instance
        is_online = page.pk and page.live
        if not slug:
            if page.first_published_at:
                return page.slug  # readers may have it
            slug = page_slug(self.cleaned_data.get("title", ""))
            if not slug:
                return ""  # made by the model from the name of the type
        if self._slug_follows_title(slug):
            slug = page_slug(self.cleaned_data.get("title", "")) or slug
        if is_online and not self._slug_is_free(slug):
            raise ValidationError(SLUG_TAKEN)
        return first_free_slug(slug, self._slug_is_free)

    def _slug_follows_title(self, slug: str) -> bool:
        """Tell whether a page never published has the slug made from its previous title.

        The script that copies the title to the slug stops when an autosave response arrives during
        typing: the slug would keep the beginning of the title only.
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
            # An untouched rich text editor submits `<p></p>`: treat it as empty.
            if isinstance(field, RichTextField) and text and not strip_tags(text).strip():
                cleaned[field.name] = ""
        return cleaned

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if not self.is_bound:
            return valid
        for finding in self._blocking_findings():
            valid = False
            self._add_finding(finding)
        return valid

    def _blocking_findings(self) -> list[Finding]:
        """Return the findings that prevent the action of the pressed button."""
        publishes = self.publishes and not self.is_deferred_validation
        if not publishes and not self.submits:
            return []
        self._set_rows()
        findings = blocking_findings(self.instance)
        if publishes:
            return findings
        required = set(self._meta.model.required_to_submit)
        # Reviewers can complete existing blocks.
        return [f for f in findings if f.field in required and not f.block_id]

    def _set_rows(self) -> None:
        """Set the submitted child rows on the instance, in memory, as saving would do."""
        for name, formset in self.formsets.items():
            if name != COMMENTS_RELATION_NAME and formset.is_valid():
                formset.save(commit=False)

    def _add_finding(self, finding: Finding) -> None:
        """Add a finding as an error of its field, unless that field already has an error."""
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
        """Send the slug chosen by `clean_slug` back to the open form."""
        updates = super().get_field_updates_for_resave()
        if "slug" in self.fields and self.instance.slug != self.data.get("slug"):
            updates.append(("slug", self.instance.slug))
        return updates
