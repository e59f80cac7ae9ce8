from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm


class HubPageForm(WagtailAdminPageForm):
    """Edit form of a listable page: what publication demands may wait while it is a draft."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._meta.model.required_to_publish:
            if name in self.fields:
                self.fields[name].required = True

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for field, message in self.instance.publication_errors(cleaned).items():
                self.add_error(field, ValidationError(message))
        return cleaned
