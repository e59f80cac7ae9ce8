"""What audio files say of themselves: duration, title, author, year, chapters."""

from .chapters import EmbeddedChapter
from .reading import AudioFacts, UnreadableSoundError, read_audio

__all__ = ["AudioFacts", "EmbeddedChapter", "UnreadableSoundError", "read_audio"]
