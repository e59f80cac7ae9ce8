from hub.core.editing.page_lists import HubPageFilterSet, HubPageListing, date_column
from tests.new_page_type.models import CallPage


class CallFilterSet(HubPageFilterSet):
    class Meta:
        model = CallPage
        fields: list[str] = []


class CallListing(HubPageListing):
    name = "calls"
    model = CallPage
    icon = "form"
    menu_label = "Appels à projets"
    add_to_admin_menu = True
    filterset_class = CallFilterSet
    shown = (date_column("open_until", "Ouvert jusqu’au"),)
