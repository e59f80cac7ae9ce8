"""A Redis server that is away, slow or back: the site does without it."""

import socket
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings
from redis.exceptions import ConnectionError as RedisConnectionError

from hub.core.site.redis_cache import OptionalRedisCache
from tests.services.postgresql import HOST, free_port


@pytest.fixture(autouse=True)
def no_pause() -> Iterator[None]:
    OptionalRedisCache._paused_until = 0.0
    yield
    OptionalRedisCache._paused_until = 0.0


@pytest.fixture
def away() -> OptionalRedisCache:
    return OptionalRedisCache(f"redis://{HOST}:{free_port()}/0", {})


def test_a_cache_that_is_away_answers_as_an_empty_one(away: OptionalRedisCache) -> None:
    for _ in range(2):  # refused, then during the pause
        assert away.get("a", "default") == "default"
        assert away.get_many(["a", "b"]) == {}
        assert (away.add("a", 1), away.touch("a"), away.delete("a")) == (False, False, False)
        assert (away.has_key("a"), "a" in away) == (False, False)
        away.clear()
        assert away.set_many({"a": 1}) == ["a"]
        assert away.get_or_set("a", 3) == 3
        away.set("a", 1)
        away.delete_many(["a"])
        with pytest.raises(ValueError, match="not found"):
            away.incr("a")


def test_a_server_that_failed_is_not_asked_at_each_question(
    away: OptionalRedisCache, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        away.get("a")
    assert len([line for line in caplog.messages if "does not answer" in line]) == 1


def test_a_server_that_never_answers_is_left() -> None:
    with socket.create_server((HOST, 0)) as silent:
        cache = OptionalRedisCache(
            f"redis://{HOST}:{silent.getsockname()[1]}/0", {"OPTIONS": {"socket_timeout": 0.1}}
        )
        assert cache.get("a", "default") == "default"


def test_a_server_that_is_back_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Server:
        is_away = True

        def get(self, key: str, default: object) -> object:
            if self.is_away:
                raise RedisConnectionError("refused")
            return "held"

    server = Server()
    cache = OptionalRedisCache("redis://unused", {})
    monkeypatch.setattr(OptionalRedisCache, "_cache", server)
    assert cache.get("a") is None
    server.is_away = False
    assert cache.get("a") is None
    OptionalRedisCache._paused_until = 0.0
    assert cache.get("a") == "held"


@pytest.mark.usefixtures("site_tree")
def test_pages_answer_without_the_cache(client: Client, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "hub.core.site.redis_cache.OptionalRedisCache",
            "LOCATION": f"redis://{HOST}:{free_port()}/0",
        }
    }
    assert isinstance(caches["default"], OptionalRedisCache)
    for path in ("/", "/inspiration/", "/recherche/?q=jardin", "/admin/login/"):
        assert client.get(path).status_code == 200
