"""Views that delete and replace audio files; one in use by an episode is never deleted."""

from django.urls import URLPattern, path
from wagtail.admin.views.generic import DeleteView
from wagtailmedia.permissions import permission_policy
from wagtailmedia.widgets import AdminAudioChooser

from hub.backoffice.deleting import RefuseInUseMixin
from hub.backoffice.replacing import ReplaceView
from podcasts.models import PodcastMedia


class SoundDeleteView(RefuseInUseMixin, DeleteView):
    """Replaces the delete view of wagtailmedia, which does not check the uses."""

    model = PodcastMedia
    permission_policy = permission_policy
    pk_url_kwarg = "media_id"
    page_title = "Supprimer le fichier audio"
    header_icon = "media"
    index_url_name = "wagtailmedia:index"
    delete_url_name = "wagtailmedia:delete"
    usage_url_name = "wagtailmedia:media_usage"
    instead_url_name = "sound_replace"
    success_message = "Fichier audio «\u00a0%(object)s\u00a0» supprimé."
    in_use_advice = (
        "Pour changer seulement le son, modifiez ce fichier\u00a0: tous les épisodes suivent."
    )

    def user_has_permission(self, permission: str) -> bool:
        return self.user_has_permission_for_instance(permission, self.object)


class SoundReplaceView(ReplaceView):
    model = PodcastMedia
    permission_policy = permission_policy
    header_icon = "media"
    index_url_name = "wagtailmedia:index"
    edit_url_name = "wagtailmedia:edit"
    widget_factory = AdminAudioChooser
    reminder = (
        "Relisez ensuite la durée, les chapitres et la transcription de ces épisodes\u00a0: "
        "ils suivaient l’ancien son."
    )


def deletion_urls() -> list[URLPattern]:
    """Return the URL patterns of the views; the first one overrides wagtailmedia's."""
    return [
        path("media/delete/<int:media_id>/", SoundDeleteView.as_view()),
        path("media/<int:pk>/remplacer/", SoundReplaceView.as_view(), name="sound_replace"),
    ]
