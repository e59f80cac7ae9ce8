"""Searches of an evaluation, which wait for a slow server where a reader would not."""

from hub.search.contract import Engine, EngineTooSlow, SearchPage, SearchRequest

# A server answers its first requests slowly, with empty caches.
ATTEMPTS = 10


def answer_to(engine: Engine, request: SearchRequest) -> SearchPage:
    """Return the results of a request, asked again while the engine exceeds its time limit.

    Raises `EngineTooSlow` after `ATTEMPTS`.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return engine.search(request)
        except EngineTooSlow:
            continue
    return engine.search(request)
