from django.conf import settings
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse

from home.styleguide.components import blocks, build_sections


def styleguide(request: HttpRequest) -> TemplateResponse:
    """Show every component in all its states; raise Http404 unless `STYLEGUIDE` is true."""
    if not settings.STYLEGUIDE:
        raise Http404("Cette page n’est servie qu’en développement.")
    sections = [
        (
            section.name,
            [(component, component.render_states(request)) for component in section.components],
        )
        for section in build_sections(request)
    ]
    context = {
        "title": "Composants",
        "sections": sections,
        "blocks": blocks(),
        "hides_letter_form": True,  # shown as a component
    }
    return TemplateResponse(request, "pages/home/styleguide.html", context)
