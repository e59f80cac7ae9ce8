from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from hub.people.erasing import PersonBulkDelete
from hub.people.functions import PersonFunctionView
from hub.people.viewsets import PeopleGroup

register_snippet(PeopleGroup)


@hooks.register("register_admin_urls")
def register_person_function():
    view = PersonFunctionView.as_view()
    return [path("personnes/<int:pk>/fonction/", view, name="person_function")]


@hooks.register("register_log_actions")
def name_the_erasure(actions):
    actions.register_action("hub.erase", "Effacer", "Personne effacée, paroles gardées")


# After Wagtail's own, which it replaces for people.
hooks.register("register_bulk_action", PersonBulkDelete, order=100)
