"""The one error of this package."""


class ElasticsearchError(Exception):
    """The nodes cannot be started; the message says what to do, in French."""
