"""Values are computed once per request."""

from django.test import RequestFactory

from hub.core.site.request_cache import request_cache


def test_a_value_is_made_once_per_request_even_if_empty(rf: RequestFactory) -> None:
    made = []

    def make() -> list[str]:
        made.append("once")
        return []

    request = rf.get("/")
    assert request_cache(request, "_names", make) is request_cache(request, "_names", make)
    assert request_cache(rf.get("/"), "_names", make) == []
    assert made == ["once", "once"]
