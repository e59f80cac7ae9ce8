"""Transactional outbox: record changes in their transaction, send them to engines after commit."""

from .draining import DrainResult, drain
from .recording import record

__all__ = ["DrainResult", "drain", "record"]
