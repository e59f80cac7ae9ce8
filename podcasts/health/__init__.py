"""Health of the podcasts: checks of sounds, transcripts and artwork, report and command."""
