import io

from django.core.management.base import OutputWrapper

from hub.progress import Progress


class Stream(OutputWrapper):
    def __init__(self, terminal: bool) -> None:
        super().__init__(io.StringIO())
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def test_progress_is_a_bar_on_a_terminal() -> None:
    stream = Stream(terminal=True)
    progress = Progress(stream, "Fichiers", 4)
    progress.show(2, "lettre.eml")
    assert stream.getvalue().endswith(f"Fichiers\u00a0: {'█' * 15}{'░' * 15} 2/4 lettre.eml")
    progress.clear()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_progress_is_a_line_every_few_seconds_elsewhere() -> None:
    stream, now = Stream(terminal=False), [0.0]
    progress = Progress(stream, "Fichiers", 4, clock=lambda: now[0])
    for done, seconds in enumerate((1.0, 6.0, 7.0, 12.0), 1):
        now[0] = seconds
        progress.show(done, f"{done}.txt")
    assert stream.getvalue().splitlines() == [
        "Fichiers\u00a0: 2/4, dernier\u00a0: 2.txt",
        "Fichiers\u00a0: 4/4, dernier\u00a0: 4.txt",
    ]


def test_progress_without_a_total_is_a_count() -> None:
    stream = Stream(terminal=True)
    with Progress(stream, "Documents lus") as progress:
        progress.show(3)
        assert stream.getvalue() == "\r\x1b[KDocuments lus\u00a0: 3"
    assert stream.getvalue().endswith("\r\x1b[K")
