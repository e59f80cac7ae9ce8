"""Who gets the test message of a letter: colleagues of the hub, and addresses typed by hand."""

import re

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet

MOST = 20
# « Anne Martin <anne@example.org> », as mail programs copy an address.
NAMED = re.compile(r"[^<>,;\n]*<\s*([^<>\s]+)\s*>")
BETWEEN = re.compile(r"[\s,;]+")

NOBODY = "Choisissez au moins un destinataire."
TOO_MANY = "Un essai part à {} destinataires au plus\u00a0: vous en avez choisi {}."
WRONG = "«\u00a0{}\u00a0» n’est pas une adresse électronique."


def colleagues() -> QuerySet:
    """Return the active accounts of the admin that have an address, by name."""
    permission = {
        "permissions__codename": "access_admin",
        "permissions__content_type__app_label": "wagtailadmin",
    }
    by_group = Q(**{f"groups__{lookup}": value for lookup, value in permission.items()})
    itself = Q(**{f"user_{lookup}": value for lookup, value in permission.items()})
    accounts = get_user_model()._default_manager.filter(is_active=True).exclude(email="")
    return (
        accounts.filter(Q(is_superuser=True) | by_group | itself)
        .distinct()
        .order_by("first_name", "last_name", "username")
    )


def split_addresses(text: str) -> list[str]:
    """Return the addresses of a text, separated by commas, semicolons, spaces or lines."""
    bare = NAMED.sub(lambda found: f" {found[1]} ", text)
    return [part for part in BETWEEN.split(bare) if part]


class AccountField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user: AbstractBaseUser) -> str:
        return f"{user.get_full_name() or user.get_username()} ({user.email})"


class TestMessageForm(forms.Form):
    """Give `recipients`, each address once; the account of who asks is ticked at first."""

    __test__ = False  # pytest would take it for a class of tests

    accounts = AccountField(
        queryset=None,
        required=False,
        label="Des collègues du hub",
        widget=forms.CheckboxSelectMultiple,
    )
    addresses = forms.CharField(
        required=False,
        label="D’autres adresses",
        help_text="Séparées par une virgule, un espace ou une ligne. "
        f"{MOST} destinataires au plus en tout\u00a0; personne ne voit l’adresse des autres.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accounts"].queryset = colleagues()

    def clean_addresses(self) -> list[str]:
        addresses = split_addresses(self.cleaned_data["addresses"])
        wrong = []
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                wrong.append(ValidationError(WRONG.format(address)))
        if wrong:
            raise ValidationError(wrong)
        return addresses

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        chosen = [user.email for user in cleaned["accounts"]] + cleaned["addresses"]
        once = {address.lower(): address for address in reversed(chosen)}
        cleaned["recipients"] = list(reversed(once.values()))
        if not chosen:
            raise ValidationError(NOBODY)
        if len(cleaned["recipients"]) > MOST:
            raise ValidationError(TOO_MANY.format(MOST, len(cleaned["recipients"])))
        return cleaned
