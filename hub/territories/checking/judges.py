"""Judgment of one mention: its territories, and the doubt about its name, if any."""

import re

from hub.slugs import french_slug
from hub.territories.checking import doubts
from hub.territories.checking.contexts import FIRST_NAMES, GROUP, SAINTS
from hub.territories.checking.doubts import Doubt
from hub.territories.checking.lookup import Place, Places
from hub.territories.checking.mentions import Mention, Origin, Part
from hub.territories.checking.settling import Settled
from hub.territories.checking.spelling import (
    group_slugs,
    has_group_form,
    is_misspelt,
    own_slugs,
)
from hub.territories.models import TerritoryKind

GROUPS = (TerritoryKind.EPCI, TerritoryKind.EPT)
WIDE = (TerritoryKind.DEPARTEMENT, TerritoryKind.REGION)
# Codes of the départements and of the collectivités d’outre-mer.
CODES = frozenset(
    [f"{n:02}" for n in range(1, 96)]
    + ["2A", "2B", *(f"97{n}" for n in range(1, 9)), "984", "986", "987", "988", "97", "98"]
)
OLD_CODES = {"20": ("2A", "2B")}
INSEE_LENGTH = 5  # of an INSEE code of commune, and of a postcode
# A name alone is read as a territory from that number of words, or inhabitants with two words.
MIN_WORDS = 3
KNOWN_TOWN = 10_000
# Homonyms are not asked about when one commune is a town, and that many times larger.
TOWN, TIMES = 20_000, 10

# The reading that was judged, None when the mention is not a known name; the doubt, if any.
Verdict = tuple[Part | None, Doubt | None]
NOTHING: Verdict = (None, None)


def judge(text: str, mention: Mention, places: Places, settled: Settled) -> Verdict:
    """Return the reading of a mention that is a known name, and the doubt about it."""
    return JUDGES[mention.origin](text, mention, places, settled)


def slugs_of(mention: Mention) -> set[str]:
    """Return every slug that the readings of a mention, and its brackets, may have."""
    slugs = {slug for part in mention.parts for slug in _slugs(mention, part)}
    return slugs | {french_slug(mention.place)} if _departement_name(mention) else slugs


def confirmed(mention: Mention, places: Places) -> tuple[Part | None, list[Place]]:
    """Return the reading that the brackets of a mention confirm, and its territories."""
    inside = _code(mention, places)
    for part in mention.parts:
        known = [p for slug in _slugs(mention, part) for p in places.get(slug, [])]
        if inside and (fitting := [p for p in dict.fromkeys(known) if _is_in(p, inside)]):
            return part, fitting
    return None, []


def _slugs(mention: Mention, part: Part) -> list[str]:
    if mention.origin is Origin.GROUP:
        same, other = group_slugs(part.name)
        return [french_slug(part.name), *same, *other]
    slugs = own_slugs(part.name)
    if mention.origin is Origin.CODED:
        same, other = group_slugs(part.name)
        slugs += [*same, *(other if has_group_form(part.name) else ())]
    return slugs


def _found(mention: Mention, part: Part, places: Places) -> list[Place]:
    """Return the territories of the name itself, with or without an article, of the right kind."""
    slugs = own_slugs(part.name)
    if mention.article and slugs:
        slugs.insert(0, mention.article + slugs[0])
    for slug in slugs:
        found = places.get(slug, [])
        if kept := [p for p in found if not mention.kinds or p.kind in mention.kinds]:
            return kept
    return []


# Name with a code or a département in brackets ------------------------------------------------


def _departement_name(mention: Mention) -> bool:
    return bool(mention.place) and not mention.place[0].isdigit()


def _code(mention: Mention, places: Places) -> str:
    """Return the code in the brackets, or that of the département named there; else ""."""
    if not _departement_name(mention):
        return mention.place.upper()
    found = places.get(french_slug(mention.place), [])
    return next((p.code for p in found if p.kind == TerritoryKind.DEPARTEMENT), "")


def _is_in(place: Place, code: str) -> bool:
    if not place.departements:
        return place.kind != TerritoryKind.REGION
    if len(code) == INSEE_LENGTH:
        return code == place.code or any(code.startswith(d[:2]) for d in place.departements)
    codes = {code, *OLD_CODES.get(code, ())}
    return bool(codes & place.departements) or (
        code in ("97", "98") and any(d.startswith(code) for d in place.departements)
    )


def _judge_coded(text: str, mention: Mention, places: Places, settled: Settled) -> Verdict:
    code = _code(mention, places)
    if not code:
        return NOTHING
    part, fitting = confirmed(mention, places)
    if part:
        doubt = _about_official_name(text, part, mention.end, fitting) if part.is_sure else None
        return part, doubt
    for part in mention.parts:
        known = [p for s in dict.fromkeys(_slugs(mention, part)) for p in places.get(s, [])]
        known = [p for p in dict.fromkeys(known) if p.departements]
        if not known:
            continue
        if not _is_sure(part, places) or french_slug(part.name) in FIRST_NAMES:
            return NOTHING
        current = [p for p in known if not p.former] or known
        exists = code in CODES or len(code) == INSEE_LENGTH
        return part, doubts.wrong_departement(
            text, part, mention, current, settled.departement_names(), exists=exists
        )
    return NOTHING


def _is_sure(part: Part, places: Places) -> bool:
    """Tell whether a part is a whole name: in « Terre et Mer (50) », « Mer » is not."""
    if not part.before_and:
        return part.is_sure
    return part.is_sure and any(places.get(slug) for slug in own_slugs(part.before_and))


def _about_official_name(text: str, part: Part, end: int, places: list[Place]) -> Doubt | None:
    """Return the doubt about a name that designates `places`, from its spelling only."""
    current = [p for p in places if not p.former]
    if not current:
        return doubts.former(text, part, end, places)
    if has_group_form(part.name):
        return _about_group(text, part, end, [p for p in current if p.kind in GROUPS])
    current = [p for p in current if p.kind not in GROUPS]
    if not current or any(not is_misspelt(part.name, p.name) for p in current):
        return None
    return doubts.misspelt(text, part, end, current)


# Group of communes ----------------------------------------------------------------------------


def _judge_group(text: str, mention: Mention, places: Places, settled: Settled) -> Verdict:
    for part in mention.parts:
        same, other = group_slugs(part.name)
        for slugs in ([french_slug(part.name)], same, other):
            found = [p for s in slugs for p in places.get(s, []) if p.kind in GROUPS]
            if current := [p for p in dict.fromkeys(found) if not p.former]:
                return part, _about_group(text, part, part.end, current)
    return NOTHING


def _about_group(text: str, part: Part, end: int, groups: list[Place]) -> Doubt | None:
    """Return the doubt about a group of communes named with its form, « communauté urbaine »…

    « la communauté urbaine d’Arras » describes it, « la Communauté Urbaine d’Arras » is a name,
    and not the official one; a form that it does not have is doubtful in any case.
    """
    written = french_slug(part.name)
    if not groups or any(french_slug(g.name) == written for g in groups):
        return None
    same, _ = group_slugs(part.name)
    if _is_described(part.name) and any(french_slug(g.name) in same for g in groups):
        return None
    return doubts.other_group_name(text, part, end, groups)


def _is_described(written: str) -> bool:
    """Tell whether the form is in small letters: « Communauté urbaine », not « … Urbaine »."""
    form = GROUP.match(written)
    return form is not None and not any(letter.isupper() for letter in form[0][1:])


# Name after a word that announces it ----------------------------------------------------------


def _judge_cued(text: str, mention: Mention, places: Places, settled: Settled) -> Verdict:
    for part in mention.parts:
        if found := _found(mention, part, places):
            return part, _about_announced(text, mention, part, found, settled)
    return NOTHING


def _about_announced(
    text: str, mention: Mention, part: Part, found: list[Place], settled: Settled
) -> Doubt | None:
    current = [p for p in found if not p.former]
    is_whole = part.end == mention.end
    if not current:
        is_said = is_whole and TerritoryKind.COMMUNE in mention.kinds
        is_old = is_said and not mention.is_said_former
        return doubts.former(text, part, part.end, found) if is_old else None
    written = [p for p in current if not is_misspelt(part.name, p.name)]
    if not written:
        is_group = any(p.kind in GROUPS for p in current)
        known = settled.among(current) or current
        return None if is_group else doubts.misspelt(text, part, part.end, known)
    is_open = len(written) > 1 and is_whole and not any(p.kind in WIDE for p in written)
    if not is_open or _is_obvious(written) or settled.among(written):
        return None
    return doubts.homonyms(part, written)


def _is_obvious(places: list[Place]) -> bool:
    """Tell whether one of some homonyms is a town, far larger than the others."""
    first, second = sorted((p.population for p in places), reverse=True)[:2]
    return first >= TOWN and first >= TIMES * second


# Name alone -----------------------------------------------------------------------------------


def _judge_plain(text: str, mention: Mention, places: Places, settled: Settled) -> Verdict:
    for part in mention.parts:
        slug = french_slug(part.name)
        found = [p for p in _found(mention, part, places) if p.kind not in GROUPS]
        current = [p for p in found if not p.former]
        if not current:
            continue
        is_saint = slug in SAINTS or slug.startswith("notre-dame")
        if is_saint or not _is_known_alone(text, part, slug, current):
            return NOTHING
        if any(not is_misspelt(part.name, p.name) for p in current):
            return part, None
        return part, doubts.misspelt(text, part, part.end, settled.among(current) or current)
    return NOTHING


def _is_known_alone(text: str, part: Part, slug: str, places: list[Place]) -> bool:
    """Tell whether a name without any word before it is a territory, and nothing else."""
    words = len(re.findall(r"[a-z]+", slug))
    if words >= MIN_WORDS or (words > 1 and all(p.kind in WIDE for p in places)):
        return True
    is_town = any(p.population >= KNOWN_TOWN for p in places)
    is_after_at = re.search(r"(?:^|\s)[àÀ]\s$", text[: part.start][-3:])
    return words > 1 and is_town and bool(is_after_at or "-" in part.name)


JUDGES = {
    Origin.CODED: _judge_coded,
    Origin.GROUP: _judge_group,
    Origin.CUED: _judge_cued,
    Origin.PLAIN: _judge_plain,
}
