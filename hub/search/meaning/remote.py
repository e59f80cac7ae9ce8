"""Encoders behind HTTP: OpenAI-compatible servers, Text Embeddings Inference (TEI)."""

import json
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as UrllibTimeoutError
from urllib3.response import BaseHTTPResponse

from hub.search.analysis import clean
from hub.search.meaning.interface import Encoder, EncoderTooSlow, EncoderUnavailable, unit_rows

# Seconds for the whole response. A search waits for a question; passages are in the background.
QUESTION_SECONDS = 0.8
PASSAGES_SECONDS = 30.0
CONNECT_SECONDS = 0.3
# Connections per process: at least one per thread.
CONNECTIONS = 50
READ_BYTES = 64 * 1024
# Sixteen vectors of 4,096 dimensions take 2 MB as JSON.
LONGEST_ANSWER = 16 * 1024 * 1024
OK = 200


class RemoteEncoder(Encoder):
    """An encoder behind HTTP.

    - `address`: that of an endpoint (`…/embed` of TEI, `…/embeddings`) or of an OpenAI-compatible
      server, without `/v1/embeddings`;
    - `model`: name of the model, sent to the server;
    - `key`: sent as a bearer token;
    - `question_prefix`, `passage_prefix`: words that the model needs before each text, such as
      « query: » and « passage: » for e5.
    """

    def __init__(
        self,
        address: str,
        model: str = "",
        key: str = "",
        question_prefix: str = "",
        passage_prefix: str = "",
    ) -> None:
        self.prefixes = (question_prefix, passage_prefix)
        parts = urlsplit(address)
        shown = f"{parts.hostname}{parts.path}"
        prefixes = f" «{question_prefix}» «{passage_prefix}»" if any(self.prefixes) else ""
        self.name = f"{model or shown}{prefixes}"
        self.url = _endpoint(address)
        self._is_tei = self.url.endswith("/embed")
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._pool = PoolManager(maxsize=CONNECTIONS, retries=False, headers=self._headers)

    def encode_questions(self, texts: Sequence[str]) -> np.ndarray:
        return self._encode(texts, self.prefixes[0], QUESTION_SECONDS)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        return self._encode(texts, self.prefixes[1], PASSAGES_SECONDS)

    def _encode(self, texts: Sequence[str], prefix: str, seconds: float) -> np.ndarray:
        cleaned = [f"{prefix} {clean(text)}".strip() for text in texts]
        try:
            answer = json.loads(self._post(self._content(cleaned), seconds))
        except (ValueError, RecursionError) as error:
            raise EncoderUnavailable("L’encodeur n’a pas répondu par du JSON.") from error
        return unit_rows(answer if self._is_tei else _embeddings(answer), len(texts))

    def _content(self, texts: list[str]) -> dict[str, Any]:
        if self._is_tei:
            return {"inputs": texts, "truncate": True}
        model = {"model": self._model} if self._model else {}
        return {"input": texts, "encoding_format": "float", **model}

    def _post(self, content: dict[str, Any], seconds: float) -> bytes:
        """Return the body of the response; raise `EncoderUnavailable`."""
        deadline = time.monotonic() + seconds
        timeout = Timeout(connect=min(CONNECT_SECONDS, seconds), read=seconds)
        try:
            response = self._pool.request(
                "POST",
                self.url,
                json=content,
                headers={**self._headers, "Content-Type": "application/json"},
                timeout=timeout,
                redirect=False,
                preload_content=False,
            )
            try:
                body = _read(response, deadline)
            except BaseException:
                response.close()
                raise
            response.release_conn()
        except UrllibTimeoutError as error:
            raise EncoderTooSlow(f"L’encodeur n’a pas répondu en {seconds} s.") from error
        except (HTTPError, OSError) as error:
            raise EncoderUnavailable(f"L’encodeur ne répond pas\u00a0: {error}") from error
        if response.status != OK:
            raise EncoderUnavailable(f"L’encodeur a répondu par une erreur {response.status}.")
        return body


def _read(response: BaseHTTPResponse, deadline: float) -> bytes:
    """Return the body; the time-out of a socket is for each read, `deadline` for all of them."""
    found = bytearray()
    while part := response.read1(READ_BYTES, decode_content=True):
        found += part
        if len(found) > LONGEST_ANSWER:
            raise EncoderUnavailable("La réponse de l’encodeur est trop longue.")
        if time.monotonic() > deadline:
            raise EncoderTooSlow("L’encodeur a répondu trop lentement.")
    return bytes(found)


def _endpoint(address: str) -> str:
    address = address.rstrip("/")
    if address.endswith(("/embed", "/embeddings")):
        return address
    return f"{address}/embeddings" if address.endswith("/v1") else f"{address}/v1/embeddings"


def _embeddings(answer: object) -> list[object]:
    """Return the vectors of an OpenAI response, in the order of the texts."""
    try:
        rows = sorted(answer["data"], key=lambda row: row["index"])  # type: ignore[index]
        return [row["embedding"] for row in rows]
    except (KeyError, TypeError) as error:
        raise EncoderUnavailable("L’encodeur n’a pas répondu par des vecteurs.") from error
