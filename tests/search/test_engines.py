from pytest_django import Settings

from hub.search.engines import elasticsearch_engine, embedded_engine, get_engine
from hub.search.failover import FailoverEngine


def test_a_site_without_elasticsearch_searches_in_its_database(settings: Settings) -> None:
    settings.ELASTICSEARCH_URLS = []
    assert elasticsearch_engine() is None
    assert get_engine() is embedded_engine()


def test_engine_with_elasticsearch_has_a_fallback_and_is_cached(
    settings: Settings,
) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:1", "https://search.example.org"]
    engine = get_engine()
    assert isinstance(engine, FailoverEngine)
    assert engine is get_engine()
    assert engine.primary is elasticsearch_engine()
    assert engine.fallback is embedded_engine()


def test_the_name_and_the_key_of_the_settings_are_used(settings: Settings) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:1"]
    settings.ELASTICSEARCH_API_KEY, settings.ELASTICSEARCH_INDEX = "a2V5", "autre-site"
    engine = elasticsearch_engine()
    assert engine.index == "autre-site"
    assert engine.client._headers["authorization"] == "ApiKey a2V5"
