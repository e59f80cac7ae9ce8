"""Views that return the metadata of a sound, for the form of an episode."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.views.generic.base import View

from hub.core.values.durations import format_timecode
from podcasts.hosts import HostError, ask_sound
from podcasts.models import PodcastMedia


class AdminView(View):
    """A view for the users of the admin."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SoundFactsView(AdminView):
    """Return as JSON what `EpisodePage.save` sets, the tags of the file and its address."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        sound = get_object_or_404(PodcastMedia, pk=pk)
        tags = sound.read_tags()
        return JsonResponse(
            {
                "audio_length": str(sound.byte_length or ""),
                "audio_type": sound.mime_type,
                "duration": format_timecode(round(sound.duration)),
                "size": filesizeformat(sound.byte_length or 0),
                "url": sound.url,
                **described_tags(tags),
            }
        )


class HostFactsView(AdminView):
    """Ask the host of a remote sound for its size, type and duration; return them as JSON.

    A failure is a JSON object with an `error` in French, and status 422.
    """

    def post(self, request: HttpRequest) -> JsonResponse:
        url = request.POST.get("url", "").strip()
        try:
            URLValidator(schemes=("http", "https"))(url)
            sound = ask_sound(url)
        except ValidationError:
            return JsonResponse({"error": "Écrivez d’abord une adresse entière."}, status=422)
        except HostError as error:
            return JsonResponse({"error": str(error)}, status=422)
        length, facts = sound.answer.length, sound.facts
        return JsonResponse(
            {
                "audio_length": str(length or ""),
                "audio_type": sound.answer.mime_type,
                "duration": format_timecode(round(facts.duration)) if facts else "",
                "size": filesizeformat(length) if length else "",
                **described_tags(facts.tags() if facts else {}),
            }
        )


def described_tags(tags: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tags of a file for the form; the starts of chapters as timecodes."""
    chapters: Iterable[Mapping[str, Any]] = tags.get("chapters", ())
    return {
        **{name: tags.get(name, "") for name in ("title", "artist", "year")},
        "chapters": [
            {
                # The field holds whole seconds; the earlier one cuts no word.
                "start": format_timecode(chapter["start"]),
                "title": chapter["title"],
                "url": chapter["url"],
            }
            for chapter in chapters
        ],
    }
