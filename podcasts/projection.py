"""Search projections of shows and episodes; transcripts are split into timed passages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hub.core.projection import Passage, Projection
from podcasts.transcripts import Cue, group_by_voice

if TYPE_CHECKING:
    from podcasts.models import EpisodePage, PodcastPage

# Characters after which a passage ends, at the end of the sentence.
PASSAGE_LENGTH = 280


def episode_projection(page: "EpisodePage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of an episode, with its transcript split into passages."""
    projection = Projection()
    if page.episode_kind != "full":
        projection.add_text(page.get_episode_kind_display())
    projection.add_story(story["notes"])
    projection.add_text(*[chapter.title for chapter in page.chapters.all()])
    projection.add_text(*[row.person.name for row in page.people.all()])
    for row in page.initiatives.all():
        projection.add_text(row.initiative.title, row.initiative.summary)
    passages = cue_passages(page.cues)
    # Passages keep the speaker apart from the text, so the names are added to the body here.
    projection.add_text(*dict.fromkeys(passage.person for passage in passages))
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
    start = cues[0].start
    text = " ".join(cue.text for cue in cues)
    # Same format as `Cue.anchor`, set on the first cue of each second.
    return Passage(f"t-{start}", "cue", text, person=voice, start=start)


def show_projection(page: "PodcastPage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of a show, without the owner's address, which is for feeds only."""
    projection = Projection()
    projection.add_story(story["description"])
    projection.add_text(page.author)
    return projection
