"""What the lists of the admin say about the filters in force."""

from collections.abc import Iterator

from django_filters import BooleanFilter
from wagtail.admin.active_filters import (
    ActiveFilter,
    BaseFilterAdapter,
    register_filter_adapter_class,
)


class BooleanFilterAdapter(BaseFilterAdapter):
    """« Transcription : oui »; Wagtail writes the value of Python (« True »)."""

    def get_active_filters(self) -> Iterator[ActiveFilter]:
        yield ActiveFilter(
            self.bound_field.auto_id,
            self.filter.label,
            "oui" if self.value else "non",
            self.get_url_without_filter_param(self.name),
        )


def word_active_filters() -> None:
    """Use it in every list of the admin, Wagtail's own included."""
    register_filter_adapter_class(BooleanFilter, adapter_class=BooleanFilterAdapter)
