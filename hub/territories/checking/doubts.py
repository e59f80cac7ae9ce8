"""What is doubtful about the name of a territory, and what to write instead."""

from dataclasses import dataclass
from enum import StrEnum

from hub.territories.checking.lookup import Place
from hub.territories.checking.mentions import Mention, Part
from hub.territories.checking.spelling import is_misspelt, without_article
from hub.territories.models import TerritoryKind

GROUPS = (TerritoryKind.EPCI, TerritoryKind.EPT)
MAX_SUGGESTIONS = 6


class Problem(StrEnum):
    """Kinds of doubt, as stored in `KeptName.problem`."""

    DEPARTEMENT = "departement"
    CODE = "code"
    HOMONYM = "homonyme"
    SPELLING = "orthographe"
    GROUP = "intercommunalite"
    FORMER = "disparu"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful name: `written` is the text from `start` to `end`, in code points.

    `message` is a French sentence; `suggestions` are texts to write instead, the likeliest first.
    """

    problem: Problem
    start: int
    end: int
    written: str
    message: str
    suggestions: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What identifies a doubt that an editor keeps: its text and its problem."""
        return (kept_form(self.written), self.problem)


def kept_form(written: str) -> str:
    """Return a text as it is compared with the kept names: plain spaces and apostrophes."""
    return " ".join(written.replace("’", "'").split())[:300]


def wrong_departement(
    text: str,
    part: Part,
    mention: Mention,
    places: list[Place],
    names: dict[str, str],
    *,
    exists: bool,
) -> Doubt:
    """Return the doubt about a name whose brackets give another département than its own.

    `names` are those of the départements, by code; `exists` tells whether one has that code.
    """
    shown: dict[str, Place] = {}
    for known in places:
        name = part.name
        if known.kind not in GROUPS and is_misspelt(part.name, known.former or known.name):
            name = without_article(known.name, part.name)
        shown.setdefault(f"{name} ({known.departement})", known)
    written = text[part.start : mention.end]
    where = ", ".join(
        f"{p.former or p.name} ({_kind(p)})\u00a0: "
        f"{p.departement} {names.get(p.departement, '')}".rstrip()
        for p in list(shown.values())[:MAX_SUGGESTIONS]
    )
    problem = Problem.DEPARTEMENT if exists else Problem.CODE
    trouble = "ce n’est pas son département" if exists else "aucun département n’a ce code"
    message = f"«\u00a0{written}\u00a0»\u00a0: {trouble}. {where}."
    suggestions = tuple(shown)[:MAX_SUGGESTIONS]
    return Doubt(problem, part.start, mention.end, written, message, suggestions)


def homonyms(part: Part, places: list[Place]) -> Doubt:
    """Return the doubt about a name that several communes have."""
    ranked = sorted(places, key=lambda p: -p.population)
    names = list(
        dict.fromkeys(f"{without_article(p.name, part.name)} ({p.departement})" for p in ranked)
    )
    more = f" et {len(names) - MAX_SUGGESTIONS} autres" if len(names) > MAX_SUGGESTIONS else ""
    message = (
        f"«\u00a0{part.name}\u00a0» est le nom de {len(names)} communes\u00a0: laquelle\u00a0? "
        f"{', '.join(names[:MAX_SUGGESTIONS])}{more}."
    )
    return Doubt(
        Problem.HOMONYM, part.start, part.end, part.name, message, tuple(names[:MAX_SUGGESTIONS])
    )


def misspelt(text: str, part: Part, end: int, places: list[Place]) -> Doubt:
    """Return the doubt about the spelling of a name; `end` may include its brackets."""
    tail = text[part.end : end]
    names = list(dict.fromkeys(without_article(p.name, part.name) for p in places))
    shown = " ou ".join(f"«\u00a0{name}\u00a0»" for name in names)
    return Doubt(
        Problem.SPELLING,
        part.start,
        end,
        text[part.start : end],
        f"«\u00a0{part.name}\u00a0» s’écrit {shown}.",
        tuple(name + tail for name in names),
    )


def other_group_name(text: str, part: Part, end: int, places: list[Place]) -> Doubt:
    """Return the doubt about a group of communes whose official name is another one."""
    names = list(dict.fromkeys(p.name for p in places))[:MAX_SUGGESTIONS]
    shown = ", ".join(f"«\u00a0{p.name}\u00a0» ({p.code})" for p in places[:MAX_SUGGESTIONS])
    return Doubt(
        Problem.GROUP,
        part.start,
        end,
        text[part.start : end],
        f"«\u00a0{part.name}\u00a0»\u00a0: le nom officiel est {shown}.",
        tuple(name + text[part.end : end] for name in names),
    )


def former(text: str, part: Part, end: int, places: list[Place]) -> Doubt:
    """Return the doubt about a commune that was merged into another one, or dissolved."""
    tail = text[part.end : end]
    successors = [p for p in places if p.exists]
    names = list(
        dict.fromkeys(
            without_article(p.name, part.name) + (tail or f" ({p.departement})") for p in successors
        )
    )[:MAX_SUGGESTIONS]
    now = f" Elle fait partie de\u00a0: {', '.join(names)}." if names else ""
    message = f"«\u00a0{part.name}\u00a0» n’est plus une commune.{now}"
    return Doubt(Problem.FORMER, part.start, end, text[part.start : end], message, tuple(names))


def _kind(place: Place) -> str:
    return TerritoryKind(place.kind).label.partition(" (")[0].lower()
