"""Guesses of an import as questions to the editor, with their context and possible answers."""

from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractUser

from hub.core.importing.rights import may_add
from hub.newsletters.importing.builder import ImportPreview
from hub.newsletters.importing.builder.decisions import (
    Answer,
    Choice,
    initiative_key,
    link_key,
    person_key,
)
from hub.newsletters.importing.builder.events import Proposal, agenda, proposals_of
from hub.newsletters.importing.builder.initiatives import index_of_initiatives
from hub.newsletters.importing.builder.people import PersonStatus
from hub.newsletters.importing.builder.territories import (
    MatchStatus,
    long_label,
    territory_key,
)
from hub.newsletters.importing.parser.text_patterns import sentence_around
from hub.newsletters.importing_admin.gestures import Suggestions, suggestions_for
from hub.people.models import Person

CREATE, TEXT, OTHER = "create", "text", "other"
MAX_SENTENCE_LENGTH = 320
MAX_LINE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Guess:
    """A question: `choices` are (value, label) pairs, `initial` is the answer of the builder.

    `key` identifies the decision, `name` the form field; `remark` is a French sentence that says
    why the guess is uncertain, empty when it is not.
    """

    kind: str
    key: str
    name: str
    label: str
    sentence: str
    line: int
    choices: list[tuple[str, str]]
    initial: str
    remark: str = ""
    details: str = ""
    extra: str = ""  # free text typed in an earlier import
    links: tuple[str, ...] = ()  # keys of the lost links that a typed address restores

    @property
    def is_new(self) -> bool:
        """Whether the builder will create a new object, and none resembles it."""
        return self.initial == CREATE and not self.remark

    @property
    def is_sure(self) -> bool:
        """Whether the builder found exactly one object, without any remark."""
        return self.initial not in (CREATE, TEXT) and not self.remark


@dataclass(slots=True)
class Guesses:
    """The guesses about a letter, in reading order; dates need more than one choice."""

    people: list[Guess] = field(default_factory=list)
    territories: list[Guess] = field(default_factory=list)
    initiatives: list[Guess] = field(default_factory=list)
    dates: list[Proposal] = field(default_factory=list)
    suggestions: Suggestions = field(default_factory=Suggestions)

    def choices(self) -> list[Guess]:
        """Return every guess that a single choice answers."""
        return [*self.people, *self.territories, *self.initiatives]


def guesses_of(preview: ImportPreview, user: AbstractUser) -> Guesses:
    """Return the guesses about a previewed letter that `user` may answer."""
    lines = {p.span.start: p.text for p in preview.recognition.paragraphs}
    return Guesses(
        _people(preview, lines, may_add(user, Person)),
        _territories(preview, lines),
        _initiatives(preview, user),
        _dates(preview, user),
        suggestions_for(preview.recognition),
    )


def choice_of(value: str) -> Choice:
    """Return the decision of a form value: "create", "text", or a primary key."""
    if value in (CREATE, TEXT):
        return Choice(Answer(value))
    return Choice(Answer.LINK, int(value))


def _sentence(lines: dict[int, str], line: int, words: str) -> str:
    """Return the context of `words` in a source line: the line when short, else the sentence."""
    text = lines.get(line, "")
    if len(text) <= MAX_LINE_LENGTH:
        return text
    start = text.find(words)
    sentence = sentence_around(text, start, start + len(words)) if start >= 0 else text
    if len(sentence) <= MAX_SENTENCE_LENGTH:
        return sentence
    start = max(0, sentence.find(words) - MAX_SENTENCE_LENGTH // 2)
    return f"…\u00a0{sentence[start : start + MAX_SENTENCE_LENGTH]}\u00a0…"


def _people(preview: ImportPreview, lines: dict[int, str], may_create: bool) -> list[Guess]:
    guesses = []
    answers = [(CREATE, "Ajouter à l’annuaire")] if may_create else []
    answers.append((TEXT, "Laisser en texte"))
    for number, match in enumerate(preview.recognition.people):
        parsed = match.parsed
        choices = [(str(p.pk), f"{p.name}{_function(p)}") for p in match.candidates]
        remark = ""
        if match.status is PersonStatus.AMBIGUOUS:
            remark = "Plusieurs personnes de l’annuaire portent ce nom."
        elif match.status is PersonStatus.NEW and choices:
            remark = "Un nom de l’annuaire lui ressemble."
        initial = CREATE if match.status is PersonStatus.NEW and may_create else TEXT
        line = parsed.mentions[0].start
        guesses.append(
            Guess(
                "person",
                person_key(parsed.name),
                f"person-{number}",
                parsed.name,
                _sentence(lines, line, parsed.name),
                line,
                [*choices, *answers],
                str(match.person.pk) if match.person else initial,
                remark,
                ", ".join(filter(None, (parsed.role, parsed.organisation))),
            )
        )
    return guesses


def _function(person: Person) -> str:
    """Return the current function, which distinguishes people of the same name."""
    current = next((f.title for f in person.functions.all() if f.end is None), "")
    return f", {current}" if current else ""


def _territories(preview: ImportPreview, lines: dict[int, str]) -> list[Guess]:
    guesses = []
    for number, parsed in enumerate(preview.recognition.letter.territories):
        match = preview.recognition.territories.of(parsed.name)
        line = parsed.mentions[0].start
        code = f" ({parsed.departement})" if parsed.departement else ""
        linked = match.territory if match.status is MatchStatus.MATCHED else None
        candidates = [(str(t.pk), long_label(t)) for t in match.candidates]
        guesses.append(
            Guess(
                "territory",
                territory_key(parsed.name),
                f"territory-{number}",
                f"{parsed.name}{code}",
                _sentence(lines, line, parsed.name),
                line,
                [*candidates, (TEXT, "Laisser en texte"), (OTHER, "Un autre territoire")],
                str(linked.pk) if linked else OTHER if match.asked else TEXT,
                match.message,
                extra=match.asked,
            )
        )
    return guesses


def _initiatives(preview: ImportPreview, user: AbstractUser) -> list[Guess]:
    index = index_of_initiatives()
    may_create = index and index.permissions_for_user(user).can_add_subpage()
    guesses, seen = [], set()
    addresses = preview.recognition.links
    for number, stub in enumerate(preview.recognition.letter.initiatives):
        key = initiative_key(stub)
        if key in seen:
            continue
        seen.add(key)
        matches = preview.recognition.initiatives
        page = matches.of(stub)
        choices = [
            (str(p.pk), p.title if p.live else f"{p.title} (brouillon)")
            for p in matches.candidates(stub)
        ]
        lost = tuple(
            link_key(link)
            for link in preview.recognition.lost_links
            if link.kind == "initiative" and link.span == stub.span
        )
        given = next((addresses[key] for key in lost if key in addresses), "")
        remark = "Une initiative du hub lui ressemble." if choices and not page else ""
        if may_create:
            choices.append((CREATE, "Créer un brouillon d’initiative"))
        code = f" ({stub.departement})" if stub.departement else ""
        guesses.append(
            Guess(
                "initiative",
                key,
                f"initiative-{number}",
                stub.title,
                f"{stub.place}{code}\u00a0: {stub.title}",
                stub.span.start,
                [*choices, (TEXT, "Laisser en texte, sans page")],
                str(page.pk) if page else TEXT,
                remark,
                details=f"{stub.place}{code}",
                extra=given,
                links=lost,
            )
        )
    return guesses


def _dates(preview: ImportPreview, user: AbstractUser) -> list[Proposal]:
    parent = agenda()
    if not (parent and parent.permissions_for_user(user).can_add_subpage()):
        return []
    return proposals_of(preview.recognition.letter, preview.events)
