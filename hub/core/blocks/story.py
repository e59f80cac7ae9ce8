"""The StreamBlock of stories, the body of most pages."""

from wagtail import blocks

from hub.core.blocks.figures import KeyFigureBlock, StoryTableBlock
from hub.core.blocks.links import (
    DocumentBlock,
    EpisodeBlock,
    EventBlock,
    InitiativeBlock,
    LinkCardBlock,
)
from hub.core.blocks.media import EmbedBlock, GalleryBlock, StoryImageBlock
from hub.core.blocks.speech import InterviewBlock, QuoteBlock
from hub.core.blocks.text import (
    CalloutBlock,
    HeadingBlock,
    ParagraphBlock,
    SeparatorBlock,
    StepListBlock,
)

TEXT, SPEECH, MEDIA, LINKS = "Texte", "Paroles", "Images et chiffres", "Renvois"


class StoryStreamBlock(blocks.StreamBlock):
    """Every block that an editor can use in a newsletter issue, a case study or a page."""

    paragraph = ParagraphBlock(group=TEXT)
    heading = HeadingBlock(group=TEXT)
    step_list = StepListBlock(group=TEXT)
    callout = CalloutBlock(group=TEXT)
    separator = SeparatorBlock(group=TEXT)
    quote = QuoteBlock(group=SPEECH)
    interview = InterviewBlock(group=SPEECH)
    image = StoryImageBlock(group=MEDIA)
    gallery = GalleryBlock(group=MEDIA)
    embed = EmbedBlock(group=MEDIA)
    key_figure = KeyFigureBlock(group=MEDIA)
    table = StoryTableBlock(group=MEDIA)
    initiative = InitiativeBlock(group=LINKS)
    episode = EpisodeBlock(group=LINKS)
    event = EventBlock(group=LINKS)
    document = DocumentBlock(group=LINKS)
    link_card = LinkCardBlock(group=LINKS)

    class Meta:
        template = "blocks/story.html"
        text_template = "blocks/text/story.txt"
        email_template = "blocks/email/story.html"
