"""Questions and answers: « Nom, fonction à Lieu : » opens an answer, what precedes may ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hub.newsletters.importing.documents import Paragraph
from hub.newsletters.importing.parsed import Answer, Interview, Remark
from hub.newsletters.importing.parser.functions import ROLE, read_function
from hub.newsletters.importing.parser.names import HONORIFIC, NAME, is_given_name, names_a_body
from hub.newsletters.importing.parser.people import VERB
from hub.newsletters.importing.parser.text_patterns import CLOSERS

LONGEST_QUESTION = 300
LONGEST_UNMARKED_QUESTION = 160
SPEAKER = re.compile(
    rf"^(?:(?P<honorific>{HONORIFIC})\s+)?(?P<person>{NAME}(?:\s+et\s+{NAME})?)\s*"
    r"(?:(?:,\s*|[-–—]\s+)(?P<function>[^«»“”\":]{2,220}?)|\((?P<bracket>[^()]{2,120})\))?"
    r"\s*:\s*(?P<rest>.*)$"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """The head of an answer; `rest` is what the same line goes on to say."""

    person: str
    function: str
    rest: str
    paragraph: Paragraph
    honorific: str = ""


def read_speaker(paragraph: Paragraph) -> Speaker | None:
    """The speaker that `paragraph` introduces, or None."""
    match = SPEAKER.match(paragraph.text)
    if not match or names_a_body(match["person"]):
        return None
    function = match["function"] or match["bracket"] or ""
    known = is_given_name(match["person"].split()[0])
    if not known and not ROLE.search(function):
        return None
    segments = [segment.strip() for segment in function.split(",")]
    if any(VERB.match(segment) for segment in segments):
        return None
    return Speaker(
        match["person"],
        function.strip(),
        match["rest"].strip(),
        paragraph,
        match["honorific"] or "",
    )


def _asks(paragraph: Paragraph) -> bool:
    text = paragraph.text.rstrip(CLOSERS)
    if text.endswith("?"):
        return len(text) <= LONGEST_QUESTION
    unmarked = text.endswith(("…", "...")) or paragraph.level or paragraph.is_strong
    return bool(unmarked) and len(text) <= LONGEST_UNMARKED_QUESTION


def find_interviews(
    paragraphs: Sequence[Paragraph], stops: set[int]
) -> tuple[dict[int, tuple[Interview, int]], list[Remark]]:
    """The interviews of a rubrique: first index → (interview, index after its last paragraph).

    `stops` are indexes that no answer may hold (initiatives, headings of other things).
    """
    heads = _speakers(paragraphs)
    found, remarks = {}, []
    position = 0
    while position < len(paragraphs):
        question = position if _opens(paragraphs, position, heads) else None
        first = position if question is None else position + 1
        if first not in heads:
            position += 1
            continue
        answers, after = _answers(paragraphs, first, heads, stops)
        asked = paragraphs[question] if question is not None else None
        found[position] = (Interview(asked, answers), after)
        remarks += _doubts(asked, answers)
        position = after
    return found, remarks


def _speakers(paragraphs: Sequence[Paragraph]) -> dict[int, Speaker]:
    """Lines that name a speaker; one that goes on speaking needs a question or answer before."""
    heads: dict[int, Speaker] = {}
    for index, paragraph in enumerate(paragraphs):
        speaker = read_speaker(paragraph)
        if speaker and (not speaker.rest or (index and (_asks(paragraphs[index - 1]) or heads))):
            heads[index] = speaker
    return heads


def _opens(paragraphs: Sequence[Paragraph], index: int, heads: dict[int, Speaker]) -> bool:
    """Whether the paragraph is a question: right before a speaker, and asking."""
    return index not in heads and index + 1 in heads and _asks(paragraphs[index])


def _answers(
    paragraphs: Sequence[Paragraph], first: int, heads: dict[int, Speaker], stops: set[int]
) -> tuple[list[Answer], int]:
    answers: list[Answer] = []
    index = first
    while index < len(paragraphs) and index not in stops:
        if index in heads:
            answers.append(_open_answer(heads[index]))
        elif (
            answers[-1].paragraphs
            and _opens(paragraphs, index, heads)
            or paragraphs[index].level
            and index + 1 not in heads
        ):
            break
        else:
            answers[-1].paragraphs.append(paragraphs[index])
        index += 1
    return answers, index


def _open_answer(speaker: Speaker) -> Answer:
    read = read_function(speaker.function)
    paragraph = speaker.paragraph
    same_line = [paragraph.part(len(paragraph.text.rstrip()) - len(speaker.rest))]
    return Answer(
        person=speaker.person,
        function=speaker.function,
        role=read.role,
        place=read.place,
        speaker_span=paragraph.span,
        paragraphs=same_line if speaker.rest else [],
        honorific=speaker.honorific,
    )


def _doubts(question: Paragraph | None, answers: list[Answer]) -> list[Remark]:
    remarks = []
    if question is None:
        answer = answers[0]
        remarks.append(
            Remark("Réponse sans question juste avant : à vérifier.", answer.span, answer.person)
        )
    elif not question.text.rstrip(CLOSERS).endswith("?"):
        remarks.append(
            Remark(
                "Question sans point d’interrogation, reconnue à sa place : à vérifier.",
                question.span,
                question.text,
            )
        )
    remarks += [
        Remark(f"La réponse de {answer.person} est vide.", answer.span, answer.person)
        for answer in answers
        if not answer.paragraphs
    ]
    return remarks
