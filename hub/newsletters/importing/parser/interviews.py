"""Detection of interviews: « Nom, fonction à Lieu : » starts an answer, after a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hub.newsletters.importing.documents import Paragraph, ParagraphKind
from hub.newsletters.importing.parsed import Answer, Interview, Remark
from hub.newsletters.importing.parser.functions import ROLE, read_function
from hub.newsletters.importing.parser.names import HONORIFIC, NAME, has_body_word, is_given_name
from hub.newsletters.importing.parser.people import VERB
from hub.newsletters.importing.parser.text_patterns import CLOSERS, fold

LONGEST_QUESTION = 300
LONGEST_UNMARKED_QUESTION = 160
# Questions written without their mark, in folded text.
ASKS = re.compile(
    r"^(?:et |mais |alors,? |enfin,? )?(?:comment|pourquoi|quel(?:le)?s?|qui|que|qu'|ou|quand|"
    r"combien|en quoi|a quoi|de quoi|est-ce|racontez|parlez|dites|expliquez|presentez|decrivez|"
    r"\w+[- ](?:vous|tu|t-il|t-elle|t-on|nous)\b)(?:\b|(?<='))"
)
SPEAKER = re.compile(
    rf"^(?:(?P<honorific>{HONORIFIC})\s+)?(?P<person>{NAME}(?:\s+et\s+{NAME})?)\s*"
    r"(?:(?:,\s*|[-–—]\s+)(?P<function>[^«»“”\":]{2,220}?)|\((?P<bracket>[^()]{2,120})\))?"
    r"\s*:\s*(?P<rest>.*)$"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of an answer; `rest` is the text after the colon, on the same line."""

    person: str
    function: str
    rest: str
    paragraph: Paragraph
    honorific: str = ""


def read_speaker(paragraph: Paragraph) -> Speaker | None:
    """Return the speaker that `paragraph` introduces, or None."""
    match = SPEAKER.match(paragraph.text)
    if not match or has_body_word(match["person"]):
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


def _is_question(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a question: marked, or short and asking, or as a heading."""
    text = paragraph.text.rstrip(CLOSERS)
    if text.endswith("?"):
        return len(text) <= LONGEST_QUESTION
    unmarked = (
        text.endswith(("…", "..."))
        or paragraph.level
        or paragraph.is_strong
        or ASKS.match(fold(text))
    )
    return bool(unmarked) and len(text) <= LONGEST_UNMARKED_QUESTION


def find_interviews(
    paragraphs: Sequence[Paragraph], stops: set[int]
) -> tuple[dict[int, tuple[Interview, int]], list[Remark]]:
    """Return {first index: (interview, index after its last paragraph)}, and remarks.

    `stops` are the indexes that end an answer, such as those of initiatives.
    """
    speakers = _speakers(paragraphs)
    found, remarks = {}, []
    position = 0
    while position < len(paragraphs):
        question = position if _is_question_at(paragraphs, position, speakers) else None
        first = position if question is None else position + 1
        if first not in speakers:
            position += 1
            continue
        answers, after = _answers(paragraphs, first, speakers, stops)
        asked = paragraphs[question] if question is not None else None
        found[position] = (Interview(asked, answers), after)
        remarks += _remarks(asked, answers)
        position = after
    return found, remarks


def _speakers(paragraphs: Sequence[Paragraph]) -> dict[int, Speaker]:
    """Return the speakers by index.

    A line with text after the colon needs a question or another answer before it.
    """
    speakers: dict[int, Speaker] = {}
    for index, paragraph in enumerate(paragraphs):
        is_row = paragraph.kind is ParagraphKind.TABLE_ROW
        speaker = None if is_row else read_speaker(paragraph)
        if speaker and (
            not speaker.rest or (index and (_is_question(paragraphs[index - 1]) or speakers))
        ):
            speakers[index] = speaker
    return speakers


def _is_question_at(
    paragraphs: Sequence[Paragraph], index: int, speakers: dict[int, Speaker]
) -> bool:
    """Tell whether the paragraph at `index` is a question right before a speaker."""
    return index not in speakers and index + 1 in speakers and _is_question(paragraphs[index])


def _answers(
    paragraphs: Sequence[Paragraph], first: int, speakers: dict[int, Speaker], stops: set[int]
) -> tuple[list[Answer], int]:
    answers: list[Answer] = []
    index = first
    while index < len(paragraphs) and index not in stops:
        if index in speakers:
            answers.append(_open_answer(speakers[index]))
        elif (
            answers[-1].paragraphs
            and _is_question_at(paragraphs, index, speakers)
            or paragraphs[index].level
            and index + 1 not in speakers
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


def _remarks(question: Paragraph | None, answers: list[Answer]) -> list[Remark]:
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
