"""From a listener of nginx to the counts: the log format of the documented configuration."""

import json
import time
from pathlib import Path

import pytest

from podcasts.counting.logs import count_log
from podcasts.models import EpisodePage
from tests.factories import EditorFactory
from tests.podcasts.counting.conftest import FIREFOX, total
from tests.podcasts.delivery.conftest import BODY, SoundServer, episode, sound_server
from tests.podcasts.delivery.test_access import cookie_of

__all__ = ["episode", "sound_server"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("sound_server", ["nginx"], indirect=True)
def test_downloads_behind_nginx_are_counted_from_its_log(
    sound_server: SoundServer, episode: EpisodePage
) -> None:
    agent = {"User_Agent": f'{FIREFOX} "été" \\'}
    head = sound_server.request("HEAD", episode.sound_url, **agent)
    sound_server.get(episode.sound_url, If_None_Match=head.headers["ETag"], **agent)
    sound_server.get(episode.sound_url, Range="bytes=0-1", **agent)
    sound_server.get(episode.sound_url, Range=f"bytes=-{len(BODY) // 2}", **agent)
    sound_server.get(episode.sound_url, User_Agent="Googlebot/2.1")
    editor = sound_server.get(episode.sound_url, **agent, **cookie_of(EditorFactory()))
    assert editor.body == BODY
    assert "X-Sound-Uncounted" not in editor.headers

    log = sound_server.sound_log
    entries = [json.loads(text) for text in wait_for_lines(log, 4)]
    assert [entry["bytes"] for entry in entries[:2]] == ["2", str(len(BODY) // 2)]
    assert entries[0]["agent"] == agent["User_Agent"]
    assert count_log(log).unreadable == []
    assert total(episode) == 0

    sound_server.get(f"{episode.sound_url}?telecharger", Range=f"bytes=0-{len(BODY) // 2}", **agent)
    wait_for_lines(log, 1)
    report = count_log(log)

    assert (report.lines, report.downloads, report.unreadable) == (1, 1, [])
    assert total(episode) == 1
    # nginx goes on writing at the end of the file, whose lines are erased.
    sound_server.get(episode.sound_url, User_Agent=FIREFOX)
    wait_for_lines(log, 1)
    assert count_log(log).downloads == 1


def wait_for_lines(log: Path, number: int) -> list[str]:
    """Return the lines that are not erased, once there are `number`: nginx logs after it sends."""
    deadline = time.monotonic() + 20
    while True:
        lines = log.read_text(encoding="latin-1").split("\n")
        written = [text for text in lines[:-1] if text]
        if len(written) >= number:
            return written
        assert time.monotonic() < deadline, f"{len(written)} lines instead of {number}"
        time.sleep(0.02)
