"""What shows and episodes are found by: their words, and what is said at which second."""

from hub.core.projection import Passage, Projection
from podcasts.transcripts import turns_of

# A passage ends with the first sentence that takes it past this many characters.
PASSAGE_LENGTH = 280


def episode_projection(page, story):
    """Return the `Projection` of an episode, its transcript cut in passages."""
    projection = Projection()
    if page.episode_kind != "full":
        projection.add_text(page.get_episode_kind_display())
    projection.add_story(story["notes"])
    projection.add_text(*[chapter.title for chapter in page.chapters.all()])
    projection.add_text(*[row.person.name for row in page.people.all()])
    for row in page.initiatives.all():
        projection.add_text(row.initiative.title, row.initiative.summary)
    passages = cue_passages(page.cues)
    # Only names that are said beside the words: « person » is not part of the body.
    projection.add_text(*dict.fromkeys(passage.person for passage in passages))
    projection.add_text(*[passage.text for passage in passages])
    projection.passages += passages
    return projection


def cue_passages(cues):
    """Return the sentences of a transcript (`Cue`) as passages of one voice, in order."""
    passages = []
    for turn in turns_of(cues):
        said = []
        for cue in turn.cues:
            said.append(cue)
            if sum(len(one.text) for one in said) >= PASSAGE_LENGTH:
                passages.append(_passage(turn.voice, said))
                said = []
        if said:
            passages.append(_passage(turn.voice, said))
    return passages


def _passage(voice, cues):
    start = cues[0].start
    text = " ".join(cue.text for cue in cues)
    # The first sentence of each second has this anchor (`Cue.anchor`).
    return Passage(f"t-{start}", "cue", text, person=voice, start=start)


def show_projection(page, story):
    """Return the `Projection` of a show; the address of its owner is for feeds alone."""
    projection = Projection()
    projection.add_story(story["description"])
    projection.add_text(page.author)
    return projection
