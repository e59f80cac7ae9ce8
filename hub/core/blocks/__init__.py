"""StreamField blocks shared by every page type, grouped by subject.

Each has a French label, a description, a preview value and three templates: for the web
(`templates/blocks/<name>.html`), for plain text (`templates/blocks/text/<name>.txt`), and for
e-mail and feed readers (`templates/blocks/email/<name>.html`).
"""

from .figures import KeyFigureBlock, StoryTableBlock
from .links import DocumentBlock, EpisodeBlock, EventBlock, InitiativeBlock, LinkCardBlock
from .media import EmbedBlock, GalleryBlock, StoryImageBlock
from .speech import AnswerBlock, InterviewBlock, QuoteBlock
from .story import StoryStreamBlock
from .text import CalloutBlock, HeadingBlock, ParagraphBlock, SeparatorBlock, StepListBlock

__all__ = [
    "AnswerBlock",
    "CalloutBlock",
    "DocumentBlock",
    "EmbedBlock",
    "EpisodeBlock",
    "EventBlock",
    "GalleryBlock",
    "HeadingBlock",
    "InitiativeBlock",
    "InterviewBlock",
    "KeyFigureBlock",
    "LinkCardBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "SeparatorBlock",
    "StepListBlock",
    "StoryImageBlock",
    "StoryStreamBlock",
    "StoryTableBlock",
]
