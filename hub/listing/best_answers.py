"""The best answer to a query that names exactly a page, a theme, a person or an organisation."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.db.models import F, Q
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils.text import Truncator, capfirst

from hub.core.models import HubPage, HubPageQuerySet, PageTheme
from hub.core.story.fragments import fragments_about
from hub.folding import fold
from hub.people.models import Organisation, Person
from hub.search.acronyms import ACRONYMS
from hub.search.analysis.stop_words import ARTICLES
from hub.search.changes.affected import pages_referencing
from hub.search.query import QUOTED
from hub.themes.models import Theme

SUMMARY_LENGTH = 180
# Pages listed in an answer.
SHOWN = 3
# A name of a person has at least two words; the query may differ from it by articles and signs.
PERSON_WORDS = range(2, 7)
LENGTH_MARGIN = 4
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class AnswerPage:
    """A page of an answer; `words` are those said there, or empty."""

    title: str
    url: str
    words: str = ""
    is_quotation: bool = False


@dataclass(frozen=True)
class BestAnswer:
    """What a query names: `kind` says what it is, `summary` is one line about it.

    `url` is that of its own page, or empty. `total` is the number of pages about it; None for a
    page. `pages` are a few of them; `more_url` is that of their list, or empty.
    """

    kind: str
    name: str
    url: str = ""
    summary: str = ""
    total: int | None = None
    pages: Sequence[AnswerPage] = ()
    more_url: str = ""


def answer_of_number(pages: Sequence[HubPage], number: int, request: HttpRequest) -> BestAnswer:
    """Return the answer of the pages of a number, as cards: the page, or the list of them."""
    first = pages[0]
    kind = f"{first.kind_label} n°\u00a0{number}"
    if len(pages) == 1:
        summary = Truncator(first.summary).chars(SUMMARY_LENGTH)
        return BestAnswer(kind, first.title, first.get_url(request) or "", summary)
    name = f"{len(pages)}\u00a0{first._meta.verbose_name_plural} portent ce numéro"
    shown = [
        AnswerPage(f"{page.title} ({page.section_title})", page.get_url(request) or "")
        for page in pages[:SHOWN]
    ]
    return BestAnswer(kind, name, pages=shown)


def answer_of_name(text: str, request: HttpRequest, *, has_place: bool) -> BestAnswer | None:
    """Return the answer of the theme, person or organisation that has a text as its whole name.

    Case, accents, signs and the first article do not matter. A name of territory (`has_place`) is
    surer than that of a person. Only what has pages that the reader may see is an answer.
    """
    if not name_key(text):
        return None
    if answer := _theme_answer(text, request):
        return answer
    if has_place:
        return None
    return _person_answer(text, request) or _organisation_answer(text, request)


def name_key(text: str) -> str:
    """Return the letters and digits of a name, folded, without its first article."""
    return "".join(_words(text))


def plural_key(text: str) -> str:
    """Return the `name_key` of a name without the « s » and « x » of plurals.

    Empty for an acronym: « CCAS » is not a plural.
    """
    if any(sum(letter.isupper() for letter in word) > 1 for word in text.split()):
        return ""
    return "".join(re.sub(r"(?<=\w{3})[sx]$", "", word) for word in _words(text))


def _words(text: str) -> list[str]:
    words = WORD.findall(fold(text.replace("&", " et ")))
    has_article = len(words) > 1 and (words[0] in ARTICLES.split() or words[0] == "l")
    return words[1:] if has_article else words


def _theme_answer(text: str, request: HttpRequest) -> BestAnswer | None:
    theme = _theme_named(text)
    if theme is None:
        return None
    carried = PageTheme.objects.filter(Q(tag=theme.pk) | Q(tag__parent=theme.pk))
    pages = HubPage.objects.visible_to(request).filter(pk__in=carried.values("content_object"))
    total = pages.count()
    if not total:
        return None
    summary = Truncator(theme.definition).chars(SUMMARY_LENGTH)
    return BestAnswer("Thème", theme.name, theme.url, summary, total, more_url=theme.url)


def _theme_named(text: str) -> Theme | None:
    """Return the theme that has the text or its usual acronym as its name, or else as a synonym.

    A plural is the same name when no theme has the exact one.
    """
    key, plural = name_key(text), plural_key(text)
    exact = {key, *_acronym_keys().get(key, ())}
    themes = list(Theme.objects.active().only("name", "slug", "synonyms", "definition"))
    named = [
        (key_of, theme, names(theme))
        for key_of in (name_key, plural_key)
        for names in (lambda theme: [theme.name], lambda theme: theme.synonym_list)
        for theme in themes
    ]
    for key_of, theme, names in named:
        wanted = exact if key_of is name_key else {plural} - {""}
        if not wanted.isdisjoint(map(key_of, names)):
            return theme
    return None


@cache
def _acronym_keys() -> dict[str, list[str]]:
    """Return {key of an acronym: that of its meaning}, and the reverse."""
    found = defaultdict(list)
    for acronym, meaning in ACRONYMS.items():
        found[name_key(acronym)].append(name_key(meaning))
        found[name_key(meaning)].append(name_key(acronym))
    return found


def _person_answer(text: str, request: HttpRequest) -> BestAnswer | None:
    if len(_words(text)) not in PERSON_WORDS:
        return None
    key = name_key(text)
    people = Person.objects.filter(erased_at=None).annotate(length=Length("name"))
    near = people.filter(length__range=_lengths(text)).order_by()
    pks = [pk for pk, name in near.values_list("pk", "name") if name_key(name) == key]
    # Several people of the same name: nothing in the query chooses one of them.
    if len(pks) != 1:
        return None
    person = Person.objects.get(pk=pks[0])
    pages = _citing(person, request)
    total = pages.count()
    if not total:
        return None
    said = [
        AnswerPage(
            one.page.numbered_title,
            f"{one.page.get_url(request)}#{one.anchor}",
            one.words,
            one.is_quotation,
        )
        for one in fragments_about(person, request, SHOWN)
    ]
    return BestAnswer(
        _role_of(person),
        person.name,
        total=total,
        pages=said or _latest(pages, request),
        more_url=_phrase_url(person.name, text),
    )


def _role_of(person: Person) -> str:
    """Return the current function of a person and its territory, or else their category."""
    function = person.current_function
    if function is None:
        return person.get_category_display() or "Personne"
    place = function.territory.name if function.territory else ""
    is_said = fold(place) in fold(function.title)
    return capfirst(function.title if is_said else f"{function.title}, {place}")


def _organisation_answer(text: str, request: HttpRequest) -> BestAnswer | None:
    key = name_key(text)
    rows = Organisation.objects.annotate(length=Length("name")).order_by()
    near = rows.filter(Q(length__range=_lengths(text)) | ~Q(acronym=""))
    found = near.values_list("pk", "name", "acronym")
    pks = [pk for pk, *names in found if key in map(name_key, names)]
    if len(pks) != 1:
        return None
    organisation = Organisation.objects.select_related("territory").get(pk=pks[0])
    pages = _citing(organisation, request)
    total = pages.count()
    if not total:
        return None
    return BestAnswer(
        organisation.get_kind_display() or "Organisation",
        str(organisation),
        summary=organisation.territory.name if organisation.territory else "",
        total=total,
        pages=_latest(pages, request),
        more_url=_phrase_url(organisation.name, text),
    )


def _lengths(text: str) -> tuple[int, int]:
    length = len(" ".join(WORD.findall(text)))
    return length - LENGTH_MARGIN, length + LENGTH_MARGIN


def _citing(target: Person | Organisation, request: HttpRequest) -> HubPageQuerySet:
    return HubPage.objects.visible_to(request).filter(uid__in=pages_referencing(target))


def _latest(pages: HubPageQuerySet, request: HttpRequest) -> list[AnswerPage]:
    latest = pages.order_by(F("listed_on").desc(nulls_last=True), "-pk").specific()[:SHOWN]
    return [AnswerPage(page.numbered_title, page.get_url(request) or "") for page in latest]


def _phrase_url(name: str, text: str) -> str:
    """Return the URL of the search of a name as a phrase; empty when `text` is one."""
    phrase = f"«\u00a0{name}\u00a0»"
    return "" if QUOTED.search(text) else f"/recherche/?{urlencode({'q': phrase})}"
