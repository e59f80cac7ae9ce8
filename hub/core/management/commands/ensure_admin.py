"""Create the first administrator account of a new site."""

import os
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils.crypto import get_random_string

USERNAME = "admin"
# Without characters that are easily confused: 0 and O, 1, l and I.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 16  # 79 bits with these letters


class Command(BaseCommand):
    help = (
        "Crée le compte d’administration « admin » si le site n’a pas encore d’administrateur. "
        "Le mot de passe vient de HUB_ADMIN_PASSWORD ; sans cette variable, il est tiré au "
        "hasard et affiché une seule fois."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        user_model = get_user_model()
        existing = user_model.objects.filter(is_superuser=True).order_by("pk").first()
        if existing:
            name = existing.get_username()
            self.stdout.write(
                f"Compte d’administration : « {name} » existe déjà. "
                f"Mot de passe oublié : python manage.py changepassword {name}"
            )
            return
        if user_model.objects.filter(**{user_model.USERNAME_FIELD: USERNAME}).exists():
            raise CommandError(
                f"Le compte « {USERNAME} » existe, mais il n’est pas administrateur. "
                "Créez-en un autre : python manage.py createsuperuser"
            )
        chosen = os.environ.get("HUB_ADMIN_PASSWORD", "")
        password = chosen or get_random_string(LENGTH, LETTERS)
        user = user_model(**{user_model.USERNAME_FIELD: USERNAME, "email": "admin@localhost"})
        if chosen and not settings.DEBUG:
            self._refuse_weak(chosen, user)
        user.is_staff = user.is_superuser = True
        user.set_password(password)
        user.save()
        shown = "celui de HUB_ADMIN_PASSWORD" if chosen else password
        self.stdout.write(
            self.style.SUCCESS(
                f"Compte d’administration créé. Identifiant : {USERNAME}. Mot de passe : {shown}"
            )
        )
        if not chosen:
            self.stdout.write("Notez ce mot de passe : il ne sera plus affiché.")

    def _refuse_weak(self, password: str, user: User) -> None:
        """Raise CommandError when the password fails AUTH_PASSWORD_VALIDATORS."""
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(f"HUB_ADMIN_PASSWORD : {' '.join(error.messages)}") from error
