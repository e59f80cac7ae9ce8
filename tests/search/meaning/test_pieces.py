"""Pieces: the front, fragments, cues, long texts, entries without fragments."""

import pytest

from hub.search.contract import STANDING, Entry, Fragment
from hub.search.meaning import pieces
from hub.search.meaning.pieces import LENGTH, MOST

LONG_TEXT = " ".join(f"Voici la phrase numéro {n} d’un long texte." for n in range(60))
SENTENCE = "Les habitants ont planté des arbres dans la cour. "


def make_entry(*fragments: Fragment, **fields: object) -> Entry:
    values = {"uid": "a", "kind": "initiative", "title": "Un verger", **fields}
    return Entry(**values, fragments=fragments)


def test_front_holds_title_summary_themes_and_opening() -> None:
    entry = make_entry(summary="Des\narbres.", themes=("Eau", "Nature"), body="Le  début.")
    assert pieces(entry)[0].text == "Un verger\nDes arbres.\nEau · Nature\nLe début."
    assert pieces(entry)[0].fragment is None


def test_fragments_keep_their_index_and_short_ones_are_left_out() -> None:
    entry = make_entry(
        Fragment("a", "rubrique", "Court."), Fragment("b", "rubrique", SENTENCE), body="x"
    )
    (_, piece) = pieces(entry)
    assert (piece.fragment, piece.text) == (1, f"Un verger\n{SENTENCE.strip()}")


def test_texts_that_many_pages_repeat_are_left_out() -> None:
    entry = make_entry(Fragment("a", STANDING, SENTENCE), Fragment("b", "rubrique", SENTENCE * 2))
    assert [piece.fragment for piece in pieces(entry)] == [None, 1]


def test_long_fragment_is_cut_at_sentence_ends() -> None:
    found = pieces(make_entry(Fragment("a", "rubrique", LONG_TEXT)))[1:]
    assert len(found) > 2
    assert all(piece.text.endswith("texte.") and piece.fragment == 0 for piece in found)


@pytest.mark.parametrize(
    "text", [SENTENCE * 200, "mot " * 3000, "x" * 5000, "«\u00a0Oui.\u00a0» " * 900]
)
@pytest.mark.parametrize("title", ["", "T", "Titre " * 300])
def test_no_piece_is_longer_than_the_limit(text: str, title: str) -> None:
    entry = make_entry(Fragment("a", "rubrique", text), title=title, summary=text, body=text)
    found = pieces(entry)
    assert 1 < len(found) <= MOST
    assert all(0 < len(piece.text) <= LENGTH for piece in found)


def test_consecutive_cues_are_joined_under_the_first() -> None:
    cues = [Fragment(f"t-{n}", "cue", f"Réplique numéro {n}.", start=n) for n in range(60)]
    found = pieces(make_entry(Fragment("r", "rubrique", SENTENCE), *cues))[1:]
    assert found[0].fragment == 0
    assert found[1].fragment == 1
    assert len(found) < 6
    joined = " ".join(piece.text for piece in found)
    assert all(f"numéro {n}." in joined for n in range(60))
    for piece in found[1:]:
        assert piece.fragment is not None
        assert piece.text.splitlines()[1].startswith(cues[piece.fragment - 1].text)


def test_entry_without_fragments_has_its_body_cut() -> None:
    found = pieces(make_entry(body=LONG_TEXT))
    assert len(found) > 3
    assert {piece.fragment for piece in found} == {None}


def test_short_body_is_in_the_front_only() -> None:
    assert len(pieces(make_entry(body=SENTENCE))) == 1


def test_number_of_pieces_is_bounded_and_texts_are_distinct() -> None:
    many = [Fragment(f"{n}", "rubrique", f"{n} {SENTENCE}") for n in range(900)]
    assert len(pieces(make_entry(*many))) == MOST
    same = [Fragment(f"{n}", "rubrique", SENTENCE) for n in range(9)]
    assert len(pieces(make_entry(*same, body="x"))) == 2


def test_digest_depends_on_the_text_alone() -> None:
    first = pieces(make_entry(body="x"))
    second = pieces(Entry(uid="b", kind="lettre", title="Un verger", body="x\0 "))
    assert first == second
    assert len(first[0].digest) == 32


@pytest.mark.parametrize("text", ["", " \0 ", "\ud800", "😀"])
def test_strange_texts_are_accepted(text: str) -> None:
    for piece in pieces(make_entry(Fragment("a", "rubrique", text * 50), title=text, body=text)):
        piece.text.encode()
