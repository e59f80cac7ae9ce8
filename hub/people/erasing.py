"""Deletion of people in the admin: someone who is quoted is anonymised instead of deleted."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView

from hub.backoffice.usage import is_used
from hub.people.models import Person

ERASURE_EXPLANATION = (
    "Ses paroles restent, signées par exemple «\u00a0Un·e élu·e de Reugny\u00a0»\u00a0; "
    "son nom, sa photo, son adresse, sa biographie et ses fonctions sont oubliés. "
    "Un nom écrit à la main dans un texte reste à corriger page par page."
)


def delete_or_erase(person: Person, user: AbstractBaseUser) -> bool:
    """Delete `person`, or anonymise them if they are in use; return whether they were erased."""
    with transaction.atomic():
        if not is_used(person):
            log(instance=person, action="wagtail.delete", user=user, deleted=True)
            person.delete()
            return False
        person.erase()
        log(instance=person, action="hub.erase", user=user)
        # Log entries keep the former name and point to revisions that `erase` deleted.
        ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Person), object_id=str(person.pk)
        ).update(label=person.name, revision=None)
    return True


class PersonDeleteView(DeleteView):
    @property
    def confirmation_message(self) -> str:
        if is_used(self.object):
            return f"Cette personne est citée\u00a0: sa fiche sera effacée. {ERASURE_EXPLANATION}"
        return "Cette personne n’est citée nulle part\u00a0: sa fiche sera supprimée."

    def delete_action(self) -> None:
        erased = delete_or_erase(self.object, self.request.user)
        self.success_message = (
            "La fiche est effacée\u00a0; les paroles restent."
            if erased
            else "La fiche est supprimée."
        )


class PersonBulkDelete(DeleteBulkAction):
    """Bulk deletion in the list, with the same rule."""

    models = [Person]
    template_name = "people/admin/confirm_bulk_delete.html"

    @classmethod
    def execute_action(
        cls, objects: Sequence[Person], *, user: AbstractBaseUser, **kwargs: Any
    ) -> tuple[int, int]:
        bulk_action = kwargs["self"]
        bulk_action.erased = sum(delete_or_erase(person, user) for person in objects)
        return len(objects), 0

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(what_erasing_does=ERASURE_EXPLANATION, **kwargs)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        deleted = num_parent_objects - self.erased
        return f"Fiches supprimées\u00a0: {deleted}. Fiches effacées\u00a0: {self.erased}."
