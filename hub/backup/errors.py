class BackupError(Exception):
    """A backup that cannot be written, read or restored; the message is in French."""
