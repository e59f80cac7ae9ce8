"""The guesses of an import as questions to an editor: each with its sentence and its answers."""

from dataclasses import dataclass, field

from hub.newsletters.importing.builder import ImportOutcome
from hub.newsletters.importing.builder.decisions import (
    Answer,
    Choice,
    initiative_key,
    link_key,
    person_key,
)
from hub.newsletters.importing.builder.events import Proposal, agenda, proposals_of
from hub.newsletters.importing.builder.initiatives import index_of_initiatives
from hub.newsletters.importing.builder.people import Known
from hub.newsletters.importing.builder.territories import (
    MatchStatus,
    territory_key,
    with_departement,
)
from hub.newsletters.importing.parser.text_patterns import sentence_around
from hub.newsletters.importing_admin.gestures import Gestures, gestures_of

CREATE, TEXT, OTHER = "create", "text", "other"
LONGEST_SENTENCE = 320
SHORT_LINE = 160


@dataclass(frozen=True, slots=True)
class Guess:
    """A question: `choices` are (value, label), `initial` the answer of the builder.

    `key` is what the decision is kept by, `name` that of the form field; `doubt` says why
    the editor should look twice, empty when all is clear.
    """

    kind: str
    key: str
    name: str
    label: str
    sentence: str
    line: int
    choices: list[tuple[str, str]]
    initial: str
    doubt: str = ""
    details: str = ""
    extra: str = ""  # what was typed beside the choices in an earlier import
    links: tuple[str, ...] = ()  # the lost links that an address beside the choices gives back

    @property
    def is_new(self) -> bool:
        """Whether the builder will add what nothing resembles."""
        return self.initial == CREATE and not self.doubt

    @property
    def is_sure(self) -> bool:
        """Whether the builder found one object, and nothing to wonder about."""
        return self.initial not in (CREATE, TEXT) and not self.doubt


@dataclass(slots=True)
class Guesses:
    """All that a letter lets guess, in its order; dates apart, for they take more than a choice."""

    people: list[Guess] = field(default_factory=list)
    territories: list[Guess] = field(default_factory=list)
    initiatives: list[Guess] = field(default_factory=list)
    dates: list[Proposal] = field(default_factory=list)
    gestures: Gestures = field(default_factory=Gestures)

    def choices(self):
        """Every guess that a choice settles."""
        return [*self.people, *self.territories, *self.initiatives]


def guesses_of(outcome: ImportOutcome, user) -> Guesses:
    """The questions of a previewed letter that `user` may answer."""
    lines = {p.span.start: p.text for p in outcome.recognition.paragraphs}
    return Guesses(
        _people(outcome, lines),
        _territories(outcome, lines),
        _initiatives(outcome, user),
        _dates(outcome, user),
        gestures_of(outcome.recognition),
    )


def choice_of(value: str) -> Choice:
    """The decision that a form value stands for: « create », « text », or a key."""
    if value in (CREATE, TEXT):
        return Choice(Answer(value))
    return Choice(Answer.LINK, int(value))


def _sentence(lines: dict[int, str], line: int, words: str) -> str:
    text = lines.get(line, "")
    if len(text) <= SHORT_LINE:
        return text
    start = text.find(words)
    sentence = sentence_around(text, start, start + len(words)) if start >= 0 else text
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    middle = max(0, sentence.find(words) - LONGEST_SENTENCE // 2)
    return f"…\u00a0{sentence[middle : middle + LONGEST_SENTENCE]}\u00a0…"


def _people(outcome: ImportOutcome, lines) -> list[Guess]:
    guesses = []
    for number, match in enumerate(outcome.recognition.people):
        parsed = match.parsed
        choices = [(str(p.pk), f"{p.name}{_function(p)}") for p in match.candidates]
        doubt = ""
        if match.status is Known.AMBIGUOUS:
            doubt = "Plusieurs personnes de l’annuaire portent ce nom."
        elif match.status is Known.NEW and choices:
            doubt = "Un nom de l’annuaire lui ressemble."
        initial = {Known.NEW: CREATE}.get(match.status, TEXT)
        line = parsed.mentions[0].start
        guesses.append(
            Guess(
                "person",
                person_key(parsed.name),
                f"person-{number}",
                parsed.name,
                _sentence(lines, line, parsed.name),
                line,
                [*choices, (CREATE, "Ajouter à l’annuaire"), (TEXT, "Laisser en texte")],
                str(match.person.pk) if match.person else initial,
                doubt,
                ", ".join(filter(None, (parsed.role, parsed.organisation))),
            )
        )
    return guesses


def _function(person) -> str:
    """What tells two people of the same name apart."""
    now = next((f.title for f in person.functions.all() if f.end is None), "")
    return f", {now}" if now else ""


def _territories(outcome: ImportOutcome, lines) -> list[Guess]:
    guesses = []
    for number, parsed in enumerate(outcome.recognition.letter.territories):
        match = outcome.recognition.territories.of(parsed.name)
        line = parsed.mentions[0].start
        code = f" ({parsed.departement})" if parsed.departement else ""
        linked = match.status is MatchStatus.MATCHED
        candidates = [(str(t.pk), with_departement(t)) for t in match.candidates]
        guesses.append(
            Guess(
                "territory",
                territory_key(parsed.name),
                f"territory-{number}",
                f"{parsed.name}{code}",
                _sentence(lines, line, parsed.name),
                line,
                [*candidates, (TEXT, "Laisser en texte"), (OTHER, "Un autre territoire")],
                str(match.territory.pk) if linked else OTHER if match.asked else TEXT,
                match.message,
                extra=match.asked,
            )
        )
    return guesses


def _initiatives(outcome: ImportOutcome, user) -> list[Guess]:
    index = index_of_initiatives()
    may_create = index and index.permissions_for_user(user).can_add_subpage()
    guesses, seen = [], set()
    addresses = outcome.recognition.links
    for number, stub in enumerate(outcome.recognition.letter.initiatives):
        key = initiative_key(stub)
        if key in seen:
            continue
        seen.add(key)
        matches = outcome.recognition.initiatives
        page = matches.of(stub)
        choices = [
            (str(p.pk), p.title if p.live else f"{p.title} (brouillon)")
            for p in matches.candidates(stub)
        ]
        lost = tuple(
            link_key(link)
            for link in outcome.recognition.lost_links
            if link.kind == "initiative" and link.span == stub.span
        )
        given = next((addresses[key] for key in lost if key in addresses), "")
        doubt = "Une initiative du hub lui ressemble." if choices and not page else ""
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
                doubt,
                details=f"{stub.place}{code}",
                extra=given,
                links=lost,
            )
        )
    return guesses


def _dates(outcome: ImportOutcome, user) -> list[Proposal]:
    parent = agenda()
    if not (parent and parent.permissions_for_user(user).can_add_subpage()):
        return []
    return proposals_of(outcome.recognition.letter, outcome.events)
