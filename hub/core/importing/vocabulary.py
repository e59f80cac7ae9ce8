"""Lookup of existing themes and people by the names that a source writes."""

from django.utils.text import slugify

from hub.people.models import Person
from hub.themes.models import Theme


def themes_by_name() -> dict[str, Theme]:
    """Return {slug of a name or synonym: Theme}; a name wins over another theme's synonym."""
    names = {}
    themes = list(Theme.objects.active())
    for theme in themes:
        names.update(dict.fromkeys(map(slugify, theme.synonym_list), theme))
    for theme in themes:
        names[slugify(theme.name)] = names[theme.slug] = theme
    return names


def people_by_name() -> dict[str, list[Person]]:
    """Return {slug of a name: the people who have it}, without the erased ones."""
    people: dict[str, list[Person]] = {}
    for person in Person.objects.filter(erased_at=None):
        people.setdefault(slugify(person.name), []).append(person)
    return people
