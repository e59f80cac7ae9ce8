"""Remove the second factor of an account, whose owner lost telephone and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError

from hub.accounts.second_factor.devices import remove_second_factor


class Command(BaseCommand):
    help = (
        "Retire la double authentification d’un compte, quand la personne n’a plus ni son "
        "téléphone ni ses codes de secours. Son mot de passe reste le même."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="IDENTIFIANT", help="identifiant du compte")

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"]
        accounts = get_user_model().objects
        account = accounts.filter(**{accounts.model.USERNAME_FIELD: username}).first()
        if account is None:
            raise CommandError(f"Aucun compte n’a l’identifiant « {username} ».")
        if not remove_second_factor(account):
            raise CommandError(f"« {username} » n’a pas de double authentification.")
        self.stdout.write(
            self.style.SUCCESS(f"La double authentification de « {username} » est retirée.")
        )
