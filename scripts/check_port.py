"""Check that the site can listen on a port of 127.0.0.1: check_port.py PORT."""

import errno
import socket
import sys

HOST = "127.0.0.1"


def listen_error(port: int) -> int | None:
    """Return None if the port is free, else the errno of the failed bind."""
    with socket.socket() as probe:
        # As the server does: connections in TIME_WAIT do not block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.errno
    return None


def next_free_port(port: int) -> int:
    """Return the first free port among the 49 after `port`, else any free port."""
    for candidate in range(port + 1, min(port + 50, 65536)):
        if listen_error(candidate) is None:
            return candidate
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def main(text: str) -> str | None:
    """Return None if the port is valid and free, else an error message in French."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        return f"PORT={text} n’est pas un numéro de port : choisissez un nombre, comme PORT=8001."
    port = int(text)
    error_number = listen_error(port)
    if error_number is None:
        return None
    if error_number == errno.EACCES:
        return (
            f"Le port {port} est réservé au système : choisissez un nombre au-dessus de 1024, "
            f"par exemple :\n  make run PORT={next_free_port(8000)}"
        )
    return (
        f"Le port {port} est déjà pris par un autre programme (ou par un site déjà lancé : "
        f"http://{HOST}:{port}/).\nArrêtez-le, ou lancez le site sur un autre port :\n"
        f"  make run PORT={next_free_port(port)}"
    )


if __name__ == "__main__":
    message = main(sys.argv[1])
    if message:
        print(f"\n{message}\n", file=sys.stderr)
    sys.exit(bool(message))
