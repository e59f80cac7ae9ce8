from django.conf import settings
from django.http import Http404
from django.template.response import TemplateResponse

from home.styleguide.components import blocks, rooms


def styleguide(request):
    """Show every component in all its states; 404 where `STYLEGUIDE` is off."""
    if not settings.STYLEGUIDE:
        raise Http404("Cette page n’est servie qu’en développement.")
    drawn = [
        (room.name, [(component, component.drawn(request)) for component in room.components])
        for room in rooms(request)
    ]
    context = {"title": "Composants", "rooms": drawn, "blocks": blocks()}
    return TemplateResponse(request, "pages/home/styleguide.html", context)
