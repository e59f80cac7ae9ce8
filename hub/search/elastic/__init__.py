"""Elasticsearch behind `hub.search.contract`: servers 8.19 and 9, nothing but what each one has.

The words are analysed in Python (`hub.search.analysis`): the server receives tokens, and does
what it does best: keep, count, rank, and spread over several nodes.
"""

from hub.search.elastic.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
