"""Matching of the rubriques of a letter with those of the hub."""

from django.contrib.auth.models import AbstractUser
from django.db.models import Max

from hub.core.importing.rights import may_add
from hub.newsletters.importing.builder.markup import shortened
from hub.newsletters.importing.parsed import ParsedRubrique
from hub.newsletters.importing.parser.text_patterns import fold
from hub.newsletters.models import Rubrique
from hub.slugs import french_slug

LENGTHS = {
    name: Rubrique._meta.get_field(name).max_length for name in ("name", "slug", "emoji", "tagline")
}


def same_words(first: str, second: str) -> bool:
    """Tell whether two texts have the same words, without case, accents or punctuation."""
    words = words_of(first)
    return words == words_of(second) and (bool(words) or first == second)


def words_of(text: str) -> list[str]:
    """Return the folded words of `text`."""
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


class RubriqueMatches:
    """The rubriques of the hub, matched by key, then by name; new ones are inactive."""

    def __init__(self) -> None:
        self._all = list(Rubrique.objects.all())
        self._known = {rubrique.pk for rubrique in self._all}

    def of(self, parsed: ParsedRubrique) -> Rubrique | None:
        """Return the rubrique of the same key or name, or None."""
        by_key = [rubrique for rubrique in self._all if parsed.key and rubrique.slug == parsed.key]
        name = shortened(parsed.name, LENGTHS["name"])
        by_name = [rubrique for rubrique in self._all if same_words(rubrique.name, name)]
        return next(iter(by_key + by_name), None)

    def is_new(self, parsed: ParsedRubrique) -> bool:
        """Tell whether the rubrique did not exist before this letter."""
        known = self.of(parsed)
        return known is None or known.pk not in self._known

    def create_missing(
        self, parsed: ParsedRubrique, user: AbstractUser | None = None
    ) -> Rubrique | None:
        """Return the matching rubrique, created inactive when there is none.

        None when the user may not add one: the letter has the name as a heading.
        """
        if known := self.of(parsed):
            return known
        if not may_add(user, Rubrique):
            return None
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

    def _free_slug(self, base: str) -> str:
        taken = {rubrique.slug for rubrique in self._all}
        slug, number = base[: LENGTHS["slug"]], 2
        while slug in taken:
            slug = f"{base[: LENGTHS['slug'] - 6]}-{number}"
            number += 1
        return slug
