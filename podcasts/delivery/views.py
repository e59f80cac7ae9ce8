"""Views of audio files: the sound of an episode, and any uploaded sound for editors."""

from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from hub.core.site.visibility import is_visible
from hub.slugs import page_slug
from podcasts.counting.requests import counter_of
from podcasts.delivery.responses import SoundFile, sound_response
from podcasts.editors import is_editor
from podcasts.models import EpisodePage, PodcastMedia

# Applications download a sound once; a browser that plays it again revalidates after an hour,
# which is also how long a shared cache may keep a sound that was replaced or withdrawn.
PUBLIC_SECONDS = 3600
DOWNLOAD_PARAMETER = "telecharger"

Response = TypeVar("Response", bound=HttpResponseBase)


@require_safe
def serve_episode_sound(request: HttpRequest, uid: UUID, extension: str) -> HttpResponseBase:
    """Serve the uploaded sound of an episode; 404 unless `request` may see the episode.

    Users of the admin also get the sound of drafts, in its latest revision.
    """
    episode = get_object_or_404(EpisodePage.objects.select_related("audio"), uid=uid)
    is_public = is_visible(episode, None)
    if not is_public and not is_visible(episode, request):
        if not is_editor(request):
            raise Http404("Cet épisode n’est pas publié.")
        episode = episode.get_latest_revision_as_object()
    if episode.audio is None or episode.audio.file_extension.lower() != extension:
        raise Http404("Cet épisode n’a pas ce fichier.")
    response = sound_response(
        request,
        stored_file(episode.audio),
        _download_name(request, episode.title, extension),
        on_end=counter_of(request, episode),
    )
    if settings.SOUND_SERVER == "nginx" and is_editor(request):
        response["X-Sound-Uncounted"] = "editor"  # for the log of nginx, which does not send it
    if not is_public:
        return make_private(response)
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS, must_revalidate=True)
    return response


@require_safe
def serve_uploaded_sound(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Serve an uploaded sound to the users of the admin, whether an episode uses it or not."""
    sound = get_object_or_404(PodcastMedia, pk=pk)
    if not is_editor(request):
        raise PermissionDenied
    name = _download_name(request, sound.title, sound.file_extension.lower())
    return make_private(sound_response(request, stored_file(sound), name))


def stored_file(sound: PodcastMedia) -> SoundFile:
    """Return the file of a sound; raise Http404 if the storage does not have it."""
    try:
        return SoundFile.of(sound.file, sound.mime_type)
    except FileNotFoundError as error:
        raise Http404("Ce fichier n’est plus dans le stockage.") from error


def make_private(response: Response) -> Response:
    """Allow the reader's browser to keep the response, and no shared cache."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _download_name(request: HttpRequest, title: str, extension: str) -> str:
    """Return the file name of an attachment, from the title; empty if it is to be played."""
    if DOWNLOAD_PARAMETER not in request.GET:
        return ""
    return f"{page_slug(title) or 'son'}.{extension}"
