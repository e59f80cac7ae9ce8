"""Preparation of a transcript for the editor of the form: WebVTT, one tag `<v Name>` per voice."""

from collections.abc import Sequence
from html import escape

from django.http import HttpRequest, JsonResponse

from podcasts.sounds import AdminView
from podcasts.spoken_text import VOICE, Spoken, spoken_words
from podcasts.timed_text import RawCue, scan, write_webvtt
from podcasts.transcripts import TranscriptError, check_transcript

MAX_CHARACTERS = 2 * 1024 * 1024


class EditableTranscriptView(AdminView):
    """Return as JSON the `text` to edit, or an `error` in French with status 422."""

    def post(self, request: HttpRequest) -> JsonResponse:
        text = request.POST.get("transcript", "")
        try:
            if len(text) > MAX_CHARACTERS:
                raise TranscriptError("Cette transcription est trop longue pour cet écran.")
            return JsonResponse({"text": editable_webvtt(text) if text.strip() else ""})
        except TranscriptError as error:
            return JsonResponse({"error": str(error)}, status=422)


def editable_webvtt(text: str) -> str:
    """Return a transcript (WebVTT, SRT, SBV) as WebVTT; raise TranscriptError if it has problems.

    Names before a colon become voices, repeated lines of rolling captions are removed. A text with
    voice tags keeps its markup, comments and settings.
    """
    check_transcript(text)
    found = scan(text)
    if not any(VOICE.search(line) for cue in found.cues for line in cue.lines):
        _write_voices(found.cues, spoken_words(found.cues))
    return write_webvtt(found)


def _write_voices(cues: Sequence[RawCue], spoken: Sequence[Spoken]) -> None:
    """Replace the lines of each cue by what is said, each voice after its tag."""
    remaining = list(reversed(spoken))
    for rank, cue in enumerate(cues):
        following = cues[rank + 1].start if rank + 1 < len(cues) else None
        cue.lines = []
        while remaining and remaining[-1].start == cue.start:
            words = remaining.pop()
            tag = f"<v {escape(words.voice, quote=False)}>" if words.voice else ""
            cue.lines.append(tag + escape(words.text, quote=False))
            if following == cue.start:
                break  # two cues at one time: one entry each
