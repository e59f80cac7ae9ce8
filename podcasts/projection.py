"""Search projections of shows and episodes; transcripts are split into timed passages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hub.core.passages import Passage
from hub.core.projection import Projection
from hub.core.searchable_text import without_symbols
from podcasts.transcripts import Cue, group_by_voice

if TYPE_CHECKING:
    from podcasts.models import EpisodePage, PodcastPage

# Characters after which a passage ends, at the end of the sentence.
PASSAGE_LENGTH = 280


def episode_projection(page: "EpisodePage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of an episode, with its transcript split into passages."""
    projection = Projection()
    if page.episode_kind != "full":
        projection.add_standing("", page.get_episode_kind_display())
    projection.add_story(story["notes"])
    for chapter in page.chapters.all():
        projection.add_part(chapter.anchor, "chapter", chapter.title, start=chapter.start)
    projection.add_part("voix", "facts", *[row.person.name for row in page.people.all()])
    for row in page.initiatives.all():
        projection.add_part("initiatives", "facts", row.initiative.title, row.initiative.summary)
    passages = cue_passages(page.cues)
    # Passages keep the speaker apart from the text, so the names are added to the body here.
    projection.add_standing("", *dict.fromkeys(passage.person for passage in passages))
    projection.add_text(*[passage.text for passage in passages])
    projection.passages += passages
    return projection


def cue_passages(cues: Iterable[Cue]) -> list[Passage]:
    """Return the cues of a transcript joined into passages of a single voice, in order."""
    passages = []
    for turn in group_by_voice(cues):
        batch = []
        for cue in turn.cues:
            batch.append(cue)
            if sum(len(batched.text) for batched in batch) >= PASSAGE_LENGTH:
                passages.append(_passage(turn.voice, batch))
                batch = []
        if batch:
            passages.append(_passage(turn.voice, batch))
    return passages


def _passage(voice: str, cues: list[Cue]) -> Passage:
    offsets, texts, length = [], [], 0
    for cue in cues:
        offsets.append((length, int(cue.start)))
        texts.append(without_symbols(cue.text))
        length += len(texts[-1]) + 1
    start = int(cues[0].start)
    # Same format as `Cue.anchor`, set on the first cue of each second.
    return Passage(
        f"t-{start}", "cue", " ".join(texts), person=voice, start=start, cues=tuple(offsets)
    )


def show_projection(page: "PodcastPage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of a show, without the owner's address, which is for feeds only."""
    projection = Projection()
    projection.add_story(story["description"], anchor="presentation")
    projection.add_part("", "facts", page.author)
    return projection
