"""Noise: wrong results among those that contain all that was asked, results where none is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hub.search.contract import Engine, SearchPage, SearchRequest
from hub.search.evaluation.asking import answer_to
from hub.search.evaluation.judged_sets import Question

# More than the documents of a judged set: every result of the first part is measured.
LIMIT = 1_000


@dataclass(frozen=True)
class FirstPart:
    """The results of a question that contain all that was asked, split by their judgement.

    `unjudged` are the uids without a judgement: they count as wrong.
    """

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    unjudged: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.right) + len(self.wrong) + len(self.unjudged)

    @property
    def precision(self) -> float:
        """The share of right results, between 0 and 1; 1 without results."""
        return len(self.right) / self.size if self.size else 1.0


@dataclass(frozen=True)
class Noise:
    """Noise of an engine on a set of questions.

    - `parts`: the `FirstPart` of the questions with judgements;
    - `proposed`: {question without judgements: uids found}; no result is due to these.
    """

    parts: Sequence[FirstPart]
    proposed: Mapping[str, Sequence[str]]

    @property
    def answered(self) -> list[FirstPart]:
        """The parts that hold at least one result."""
        return [part for part in self.parts if part.size]

    @property
    def noisy(self) -> list[FirstPart]:
        """The parts that hold at least one result that is not right."""
        return [part for part in self.parts if part.wrong or part.unjudged]

    @property
    def precision(self) -> float:
        """The mean precision of the questions with results; 1 if there is none."""
        answered = self.answered
        return sum(part.precision for part in answered) / len(answered) if answered else 1.0

    @property
    def micro_precision(self) -> float:
        """The share of right results among those of all questions; 1 if there is none."""
        results = sum(part.size for part in self.parts)
        return sum(len(part.right) for part in self.parts) / results if results else 1.0

    @property
    def silent(self) -> list[str]:
        """The questions without judgements that got no result."""
        return [question for question, found in self.proposed.items() if not found]

    def as_dict(self) -> dict[str, Any]:
        """Return the figures and the lists of wrong results, as written in JSON."""
        return {
            "questions": len(self.parts),
            "answered": len(self.answered),
            "precision": round(self.precision, 4),
            "micro_precision": round(self.micro_precision, 4),
            "noisy": len(self.noisy),
            "wrong": {part.question: list(part.wrong) for part in self.parts if part.wrong},
            "unjudged": {
                part.question: list(part.unjudged) for part in self.parts if part.unjudged
            },
            "nothing": len(self.proposed),
            "silent": len(self.silent),
            "proposed": {text: list(found) for text, found in self.proposed.items() if found},
        }


def measure_noise(engine: Engine, questions: Iterable[Question]) -> Noise:
    """Return the `Noise` of an engine; no result is due to a question without judgements."""
    parts, proposed = [], {}
    for question in questions:
        page = answer_to(engine, SearchRequest(text=question.text, limit=LIMIT))
        if question.judgements:
            parts.append(first_part(question, page))
        else:
            proposed[question.text] = [hit.uid for hit in page.hits]
    return Noise(parts, proposed)


def first_part(question: Question, page: SearchPage) -> FirstPart:
    """Return the `FirstPart` of the results of a question."""
    found = [hit.uid for hit in page.hits if hit.holds_all]
    grades = question.judgements
    return FirstPart(
        question.text,
        right=tuple(uid for uid in found if grades.get(uid, 0) > 0),
        wrong=tuple(uid for uid in found if grades.get(uid) == 0),
        unjudged=tuple(uid for uid in found if uid not in grades),
    )
