"""Faults of the disk, of large files and of visitors."""

import io
import os
import resource
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

from PIL import Image

from tests.services.faults.cases import Case, Place, Seen, readers, statuses
from tests.services.production.visitors import Visitor

SLOW_CLIENTS, CONNECTIONS = 60, 500
# Above the files of metrics, below the picture.
FILE_LIMIT = 2_000_000
MEGAPIXELS = (8000, 6000)
# Megabytes that an upload may take in the web process.
MEMORY = 150


def upload(editor: Visitor, title: str, data: bytes) -> int:
    """Send an image through the form; return the status of the answer."""
    editor.page("/admin/images/add/")
    file = {"file": (f"{title}.{'png' if data[1:4] == b'PNG' else 'jpg'}", data)}
    return editor.submit("/admin/images/add/", {"title": title}, files=file).status_code


@contextmanager
def file_limit(processes: list[int], size: int) -> Iterator[None]:
    """Keep processes from writing files above a size, as a full disk does."""
    former = [resource.prlimit(one, resource.RLIMIT_FSIZE) for one in processes]
    for one, (_, hard) in zip(processes, former, strict=True):
        resource.prlimit(one, resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        for one, limits in zip(processes, former, strict=True):
            resource.prlimit(one, resource.RLIMIT_FSIZE, limits)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder read-only, as a file system that the kernel no longer writes (Linux, root)."""
    subprocess.run(["/bin/mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["/bin/mount", "-o", "remount,ro,bind", folder], check=True)
        yield
    finally:
        subprocess.run(["/bin/umount", folder], check=True)


def media_files(place: Place) -> set[Path]:
    return {path for path in (place.site.folder / "media").rglob("*") if path.is_file()}


def refuse_upload(place: Place, fault: Callable[[], AbstractContextManager[None]]) -> Seen:
    """Upload an image during a fault of the disk: refused, without a file left, then accepted."""
    picture = io.BytesIO()
    Image.effect_noise((2400, 1200), 90).save(picture, "PNG")
    before = media_files(place)
    with place.editor() as editor, readers(place.site) as seen:
        with fault():
            refused = upload(editor, f"refus-{token_hex(4)}", picture.getvalue())
            library = editor.get("/admin/images/").status_code
        left = media_files(place) - before
        accepted = upload(editor, f"place-{token_hex(4)}", picture.getvalue())
    well = (refused, library, accepted, left) == (507, 200, 200, set()) and set(seen) == {200}
    return Seen(
        f"upload {refused}, library {library}, {len(left)} files left, then {accepted}; "
        f"{statuses(seen)}",
        well,
    )


def fill_disk(place: Place) -> Seen:
    return refuse_upload(place, lambda: file_limit(place.web_processes(), FILE_LIMIT))


def lock_media(place: Place) -> Seen:
    return refuse_upload(place, lambda: read_only(place.site.folder / "media"))


def peak(process: int) -> float:
    """Return the peak of the memory of a process, in megabytes (Linux)."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (line,) = [line for line in text.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def resident(process: int) -> float:
    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize() / 1024**2


def send_large_image(place: Place) -> Seen:
    width, height = MEGAPIXELS
    picture = io.BytesIO()
    Image.effect_noise((width // 16, height // 16), 120).resize(MEGAPIXELS).save(picture, "JPEG")
    processes = place.web_processes()
    for process in processes:
        Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")
    before = {process: resident(process) for process in processes}
    with place.editor() as editor, readers(place.site) as seen:
        start = time.monotonic()
        status = upload(editor, f"large-{os.getpid()}", picture.getvalue())
        seconds = time.monotonic() - start
    more = max(peak(process) - before[process] for process in processes)
    well = status == 200 and more < MEMORY and set(seen) == {200}
    return Seen(f"{status} in {seconds:.1f} s, {more:.0f} MB more; {statuses(seen)}", well)


def address(place: Place) -> tuple[str, int]:
    parts = urlsplit(place.site.address)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def connect(place: Place) -> socket.socket:
    """Return a TLS connection to nginx."""
    context = ssl.create_default_context(cafile=str(place.site.certificate))
    host, port = address(place)
    return context.wrap_socket(socket.create_connection((host, port), 60), server_hostname=host)


def send_slowly(place: Place) -> Seen:
    with ExitStack() as stack:
        clients = [stack.enter_context(connect(place)) for _ in range(SLOW_CLIENTS)]
        for client in clients:
            client.sendall(
                b"POST /recherche/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999\r\n"
            )
        with readers(place.site) as seen:
            for _ in range(10):
                for client in clients:
                    client.sendall(b"X-A: b\r\n")
                time.sleep(0.5)
    return Seen(f"{SLOW_CLIENTS} slow clients; {statuses(seen)}", set(seen) == {200})


def open_many(place: Place) -> Seen:
    host, port = address(place)
    request = f"GET /inspiration/ HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
    answers = []
    with ExitStack() as stack, readers(place.site) as seen:
        clients = [stack.enter_context(connect(place)) for _ in range(CONNECTIONS)]
        for client in clients:
            client.sendall(request.encode())
        for client in clients:
            client.settimeout(120)
            answers.append(client.recv(12)[-3:].decode())
    well = set(answers) == {"200"} and set(seen) == {200}
    return Seen(f"{len(answers)} connections: {sorted(set(answers))}; {statuses(seen)}", well)


REFUSED = "507, the library alive, no file left"
CASES = [
    Case("disk full during an upload", REFUSED, fill_disk),
    Case("media read-only during an upload", REFUSED, lock_media),
    Case("48-megapixel upload", f"200, under {MEMORY} MB more", send_large_image),
    Case("slow clients", "200 for the others", send_slowly),
    Case("500 connections", "200 for all", open_many),
]
