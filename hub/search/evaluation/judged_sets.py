"""Judged sets: documents, and questions with graded answers, as JSON Lines.

A line with « query » is a question, {"query", "judgements": {uid: grade}, "tags": […]}; a line with
« uid » is a document, {"uid", "title", "body"} and, where it has them, « summary », « themes »,
« territories », « kind ».
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.search.contract import Entry


class JudgedSetError(Exception):
    """A file that cannot be used; the message, in French, names the file and the line."""


@dataclass(frozen=True)
class Question:
    """A question with its right answers: `judgements` is {uid: grade}, 0 for a wrong one."""

    text: str
    judgements: dict[str, float]
    tags: tuple[str, ...] = ()


@dataclass
class JudgedSet:
    """The documents and the questions of all the files given."""

    documents: list[Entry] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read_judged_set(paths: Iterable[str | Path], *, unanswerable: bool = False) -> JudgedSet:
    """Return the `JudgedSet` of files, or of the .jsonl files of folders.

    `unanswerable`: accept questions without judgements, that no document answers.
    Raise JudgedSetError at the first invalid line.
    """
    judged, places = JudgedSet(), {}
    for path in _files(paths):
        for number, line in enumerate(_lines(path), start=1):
            if line.strip():
                place = f"{path}, ligne {number}"
                _read_line(judged, places, line, place, unanswerable=unanswerable)
    if not judged.questions:
        raise JudgedSetError("Aucune question dans ces fichiers (une ligne avec « query »).")
    return judged


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            found = sorted(path.glob("*.jsonl"))
            if not found:
                raise JudgedSetError(f"{path} : ce dossier ne contient aucun fichier .jsonl.")
            yield from found
        else:
            yield path


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise JudgedSetError(f"{path} : ce fichier n’est pas en UTF-8.") from error
    except OSError as error:
        raise JudgedSetError(f"{path} : lecture impossible ({error.strerror}).") from error


def _read_line(
    judged: JudgedSet, places: dict[str, str], line: str, place: str, *, unanswerable: bool
) -> None:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise JudgedSetError(f"{place} : ce n’est pas du JSON ({error}).") from error
    if not isinstance(value, dict):
        raise JudgedSetError(f"{place} : un objet {{…}} est attendu.")
    if "query" in value:
        judged.questions.append(_question(value, place, unanswerable=unanswerable))
    elif "uid" in value:
        document = _document(value, place)
        if document.uid in places:
            first = places[document.uid]
            raise JudgedSetError(f"{place} : « {document.uid} » est déjà décrit ({first}).")
        places[document.uid] = place
        judged.documents.append(document)
    else:
        raise JudgedSetError(f"{place} : ni « query » (question) ni « uid » (document).")


def _question(value: dict[str, Any], place: str, *, unanswerable: bool) -> Question:
    text, judgements = value["query"], value.get("judgements")
    if not isinstance(text, str) or not text.strip():
        raise JudgedSetError(f"{place} : « query » doit être un texte.")
    if not isinstance(judgements, dict) or not (judgements or unanswerable):
        raise JudgedSetError(f"{place} : « judgements » doit donner au moins une note par uid.")
    for uid, grade in judgements.items():
        if isinstance(grade, bool) or not isinstance(grade, (int, float)) or not 0 <= grade <= 10:
            raise JudgedSetError(f"{place} : la note de « {uid} » doit être entre 0 et 10.")
    return Question(text, judgements, _texts(value, "tags", place))


def _document(value: dict[str, Any], place: str) -> Entry:
    uid = value["uid"]
    if not isinstance(uid, str) or not uid.strip():
        raise JudgedSetError(f"{place} : « uid » doit être un texte.")
    return Entry(
        uid=uid,
        title=_text(value, "title", place),
        summary=_text(value, "summary", place),
        body=_text(value, "body", place),
        kind=_text(value, "kind", place),
        themes=_texts(value, "themes", place),
        territories=_texts(value, "territories", place),
    )


def _text(value: dict[str, Any], name: str, place: str) -> str:
    text = value.get(name) or ""
    if not isinstance(text, str):
        raise JudgedSetError(f"{place} : « {name} » doit être un texte.")
    return text


def _texts(value: dict[str, Any], name: str, place: str) -> tuple[str, ...]:
    found = value.get(name) or []
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise JudgedSetError(f"{place} : « {name} » doit être une liste de textes.")
    return tuple(found)
