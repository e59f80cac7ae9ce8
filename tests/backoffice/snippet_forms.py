"""Form data of a snippet, as a browser sends it."""

from django.http import HttpResponse
from wagtail.test.utils.form_data import querydict_from_html


def form_values(answer: HttpResponse) -> dict[str, list[str]]:
    """Return the values that the form of a response would send as it stands."""
    data = querydict_from_html(answer.content.decode(), form_id="w-editor-form")
    return {name: data.getlist(name) for name in data if "__prefix__" not in name}
