"""Audio files over HTTP: ranges, conditional requests, access."""
