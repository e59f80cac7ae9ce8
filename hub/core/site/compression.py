"""Compression of text responses only (RFC 9110, section 8.4)."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Already compressed by their formats; gzip would remove `Content-Length` and the strong ETag,
# which ranges of bytes need.
UNCOMPRESSED_TYPES = ("audio/", "video/")


class CompressionMiddleware(GZipMiddleware):
    """Django's GZipMiddleware, without sounds and parts of files (206)."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        content_type = response.headers.get("Content-Type", "")
        if response.status_code == 206 or content_type.startswith(UNCOMPRESSED_TYPES):
            return response
        return super().process_response(request, response)
