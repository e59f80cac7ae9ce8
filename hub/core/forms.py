from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import RichTextField


class HubPageForm(WagtailAdminPageForm):
    """Edit form of a listable page: what publication demands may wait while it is a draft."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._meta.model.required_to_publish:
            if name in self.fields:
                self.fields[name].required = True
        if self.is_bound:
            self._demand_rows()

    def _demand_rows(self):
        """Ask for a row where publication does, without showing an empty one from the start."""
        for name, message in self._meta.model.rows_to_publish.items():
            formset = self.formsets[name]
            formset.min_num, formset.validate_min = 1, True
            formset.error_messages = {**formset.error_messages, "too_few_forms": message}

    def clean(self):
        cleaned = super().clean()
        self._empty_wordless_texts(cleaned)
        if not self.is_deferred_validation:
            for field, message in self.instance.publication_errors(cleaned).items():
                self.add_error(field, ValidationError(message))
        return cleaned

    def _empty_wordless_texts(self, cleaned):
        """An editor that nobody typed in sends « <p></p> », which is nothing."""
        for field in self._meta.model._meta.fields:
            text = cleaned.get(field.name)
            if isinstance(field, RichTextField) and text and not strip_tags(text).strip():
                cleaned[field.name] = ""
                if self.fields[field.name].required:
                    message = self.fields[field.name].error_messages["required"]
                    self.add_error(field.name, ValidationError(message, code="required"))
