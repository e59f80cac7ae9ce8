"""Labels of the active filters in the lists of the admin."""

from collections.abc import Iterator

from django_filters import BooleanFilter
from wagtail.admin.active_filters import (
    ActiveFilter,
    BaseFilterAdapter,
    register_filter_adapter_class,
)


class BooleanFilterAdapter(BaseFilterAdapter):
    """Show a boolean filter as « oui » or « non »; Wagtail shows Python's « True »."""

    def get_active_filters(self) -> Iterator[ActiveFilter]:
        yield ActiveFilter(
            self.bound_field.auto_id,
            self.filter.label,
            "oui" if self.value else "non",
            self.get_url_without_filter_param(self.name),
        )


def register_boolean_adapter() -> None:
    """Use `BooleanFilterAdapter` in every list of the admin, Wagtail's own included."""
    register_filter_adapter_class(BooleanFilter, adapter_class=BooleanFilterAdapter)
