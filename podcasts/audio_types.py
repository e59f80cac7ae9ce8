"""MIME types of audio files, by extension."""

# `mimetypes` lacks some audio types on some systems; podcast applications expect these values.
AUDIO_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}
