from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from hub.people.erasing import PersonBulkDelete
from hub.people.functions import PersonFunctionView
from hub.people.viewsets import PeopleGroup

register_snippet(PeopleGroup)


@hooks.register("register_admin_urls")
def register_person_function() -> list[URLPattern]:
    view = PersonFunctionView.as_view()
    return [path("personnes/<int:pk>/fonction/", view, name="person_function")]


@hooks.register("register_log_actions")
def register_erasure_action(actions: LogActionRegistry) -> None:
    actions.register_action("hub.erase", "Effacer", "Personne effacée, paroles gardées")


# The order comes after Wagtail's own bulk deletion, which it replaces for people.
hooks.register("register_bulk_action", PersonBulkDelete, order=100)
