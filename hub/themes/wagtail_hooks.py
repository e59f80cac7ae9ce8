from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from hub.themes.models import Theme
from hub.themes.viewsets import ThemeViewSet

register_snippet(ThemeViewSet)


@hooks.register("register_log_actions")
def register_merge_actions(actions: LogActionRegistry) -> None:
    actions.register_action("hub.merge", "Fusionner", "Thème fusionné")
    actions.register_action("hub.merged_here", "Fusionner", "Un autre thème y est fusionné")


@hooks.register("register_snippet_listing_buttons")
def merge_button(
    snippet: Model, user: AbstractUser, next_url: str | None = None
) -> Iterator[Button]:
    """Yield the « Fusionner » button of a theme in the list."""
    if isinstance(snippet, Theme) and user.has_perm("themes.delete_theme"):
        url = reverse(snippet.snippet_viewset.get_url_name("merge"), args=[snippet.pk])
        yield Button("Fusionner", url=url, icon_name="resubmit", priority=40)
