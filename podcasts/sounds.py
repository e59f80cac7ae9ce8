"""View that returns the metadata of an audio file, for the form of an episode."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.views.generic.base import View

from hub.core.values.durations import format_timecode
from podcasts.models import PodcastMedia


class SoundFactsView(View):
    """Return as JSON the size in bytes, MIME type and duration, as `EpisodePage.save` sets them."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        sound = get_object_or_404(PodcastMedia, pk=pk)
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return JsonResponse(
            {
                "audio_length": str(sound.byte_length or ""),
                "audio_type": sound.mime_type,
                "duration": format_timecode(round(sound.duration)),
                "size": filesizeformat(sound.byte_length or 0),
            }
        )
