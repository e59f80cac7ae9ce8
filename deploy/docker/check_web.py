"""Health check of the container `web`: exit with 0 if the site answers, 1 otherwise."""

import http.client
import sys


def main() -> bool:
    """Return whether the site fails: no answer, or a server error."""
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    try:
        connection.request("GET", "/healthz/live")
        return connection.getresponse().status >= 500
    except OSError:
        return True


if __name__ == "__main__":
    sys.exit(main())
