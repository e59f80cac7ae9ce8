from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hub.core.publication.forms import PublicationForm
from podcasts.transcripts import TranscriptError, check_transcript, read_transcript

TRANSCRIPT_BYTES = 2 * 1024 * 1024  # about 24 hours of speech


class EpisodeForm(PublicationForm):
    """Edit form of an episode; an uploaded VTT, SRT or SBV file replaces the transcript."""

    transcript_file = forms.FileField(
        label="Fichier de transcription",
        required=False,
        help_text="WebVTT, SRT ou SBV (YouTube)\u00a0: il remplace la transcription ci-dessous.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload = cleaned.get("transcript_file")
        try:
            if upload:
                if upload.size > TRANSCRIPT_BYTES:
                    raise TranscriptError(
                        "Ce fichier dépasse 2\u00a0Mo\u00a0: est-ce bien une transcription\u00a0?"
                    )
                cleaned["transcript"] = read_transcript(upload.read())
            elif cleaned.get("transcript"):
                check_transcript(cleaned["transcript"])
        except TranscriptError as error:
            self.add_error(
                "transcript_file" if upload else "transcript", ValidationError(str(error))
            )
        return cleaned
