"""Forms shown again, with the time to wait, above a rate."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from hub.limits.throttling import mark_throttled, wait_text


class ThrottledFormMixin:
    """Form view that shows its form again with `wait`, the time to wait, above a rate."""

    request: HttpRequest

    def throttled(self, form: Form, seconds: int) -> HttpResponse:
        """Return the form, its fields not checked, with status 429."""
        context = self.get_context_data(form=form, wait=wait_text(seconds))  # type: ignore[attr-defined]
        response = self.render_to_response(context)  # type: ignore[attr-defined]
        mark_throttled(response, seconds)
        return response
