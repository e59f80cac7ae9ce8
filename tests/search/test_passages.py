"""Excerpts of the parts of an entry: where they are cut, what is quoted, where they link to."""

import pytest

from hub.search.contract import Entry, Fragment, Hit, SearchRequest
from hub.search.embedded import EmbeddedEngine
from hub.search.highlighting import Highlights, highlight, passage_of
from hub.search.marking import Marker
from hub.search.passages import EXCERPT_LENGTH, Passage, best_passage

pytestmark = pytest.mark.django_db

LONG_SENTENCE = (
    "Lisieux (14)\u00a0: La commune a ouvert une cantine avec ses voisins et l’aide du département,"
    " qui sert chaque jour des repas de légumes\u00a0; les enfants y goûtent des courges, des"
    " poireaux et des panais, que cultivent trois maraîchers installés sur des terres communales,"
    " et chaque famille peut venir y déjeuner le samedi midi."
)
FILLER = "On y parle de tout autre chose, longuement. " * 30


def found_in(text: str, *words: str) -> Passage:
    return best_passage(text, Marker(words).find(text))


def shown(text: str, *fragments: Fragment, **fields: str) -> Highlights:
    """Store one entry made of these fragments, search it, and return its highlights."""
    fields = {"title": "Titre", "body": "\n".join(part.text for part in fragments), **fields}
    EmbeddedEngine().apply([Entry("a", "lettre", fragments=fragments, **fields)])
    (hit,) = EmbeddedEngine().search(SearchRequest(text=text)).hits
    return highlight([hit])["a"]


@pytest.mark.parametrize("word", ["cantine", "poireaux", "maraîchers", "samedi"])
def test_long_sentence_is_cut_at_clauses_around_the_words(word: str) -> None:
    passage = found_in(LONG_SENTENCE, word)

    assert len(passage.text) <= EXCERPT_LENGTH
    assert not passage.is_whole
    assert [passage.text[start:end] for start, end, _ in passage.places] == [word]
    inner = passage.text.removeprefix("…\u00a0").removesuffix("\u00a0…")
    start = LONG_SENTENCE.index(inner)
    before, after = LONG_SENTENCE[:start].rstrip(), LONG_SENTENCE[start + len(inner) :].strip()
    assert not before or before[-1] in ",;"
    assert not after or after[0] in ",;"
    assert passage.text.startswith("…") is bool(before)
    assert passage.text.endswith("…") is bool(after)


def test_long_clause_is_cut_between_words() -> None:
    text = f"{'le verger du bourg et ' * 10}le jardin de tous {'avec les voisins ' * 15}ouvrent."
    passage = found_in(text, "jardin")

    assert len(passage.text) <= EXCERPT_LENGTH
    inner = passage.text.removeprefix("…\u00a0").removesuffix("\u00a0…")
    assert f" {inner} " in text


def test_word_longer_than_an_excerpt_is_cut() -> None:
    assert len(best_passage("jardin" * 100, []).text) <= EXCERPT_LENGTH


def test_excerpt_does_not_end_with_the_next_title() -> None:
    assert found_in("Le jardin est là.\nUne fiche à compléter", "jardin").text == (
        "Le jardin est là."
    )


def test_excerpt_without_a_word_is_the_first_sentences() -> None:
    passage = best_passage(f"Le jardin est là. {FILLER}", [])

    assert passage.text.startswith("Le jardin est là. On y parle")
    assert passage.is_whole
    assert len(passage.text) <= EXCERPT_LENGTH


@pytest.mark.parametrize(
    ("kind", "text", "is_quotation"),
    [
        ("quote", "ça démontre l’originalité de la démarche", True),
        ("answer", "Nous avons planté un verger.", True),
        ("answer", "J’ai planté un verger.", True),
        ("answer", "Il rapporte que notre restitution a été riche.", False),
        ("answer", "Anne Roy a montré le verger à nos élus.", False),
        ("answer", "Une capacité à se dire «\u00a0nos vérités\u00a0».", False),
        ("section", "Nous avons planté un verger.", False),
        ("quote", "Nous avons planté, arrosé, taillé, " * 15 + "puis récolté.", False),
    ],
)
def test_only_the_words_of_the_speaker_are_quoted(kind: str, text: str, is_quotation: bool) -> None:
    assert passage_of(Fragment("b-1", kind, text, "Anne Roy")).is_quotation is is_quotation


def test_quotation_is_cut_between_its_sentences() -> None:
    text = f"{'Nous plantons des haies partout. ' * 12}Le verger est là. {LONG_SENTENCE}"
    excerpt = passage_of(Fragment("b-1", "quote", text), Marker(("verger",)).find(text))

    assert excerpt.is_quotation
    assert "Le <mark>verger</mark> est là." in excerpt.text
    assert excerpt.text.startswith(("Nous", "Le"))
    assert excerpt.text.endswith(".")


def test_long_sentence_of_a_quotation_is_not_cut() -> None:
    excerpt = passage_of(
        Fragment("b-1", "quote", LONG_SENTENCE), Marker(("cantine",)).find(LONG_SENTENCE)
    )

    assert excerpt.is_quotation
    assert excerpt.text.endswith("samedi midi.")


def test_quotation_marks_inside_a_quotation_are_curly() -> None:
    text = "On m’a dit «\u00a0non\u00a0» deux fois."

    assert passage_of(Fragment("b-1", "quote", text)).text == "On m’a dit “non” deux fois."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Un titre\nUn paragraphe.", "Un titre · Un paragraphe."),
        ("Une phrase.\nUne autre.", "Une phrase. Une autre."),
        ("Trois questions\u00a0:\nQui\u00a0?", "Trois questions\u00a0: Qui\u00a0?"),
    ],
)
def test_lines_are_joined_by_a_space_after_a_sentence(text: str, line: str) -> None:
    assert passage_of(Fragment("b-1", "section", text)).text == line


def test_name_of_a_speaker_finds_their_words() -> None:
    part = Fragment("b-2", "section", "Le verger est ailleurs.")
    answer = Fragment("b-1", "answer", "Nous plantons un verger.", "Anne Roy")

    found = shown("roy verger", part, answer, body=f"{part.text}\nAnne Roy\n{answer.text}")

    assert found.fragment == answer


def test_standing_texts_are_found_and_not_shown() -> None:
    tagline = Fragment("r-1", "standing", "En pratique\nUne rubrique pour le jardin.")
    part = Fragment("r-1", "rubrique", "Le verger est planté.")

    assert shown("jardin", tagline, part).excerpts == ()
    assert shown("jardin verger", tagline, part).excerpt == ("Le <mark>verger</mark> est planté.")


def test_excerpt_does_not_repeat_the_title() -> None:
    part = Fragment("b-1", "section", "Le jardin de tous")

    assert shown("jardin", part, title="Exemple\u00a0: le jardin de tous").excerpts == ()


def test_passage_of_the_body_links_to_the_part_that_holds_it() -> None:
    parts = (
        Fragment("b-1", "section", "Le jardin est ouvert."),
        Fragment("b-2", "section", "Il est partagé."),
    )

    found = shown("jardin partagé", *parts)

    assert found.excerpt == "Le <mark>jardin</mark> est ouvert. Il est <mark>partagé</mark>."
    assert found.fragment.anchor == "b-1"


def test_fragment_that_answers_by_meaning_is_shown_by_its_beginning() -> None:
    parts = (
        Fragment("b-1", "section", "Le verger est ouvert."),
        Fragment("b-2", "section", f"Les élèves goûtent. {FILLER}"),
        Fragment("r-1", "standing", "Une rubrique pour tous."),
    )
    body = "\n".join(part.text for part in parts)
    EmbeddedEngine().apply([Entry("a", "lettre", "Titre", body=body, fragments=parts)])

    def found(*matched: str, fragment: int) -> Highlights:
        return highlight([Hit("a", matched=matched, fragment=fragment)])["a"]

    assert found("verger", "cantine", fragment=1).fragment == parts[1]
    assert found("verger", "cantine", fragment=1).excerpt.startswith("Les élèves goûtent. On y")
    # A passage with all the words is shown instead.
    assert found("verger", fragment=1).fragment == parts[0]
    # No word in common: the fragment answers alone.
    assert found(fragment=1).fragment == parts[1]
    assert found(fragment=2).excerpts == ()
    assert found(fragment=3).excerpts == ()


def test_role_of_a_speaker_counts_less_than_a_word_of_a_text() -> None:
    answer = Fragment("b-1", "answer", "Nous plantons.", "Anne Roy", "animatrice du jardin")
    part = Fragment("b-2", "section", "Le jardin est ouvert.")

    assert shown("jardin", answer, part).fragment == part
    assert shown("roy animatrice", answer, part, body="Anne Roy, animatrice").fragment == answer
