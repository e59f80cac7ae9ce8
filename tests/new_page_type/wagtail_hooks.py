from wagtail import hooks

from tests.new_page_type.viewsets import CallListing


@hooks.register("register_admin_viewset")
def register_calls() -> CallListing:
    return CallListing()
