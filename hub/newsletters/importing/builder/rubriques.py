"""The rubriques of the letter among those of the hub."""

from django.db.models import Max

from hub.newsletters.importing.builder.markup import shortened
from hub.newsletters.importing.parsed import ParsedRubrique
from hub.newsletters.importing.parser.text_patterns import fold
from hub.newsletters.models import Rubrique
from hub.slugs import french_slug

LENGTHS = {
    name: Rubrique._meta.get_field(name).max_length for name in ("name", "slug", "emoji", "tagline")
}


def same_words(first: str, second: str) -> bool:
    """Whether two texts hold the same words, case, accents and punctuation aside."""
    words = words_of(first)
    return words == words_of(second) and (bool(words) or first == second)


def words_of(text: str) -> list[str]:
    """The words of `text`, folded."""
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


class RubriqueMatches:
    """Rubriques by key, then by name. One that nobody knows is added, inactive."""

    def __init__(self):
        self._all = list(Rubrique.objects.all())
        self._known = {rubrique.pk for rubrique in self._all}

    def of(self, parsed: ParsedRubrique) -> Rubrique | None:
        by_key = [rubrique for rubrique in self._all if parsed.key and rubrique.slug == parsed.key]
        name = shortened(parsed.name, LENGTHS["name"])
        by_name = [rubrique for rubrique in self._all if same_words(rubrique.name, name)]
        return next(iter(by_key + by_name), None)

    def is_new(self, parsed: ParsedRubrique) -> bool:
        """Whether the hub did not know it before this letter."""
        known = self.of(parsed)
        return known is None or known.pk not in self._known

    def create_missing(self, parsed: ParsedRubrique) -> Rubrique:
        """The rubrique of `parsed`, added when it is not known: an editor may activate it."""
        if known := self.of(parsed):
            return known
        tagline = parsed.tagline.text if parsed.tagline else ""
        last = Rubrique.objects.aggregate(Max("sort_order"))["sort_order__max"]
        rubrique = Rubrique.objects.create(
            name=shortened(parsed.name, LENGTHS["name"]),
            slug=self._free_slug(parsed.key or french_slug(parsed.name) or "rubrique"),
            emoji=parsed.emoji if len(parsed.emoji) <= LENGTHS["emoji"] else "",
            tagline=tagline if len(tagline) <= LENGTHS["tagline"] else "",
            active=False,
            sort_order=0 if last is None else last + 1,
        )
        self._all.append(rubrique)
        return rubrique

    def _free_slug(self, wanted: str) -> str:
        taken = {rubrique.slug for rubrique in self._all}
        slug, number = wanted[: LENGTHS["slug"]], 2
        while slug in taken:
            slug = f"{wanted[: LENGTHS['slug'] - 6]}-{number}"
            number += 1
        return slug
