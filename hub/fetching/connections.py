"""Connections of urllib3 that reach public addresses only, within a deadline."""

import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, HTTPError

from hub.fetching import addresses
from hub.fetching.deadlines import Deadline

TIMEOUT = 10  # seconds, to connect and then for each read


class PrivateHostError(Exception):
    """Raised in a connection; urllib3 and requests would wrap the subclasses of OSError."""


class _PublicHostMixin:
    """Connection that resolves its host itself, and connects to a public address only.

    The host name stays that of the URL in the `Host` header, SNI and the certificate check.
    """

    host: str
    port: int
    _dns_host: str
    socket_options: Any

    def __init__(self, *args: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*args, **options)
        self.deadline = deadline

    def _new_conn(self) -> socket.socket:
        found = self._resolve()
        if not found or not all(addresses.is_public(address[0]) for _, address in found):
            raise PrivateHostError(self.host)
        failure: OSError | None = None
        for family, address in found:
            try:
                return self._connect(family, address)
            except OSError as error:
                failure = error
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, f"No connection in time: {self.host}") from failure
        raise HTTPError(f"No connection to {self.host}: {failure}") from failure

    def _resolve(self) -> list[tuple[int, tuple[Any, ...]]]:
        """Return the (family, socket address) of the host; the resolver has no timeout."""
        pool = ThreadPoolExecutor(1)
        try:
            future = pool.submit(
                socket.getaddrinfo, self._dns_host, self.port, type=socket.SOCK_STREAM
            )
            found = future.result(timeout=min(TIMEOUT, self.deadline.remaining()))
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"Name not resolved in time: {self.host}") from error
        except (OSError, UnicodeError) as error:
            raise HTTPError(f"Unknown host: {self.host}") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return [(int(family), address) for family, *_, address in found]

    def _connect(self, family: int, address: tuple[Any, ...]) -> socket.socket:
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            for option in self.socket_options or ():
                connection.setsockopt(*option)
            connection.settimeout(min(TIMEOUT, self.deadline.remaining()))
            connection.connect(address)
            if not addresses.is_public(connection.getpeername()[0]):
                raise PrivateHostError(self.host)
            connection.settimeout(TIMEOUT)
            self.deadline.watch(connection)
        except BaseException:
            connection.close()
            raise
        return connection


class _PublicHTTPConnection(_PublicHostMixin, HTTPConnection):
    pass


class _PublicHTTPSConnection(_PublicHostMixin, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPSConnection


class PublicAdapter(HTTPAdapter):
    """Adapter of requests whose connections reach public addresses only, before `deadline`."""

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_HTTPPool, deadline=self.deadline),
            "https": partial(_HTTPSPool, deadline=self.deadline),
        }
