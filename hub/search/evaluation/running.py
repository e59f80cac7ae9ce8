"""Evaluation of an engine on every question of a judged set."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from hub.search.contract import Engine, SearchRequest
from hub.search.evaluation.asking import answer_to
from hub.search.evaluation.judged_sets import Question
from hub.search.evaluation.measures import DEPTH, Figures


def evaluate(
    engine: Engine, questions: Iterable[Question], rewrite: Callable[[str], str] | None = None
) -> tuple[Figures, dict[str, Figures]]:
    """Return (Figures of all questions, {tag: Figures}).

    `rewrite` transforms the text of each question (`hub.search.evaluation.variants`).
    """
    answers, by_tag = [], defaultdict(list)
    for question in questions:
        text = rewrite(question.text) if rewrite else question.text
        hits = answer_to(engine, SearchRequest(text=text, limit=DEPTH)).hits
        answer = [hit.uid for hit in hits], question.judgements
        answers.append(answer)
        for tag in question.tags:
            by_tag[tag].append(answer)
    return Figures.of(answers), {tag: Figures.of(by_tag[tag]) for tag in sorted(by_tag)}
