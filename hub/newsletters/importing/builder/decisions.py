"""What an editor answers to the guesses of an import; kept with the letter for the next import."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum

from hub.newsletters.importing.parsed import InitiativeStub
from hub.newsletters.importing.parser.names import name_key

from .rubriques import words_of


class Answer(StrEnum):
    LINK = "link"  # to the object of that key
    CREATE = "create"
    TEXT = "text"  # the words stay, nothing is linked


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer, and the object that it designates when it links."""

    answer: Answer
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class EventChoice:
    """A date to add to the agenda: what the letter does not say, said by the editor."""

    title: str
    kind: str
    year: int | None = None


@dataclass(slots=True)
class Decisions:
    """Choices by the key of what they are about; what is not there is left to the builder.

    ``events`` are to be created now, and are not kept: ``Recognition.events`` are, once created.
    """

    people: dict[str, Choice] = field(default_factory=dict)
    territories: dict[str, Choice] = field(default_factory=dict)
    initiatives: dict[str, Choice] = field(default_factory=dict)
    events: dict[str, EventChoice] = field(default_factory=dict)

    def as_data(self) -> dict:
        """The lasting choices as JSON-able data."""
        told = asdict(self)
        del told["events"]
        return {kind: choices for kind, choices in told.items() if choices}

    @classmethod
    def from_data(cls, data: dict) -> "Decisions":
        """The choices of ``as_data``."""
        return cls(
            **{
                kind: {key: Choice(Answer(c["answer"]), c["pk"]) for key, c in choices.items()}
                for kind, choices in data.items()
            }
        )


def person_key(name: str) -> str:
    return name_key(name)


def initiative_key(stub: InitiativeStub) -> str:
    return " ".join(words_of(f"{stub.place} {stub.title}"))
