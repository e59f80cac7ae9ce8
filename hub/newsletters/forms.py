"""The edit form of a letter."""

from typing import Any

from django import forms

from hub.core.publication.forms import PublicationForm


class LetterForm(PublicationForm):
    """Edit form of a letter; replace a proposed number that another letter took meanwhile.

    Two new letters that are open at once have the same proposed number. A number that the editor
    typed is not replaced.
    """

    proposed_number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["proposed_number"] = self.instance.number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        number = cleaned.get("number")
        if number and number == cleaned.get("proposed_number") and not self.instance.pk:
            cleaned["number"] = self.parent_page.specific.free_number(number)
        return cleaned

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Send a replaced number back to the open form."""
        updates = super().get_field_updates_for_resave()
        number = str(self.instance.number or "")
        if self.data.get("number") != number:
            updates.append(("number", number))
        return updates
