"""Deleting a person in the admin never loses words: someone who is quoted is erased instead."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView

from hub.backoffice.usage import is_used
from hub.people.models import Person

WHAT_ERASING_DOES = (
    "Ses paroles restent, signées par exemple «\u00a0Un·e élu·e de Reugny\u00a0»\u00a0; "
    "son nom, sa photo, son adresse, sa biographie et ses fonctions sont oubliés. "
    "Un nom écrit à la main dans un texte reste à corriger page par page."
)


def delete_or_erase(person, user):
    """Delete `person`, or erase them when their words need them; tell whether it was erased."""
    with transaction.atomic():
        if not is_used(person):
            log(instance=person, action="wagtail.delete", user=user, deleted=True)
            person.delete()
            return False
        person.erase()
        log(instance=person, action="hub.erase", user=user)
        # The history of the record kept the name; its versions are gone.
        ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Person), object_id=str(person.pk)
        ).update(label=person.name, revision=None)
    return True


class PersonDeleteView(DeleteView):
    @property
    def confirmation_message(self):
        if is_used(self.object):
            return f"Cette personne est citée\u00a0: sa fiche sera effacée. {WHAT_ERASING_DOES}"
        return "Cette personne n’est citée nulle part\u00a0: sa fiche sera supprimée."

    def delete_action(self):
        erased = delete_or_erase(self.object, self.request.user)
        self.success_message = (
            "La fiche est effacée\u00a0; les paroles restent."
            if erased
            else "La fiche est supprimée."
        )


class PersonBulkDelete(DeleteBulkAction):
    """The check boxes of the list follow the same rule."""

    models = [Person]
    template_name = "people/admin/confirm_bulk_delete.html"

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        bulk_action = kwargs["self"]
        bulk_action.erased = sum(delete_or_erase(person, user) for person in objects)
        return len(objects), 0

    def get_execution_context(self):
        return {**super().get_execution_context(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(what_erasing_does=WHAT_ERASING_DOES, **kwargs)

    def get_success_message(self, num_parent_objects, num_child_objects):
        deleted = num_parent_objects - self.erased
        return f"Fiches supprimées\u00a0: {deleted}. Fiches effacées\u00a0: {self.erased}."
