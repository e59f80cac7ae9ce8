from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from hub.backoffice.snippets import FindableViewSet
from hub.people.choosing import OrganisationChooserViewSet, PersonChooserViewSet
from hub.people.erasing import PersonDeleteView
from hub.people.models import Organisation, Person, PersonFunction


class PersonViewSet(FindableViewSet):
    model = Person
    icon = "user"
    menu_label = "Personnes"
    menu_name = "persons"
    find_fields = ("name", "functions__title", "functions__organisation__name")
    list_display = [
        "name",
        Column("function", label="Fonction", accessor="current_function.title"),
        Column("organisation", label="Organisation", accessor="current_function.organisation.name"),
        Column("territory", label="Territoire", accessor="current_function.territory"),
        Column("category", label="Catégorie", accessor="get_category_display", sort_key="category"),
    ]
    list_filter = ["category"]
    export_filename = "personnes"
    delete_view_class = PersonDeleteView
    chooser_viewset_class = PersonChooserViewSet
    inspect_view_fields = ["name", "category", "biography"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        functions = PersonFunction.objects.select_related("organisation", "territory")
        return Person.objects.prefetch_related(Prefetch("functions", queryset=functions))


class OrganisationViewSet(FindableViewSet):
    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    menu_name = "organisations"
    find_fields = ("name", "acronym")
    list_display = [
        "name",
        Column("acronym", label="Sigle", sort_key="acronym"),
        Column("kind", label="Nature", accessor="get_kind_display", sort_key="kind"),
        Column("territory", label="Territoire"),
        Column(
            "programme_role",
            label="Rôle dans le programme",
            accessor="get_programme_role_display",
            sort_key="programme_role",
        ),
    ]
    list_filter = ["kind", "programme_role"]
    export_filename = "organisations"
    chooser_viewset_class = OrganisationChooserViewSet
    replaceable = True
    inspect_view_fields = ["name", "acronym", "kind", "territory", "website", "parent"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return Organisation.objects.select_related("territory")


class PeopleGroup(SnippetViewSetGroup):
    menu_label = "Personnes"
    menu_name = "people"
    menu_icon = "group"
    menu_order = 70
    items = (PersonViewSet, OrganisationViewSet)
