"""A Redis cache that the site can do without."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Seconds without a question to a server that failed.
PAUSE = 5.0
# Seconds that a connection, or an answer, may take.
OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1}


class OptionalRedisCache(RedisCache):
    """Django's Redis cache, which answers as an empty one while its server is away.

    Pages are then computed again. The state of the cache is in `/healthz/ready` and in the log.
    """

    # `time.monotonic()`, for the whole process: Django makes a cache for each thread.
    _paused_until = 0.0

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        options = OPTIONS | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})

    def _ask(self, method: Callable[..., Any], empty: Any, *arguments: Any, **named: Any) -> Any:
        """Return the answer of the server, or `empty` while it is away."""
        if time.monotonic() < OptionalRedisCache._paused_until:
            return empty
        try:
            return method(*arguments, **named)
        except RedisError as error:
            OptionalRedisCache._paused_until = time.monotonic() + PAUSE
            logger.error("The cache does not answer: %s", error)
            return empty

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return self._ask(super().add, False, key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(super().get, default, key, default, version)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._ask(super().set, None, key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(super().touch, False, key, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask(super().delete, False, key, version)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self._ask(super().get_many, {}, keys, version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask(super().has_key, False, key, version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Return the new value; raise ValueError for a missing key, as any backend does."""
        value = self._ask(super().incr, None, key, delta, version)
        if value is None:
            raise ValueError(f"Key '{key}' not found")
        return value

    def set_many(
        self, data: Mapping[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        return self._ask(super().set_many, list(data), data, timeout, version)

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self._ask(super().delete_many, None, keys, version)

    def clear(self) -> None:
        self._ask(super().clear, None)
