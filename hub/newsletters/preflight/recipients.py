"""Recipients of the test message of a letter: admin accounts and typed addresses."""

import re
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet

MAX_RECIPIENTS = 20
# « Anne Martin <anne@example.org> », as mail programs copy an address.
NAMED_ADDRESS = re.compile(r"[^<>,;\n]*<\s*([^<>\s]+)\s*>")
SEPARATORS = re.compile(r"[\s,;]+")

NO_RECIPIENT = "Choisissez au moins un destinataire."
TOO_MANY = "Un essai part à {} destinataires au plus\u00a0: vous en avez choisi {}."
INVALID_ADDRESS = "«\u00a0{}\u00a0» n’est pas une adresse électronique."


def colleagues() -> QuerySet[AbstractUser]:
    """Return the active accounts of the admin that have an address, by name."""
    permission = {
        "permissions__codename": "access_admin",
        "permissions__content_type__app_label": "wagtailadmin",
    }
    by_group = Q(**{f"groups__{lookup}": value for lookup, value in permission.items()})
    direct = Q(**{f"user_{lookup}": value for lookup, value in permission.items()})
    accounts = get_user_model()._default_manager.filter(is_active=True).exclude(email="")
    return (
        accounts.filter(Q(is_superuser=True) | by_group | direct)
        .distinct()
        .order_by("first_name", "last_name", "username")
    )


def split_addresses(text: str) -> list[str]:
    """Return the addresses of a text, separated by commas, semicolons, spaces or line breaks."""
    bare = NAMED_ADDRESS.sub(lambda match: f" {match[1]} ", text)
    return [part for part in SEPARATORS.split(bare) if part]


class AccountField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user: AbstractUser) -> str:
        return f"{user.get_full_name() or user.get_username()} ({user.email})"


class TestMessageForm(forms.Form):
    """Form that gives `recipients`: the chosen addresses, without duplicates (case-insensitive)."""

    __test__ = False  # pytest would collect it as a test class

    addresses = forms.CharField(
        required=False,
        label="D’autres adresses",
        help_text=f"Séparées par une virgule, un espace ou une ligne. {MAX_RECIPIENTS} "
        "destinataires au plus en tout\u00a0; personne ne voit l’adresse des autres.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = AccountField(
            queryset=colleagues(),
            required=False,
            label="Des collègues du hub",
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields = {"accounts": accounts, **self.fields}

    def clean_addresses(self) -> list[str]:
        addresses = split_addresses(self.cleaned_data["addresses"])
        errors = []
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                errors.append(ValidationError(INVALID_ADDRESS.format(address)))
        if errors:
            raise ValidationError(errors)
        return addresses

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        chosen = [user.email for user in cleaned["accounts"]] + cleaned["addresses"]
        unique = {address.lower(): address for address in reversed(chosen)}
        cleaned["recipients"] = list(reversed(unique.values()))
        if not chosen:
            raise ValidationError(NO_RECIPIENT)
        if len(cleaned["recipients"]) > MAX_RECIPIENTS:
            raise ValidationError(TOO_MANY.format(MAX_RECIPIENTS, len(cleaned["recipients"])))
        return cleaned
