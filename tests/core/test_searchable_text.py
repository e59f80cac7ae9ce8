"""Plain text that is searched: without emoji, list marks and labels of blocks."""

import pytest

from hub.core.searchable_text import to_searchable_text


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("🗣️ Édito", "Édito"),
        ("Une haie 👩🏽\u200d🌾", "Une haie"),
        ("– un\n  – deux\n• trois\n\uf0b7 quatre", "un\ndeux\ntrois\nquatre"),
        ("[À savoir] Une fiche à compléter", "Une fiche à compléter"),
        ("[Replay] Le webinaire", "[Replay] Le webinaire"),
        ("20 °C, n° 3, ©, 12 €, A → B", "20 °C, n° 3, ©, 12 €, A → B"),
        ("o", "o"),
        ("Film\u00a0: L’été\nTranscription :\nBonjour.", "Film\u00a0: L’été\nBonjour."),
    ],
)
def test_marks_are_left_out_and_words_kept(text: str, searched: str) -> None:
    assert to_searchable_text(text) == searched
