"""Admin of the cohorts (« promotions »)."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from wagtail.admin.ui.tables import DateColumn, NumberColumn

from hub.backoffice.snippets import FindableViewSet
from hub.territories.models import Cohort, Territory


class CohortViewSet(FindableViewSet):
    model = Cohort
    icon = "group"
    menu_label = "Promotions"
    menu_name = "cohorts"
    list_display = [
        "name",
        DateColumn("start", label="Début", sort_key="start"),
        DateColumn("end", label="Fin", sort_key="end"),
        NumberColumn("size", label="Territoires"),
    ]
    export_filename = "promotions"
    replaceable = True
    inspect_view_fields = ["name", "start", "end", "presentation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        members = Territory.objects.filter(cohort=OuterRef("pk")).order_by().values("cohort")
        counted = members.annotate(total=Count("pk")).values("total")
        size = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
        return Cohort.objects.annotate(size=size)
