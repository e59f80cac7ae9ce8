"""Real Elasticsearch nodes of our own, on loopback only, without Docker.

    python -m tests.services.elasticsearch -- pytest tests/search     throw-away, for one command
    python -m tests.services.elasticsearch --nodes 3 -- COMMAND       a cluster
    python -m tests.services.elasticsearch --data DIR                 a kept one, until Ctrl+C

The command finds the addresses of the nodes, separated by commas, in HUB_TEST_ELASTICSEARCH_URL;
the nodes stop with it, and its status is returned.

The server is the one that Elasticsearch publishes on Maven Central for integration tests: the
real server, without its optional modules. What works here works on every Elasticsearch.
"""
