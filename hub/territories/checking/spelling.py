"""Slugs under which a written name may be known, and comparison with the official spelling."""

import re
import unicodedata

from hub.folding import fold
from hub.slugs import french_slug

# Long and short forms of the names of groups of communes; the gazetteer has the short ones.
GROUP_FORMS = (
    ("communaute-urbaine-", "cu-"),
    ("communaute-d-agglomeration-", "ca-"),
    ("communaute-de-communes-", "cc-"),
    ("etablissement-public-territorial-", "ept-"),
)
LINKS = ("", "d-", "de-", "du-", "de-l-", "de-la-", "des-")
ARTICLES = ("l-", "le-", "la-", "les-")
ARTICLE = re.compile(r"^(?:L['’]|L(?:e|a|es)\s)", re.IGNORECASE)
SAINT = re.compile(r"(^|-)st(e?)(?=-)")
HYPHENS = re.compile("[\u2010\u2011]")
SPACES = re.compile(r"[\s\u00a0\u202f]+")


def own_slugs(name: str) -> list[str]:
    """Return the slugs of a name as written, « St » developed, with or without an article."""
    slug = french_slug(name)
    if not slug:
        return []
    slug = SAINT.sub(r"\1saint\2", slug)
    return [slug, *(article + slug for article in ARTICLES)]


def group_slugs(name: str) -> tuple[list[str], list[str]]:
    """Return the slugs of a group of communes: with the form that is written, with another one.

    « Communauté urbaine d’Arras » gives (« cu-d-arras »…), (« ca-d-arras »…). A name without a
    form, « Lisieux Normandie », gives all the forms in the first list.
    """
    slug = french_slug(name)
    for long, short in GROUP_FORMS:
        for form in (long, short):
            if slug.startswith(form):
                rest = slug[len(form) :]
                link = next(
                    (k for k in sorted(LINKS, key=len)[::-1] if k and rest.startswith(k)), ""
                )
                bare = rest[len(link) :]
                if not bare:
                    return [], []
                same = [short + k + bare for k in (link, *LINKS)] + [long + link + bare]
                other = [o + k + bare for _, o in GROUP_FORMS if o != short for k in LINKS]
                return list(dict.fromkeys(same)), other
    return [short + k + slug for _, short in GROUP_FORMS for k in LINKS] if slug else [], []


def has_group_form(name: str) -> bool:
    """Tell whether a name starts with a form of group of communes, long or short."""
    return french_slug(name).startswith(tuple(form for pair in GROUP_FORMS for form in pair))


def without_article(official: str, written: str) -> str:
    """Return the official name without its article, unless `written` starts with one."""
    return official if ARTICLE.match(written) else ARTICLE.sub("", official)


def is_misspelt(written: str, official: str, *, with_accents: bool = True) -> bool:
    """Tell whether a name differs from the official one.

    Case, kinds of apostrophes, of hyphens and of spaces do not count, nor accents that the official
    name lacks; in capitals, or unless `with_accents`, no accent counts.
    """
    ours, theirs = _comparable(written), _comparable(without_article(official, written))
    if ours == theirs:
        return False
    if fold(ours) != fold(theirs):
        return True
    missing = _marks(theirs) > _marks(ours)
    return missing and with_accents and not written.isupper()


def _comparable(name: str) -> str:
    name = SPACES.sub(" ", HYPHENS.sub("-", name.casefold().replace("’", "'"))).strip()
    return unicodedata.normalize("NFC", name.replace("œ", "oe").replace("æ", "ae"))


def _marks(name: str) -> int:
    return sum(unicodedata.combining(c) > 0 for c in unicodedata.normalize("NFD", name))
