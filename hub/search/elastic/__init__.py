"""Elasticsearch engine (`hub.search.contract`), limited to what servers 8.19 and 9 have in common.

Text analysis is done in Python (`hub.search.analysis`): the server receives tokens; it stores,
counts, ranks and replicates them.
"""

from hub.search.elastic.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
