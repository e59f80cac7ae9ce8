"""Forms of subscriptions."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from hub.core.values.typography import alphabetical_key
from hub.mailing.addresses import MAX_LENGTH, read_address
from hub.mailing.models import Subscriber
from hub.territories.finding import resolve
from hub.territories.models import Territory
from hub.themes.models import Theme

# Labels of the pauses, by their number of days.
PAUSES = {
    "": "Chaque lettre, dès sa parution",
    "30": "Rien pendant un mois",
    "91": "Rien pendant trois mois",
    "182": "Rien pendant six mois",
}


class AddressForm(forms.Form):
    """The address of a reader, with a honeypot field against robots."""

    email = forms.CharField(
        label="Votre adresse électronique",
        help_text="Exemple\u00a0: prenom.nom@exemple.fr",
        max_length=MAX_LENGTH + 100,  # with a name around it; `read_address` limits the address
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": None}),
        error_messages={"required": "Donnez votre adresse."},
    )
    # Honeypot: hidden from people, filled in by robots.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        return read_address(self.cleaned_data["email"])

    @property
    def is_from_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class PreferencesForm(forms.Form):
    """What a subscriber receives, and what concerns them first."""

    pause = forms.ChoiceField(
        label="Ce que je reçois", choices=PAUSES, required=False, widget=forms.RadioSelect
    )
    territory = forms.CharField(label="Mon territoire", required=False, max_length=200)
    themes = forms.ModelMultipleChoiceField(
        label="Les thèmes qui m’occupent",
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, subscriber: Subscriber, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subscriber = subscriber
        themes: Any = self.fields["themes"]
        themes.queryset = Theme.objects.active()
        # In dictionary order, which depends on the collation in a database.
        by_name = sorted(themes.queryset, key=lambda theme: alphabetical_key(theme.name))
        themes.choices = [(theme.pk, theme.name) for theme in by_name]
        self.chosen_territory: Territory | None = subscriber.territory
        if end := subscriber.pause_end:
            kept = f"Rien jusqu’au {end:%d/%m/%Y} (en cours)"
            pause: Any = self.fields["pause"]
            pause.choices = [("", PAUSES[""]), ("kept", kept), *list(PAUSES.items())[1:]]

    @classmethod
    def initial_of(cls, subscriber: Subscriber) -> dict[str, Any]:
        """Return the initial values for a subscriber."""
        return {
            "pause": "kept" if subscriber.pause_end else "",
            "themes": list(subscriber.themes.values_list("pk", flat=True)),
        }

    def clean_territory(self) -> Territory | None:
        """Return the territory that the text surely names; None for an empty text."""
        typed = self.cleaned_data["territory"].strip()
        self.chosen_territory = None
        if not typed:
            return None
        found = resolve(typed)
        if len(found) != 1:
            name = f"«\u00a0{typed[:60]}\u00a0»"
            raise forms.ValidationError(f"{name} ne désigne pas un seul territoire.")
        self.chosen_territory = found[0]
        return self.chosen_territory

    def clean_pause(self) -> date | None:
        """Return the day the letters start again; None without a pause."""
        days = self.cleaned_data["pause"]
        if days == "kept":
            return self.subscriber.paused_until
        return timezone.localdate() + timedelta(days=int(days)) if days else None

    @property
    def typed_territory(self) -> str:
        """The text that names no territory, or several; empty otherwise."""
        return str(self.data.get("territory", "")) if "territory" in self.errors else ""

    def save(self) -> None:
        """Store the choices of the subscriber."""
        self.subscriber.territory = self.cleaned_data["territory"]
        self.subscriber.paused_until = self.cleaned_data["pause"]
        self.subscriber.save(update_fields=["territory", "paused_until"])
        self.subscriber.themes.set(self.cleaned_data["themes"])
