"""Forms that ask for a code."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser


class CodeForm(forms.Form):
    """Form of the present code of the application, or of a recovery code."""

    code = forms.CharField(
        label="Code",
        help_text="Six chiffres, que votre application renouvelle toutes les trente secondes, ou "
        "l’un de vos codes de secours.",
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "none",
                "autocomplete": "one-time-code",
                "autofocus": True,
                "spellcheck": "false",
            }
        ),
    )


class SetUpForm(forms.Form):
    """Form that confirms an application; the password proves that the owner sets it up."""

    password = forms.CharField(
        label="Votre mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label="Code à six chiffres",
        help_text="Celui que l’application montre maintenant.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("Ce n’est pas votre mot de passe.")
        return password
