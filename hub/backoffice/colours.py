"""Form input for a colour, typed or picked in the browser's palette."""

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class ColourInput(forms.TextInput):
    """Text input for « #2f6f4f » with the browser's palette beside it; empty for no colour.

    `papers` names the backgrounds that the colour is checked against: {"clair": "#ffffff"}. A line
    below the field warns when the contrast is too low (graphics, WCAG 2.2, 1.4.11).
    """

    template_name = "backoffice/colour_input.html"

    def __init__(self, attrs: dict | None = None, papers: dict[str, str] | None = None) -> None:
        super().__init__(
            {"autocomplete": "off", "spellcheck": "false", "placeholder": "aucune", **(attrs or {})}
        )
        self.papers = papers or {}

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["js/admin/colours.js"])

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        return {**super().get_context(name, value, attrs), "papers": self.papers}

    def _render(self, template_name: str, context: dict, renderer: object = None) -> SafeString:
        # Django's form renderer does not search the project's templates.
        return render_to_string(template_name, context)
