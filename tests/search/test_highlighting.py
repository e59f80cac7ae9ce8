import random

import pytest
from pytest_django import DjangoAssertNumQueries

from hub.search.contract import Entry, Fragment, Hit, SearchRequest
from hub.search.embedded import EmbeddedEngine
from hub.search.highlighting import Highlights, highlight
from hub.search.marking import HYPHENATED, Marker, hyphenated_words
from hub.search.passages import best_passage

pytestmark = pytest.mark.django_db

FILLER = "On y parle de tout autre chose, longuement. " * 30


@pytest.fixture
def engine() -> EmbeddedEngine:
    return EmbeddedEngine()


def shown(engine: EmbeddedEngine, text: str, **fields: str | tuple[Fragment, ...]) -> Highlights:
    """Store one entry, search it, and return its highlights."""
    engine.apply([Entry(**{"uid": "a", "kind": "lettre", "title": "Titre", **fields})])
    (hit,) = engine.search(SearchRequest(text=text)).hits
    return highlight([hit])["a"]


@pytest.mark.parametrize("seed", range(20))
def test_hyphenated_words_are_found_from_their_hyphens(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(200):
        text = "".join(draw.choices("ab1 -‑_é.", k=30))
        assert list(hyphenated_words(text)) == [one.start() for one in HYPHENATED.finditer(text)]


def test_words_are_marked_in_any_form_where_they_are(engine: EmbeddedEngine) -> None:
    found = shown(
        engine,
        "renover ecole",
        title="La Rénovation de l’École",
        summary="Ce que l’école a rénové",
    )

    assert found.title == "La <mark>Rénovation</mark> de l’<mark>École</mark>"
    assert found.summary == "Ce que l’<mark>école</mark> a <mark>rénové</mark>"


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("œuvre", "Une ŒUVRE, des oeuvres", "Une <mark>ŒUVRE</mark>, des <mark>oeuvres</mark>"),
        ("travail", "Les travaux", "Les <mark>travaux</mark>"),
        ("ESS", "L’ESS locale", "L’<mark>ESS</mark> locale"),
        ("jeu", "Un jeu, des jeux", "Un <mark>jeu</mark>, des <mark>jeux</mark>"),
        ("18500", "Pour 18 500 habitants", "Pour <mark>18 500</mark> habitants"),
        ("tierslieu", "Des tiers-lieux", "Des <mark>tiers-lieux</mark>"),
        ("tierslieu", "Des tiers lieux", "Des <mark>tiers lieux</mark>"),
        ("tiers-lieu", "Un tiers-lieu", "Un <mark>tiers</mark>-<mark>lieu</mark>"),
        ("saint-jean", "À St-Jean", "À <mark>St</mark>-<mark>Jean</mark>"),
        ("école", "Lʼécole", "Lʼ<mark>école</mark>"),
        ("art", "Un artiste, un art", "Un artiste, un <mark>art</mark>"),
    ],
)
def test_a_word_is_marked_whole_and_no_other(
    asked: str, text: str, marked: str, engine: EmbeddedEngine
) -> None:
    assert shown(engine, asked, title=text).title == marked


def test_everything_else_is_escaped(engine: EmbeddedEngine) -> None:
    found = shown(
        engine,
        "jardin",
        title="<b>Jardin</b> & co",
        summary='"jardin" <script>',
        body="Un <jardin onclick='x'> là.",
    )

    assert found.title == "&lt;b&gt;<mark>Jardin</mark>&lt;/b&gt; &amp; co"
    assert found.summary == "&quot;<mark>jardin</mark>&quot; &lt;script&gt;"
    assert found.excerpt == "Un &lt;<mark>jardin</mark> onclick=&#x27;x&#x27;&gt; là."


def test_the_excerpt_has_the_most_query_words(engine: EmbeddedEngine) -> None:
    body = f"Un jardin. {FILLER}Le jardin partagé de la commune. {FILLER}"

    excerpt = shown(engine, "jardin partagé commune", body=body).excerpt

    assert excerpt.count("<mark>") == 3
    assert excerpt.startswith("Le <mark>jardin</mark>")
    assert excerpt.endswith("longuement.")
    assert len(excerpt) < 300


def test_rows_of_a_table_are_separated(engine: EmbeddedEngine) -> None:
    body = "Bacs de jardin\u00a0: 12\nKilos <servis>\u00a0: 420"

    excerpt = shown(engine, "jardin", body=body).excerpt

    assert excerpt == "Bacs de <mark>jardin</mark>\u00a0: 12 · Kilos &lt;servis&gt;\u00a0: 420"


def test_a_quotation_has_its_speaker(engine: EmbeddedEngine) -> None:
    quote = Fragment("b-2", "quote", "Le vélo a tout changé.", "Anne Roy", "maire", "Reugny")
    rubric = Fragment("b-1", "rubrique", "Le vélo a tout changé, partout.")

    found = shown(
        engine, "vélo", body=f"{FILLER} {rubric.text} {quote.text}", fragments=(rubric, quote)
    )

    assert found.fragment == quote
    assert found.excerpts[0].is_quotation
    assert found.excerpt == "Le <mark>vélo</mark> a tout changé."


def test_a_minute_of_an_episode_is_found(engine: EmbeddedEngine) -> None:
    cues = tuple(
        Fragment(f"t-{second}", "cue", text, start=second)
        for second, text in enumerate(["Bonjour.", "On plante des haies.", "Merci."])
    )

    found = shown(engine, "haie", body="Bonjour. On plante des haies. Merci.", fragments=cues)

    assert (found.fragment.anchor, found.fragment.start) == ("t-1", 1)


def recording(*cues: tuple[int, str]) -> Fragment:
    """Return a passage of an episode made of (start in seconds, text)."""
    offsets, length = [], 0
    for start, text in cues:
        offsets.append((length, start))
        length += len(text) + 1
    text = " ".join(text for _, text in cues)
    return Fragment(f"t-{cues[0][0]}", "cue", text, "Zoé", start=cues[0][0], cues=tuple(offsets))


LONG = (
    "Et ensuite nous parlons longuement de tout autre chose que cela, avec des mots sans rapport."
)


def test_a_result_opens_at_the_cue_that_holds_the_words(engine: EmbeddedEngine) -> None:
    passage = recording((4, "Bonjour à toutes."), (9, "On plante des haies."), (14, "Merci."))

    found = shown(engine, "haie", body=passage.text, fragments=(passage,))

    (excerpt,) = found.excerpts
    assert (excerpt.fragment.anchor, excerpt.fragment.start) == ("t-9", 9)
    assert excerpt.fragment.person == "Zoé"
    assert excerpt.text == "On plante des <mark>haies</mark>. Merci."


def test_several_cues_of_an_episode_are_found_in_their_order(engine: EmbeddedEngine) -> None:
    first = recording((4, "Une haie."), (9, LONG), (20, LONG), (30, "La haie du bourg, la haie !"))
    second = recording((700, "Des haies, encore."), (705, "Une haie."), (900, LONG))

    found = shown(engine, "haie", body=f"{first.text}\n{second.text}", fragments=(first, second))

    # The best first; 705 is in the excerpt of 700.
    assert [one.fragment.anchor for one in found.excerpts] == ["t-30", "t-4", "t-700"]
    assert all("<mark>" in one.text for one in found.excerpts)


def test_words_said_apart_are_each_found(engine: EmbeddedEngine) -> None:
    first = recording((4, "Une haie."), (9, LONG))
    second = recording((700, "La cantine goûte."), (705, LONG), (720, LONG), (730, "Une haie."))
    body = f"{first.text}\n{second.text}"

    found = shown(engine, "haie cantine", body=body, fragments=(first, second))

    assert {one.fragment.start for one in found.excerpts} == {4, 700, 730}


def test_cue_with_both_words_is_before_cues_with_one(engine: EmbeddedEngine) -> None:
    passage = recording((4, "Une haie."), (9, LONG), (20, LONG), (30, "La haie de la cantine."))

    found = shown(engine, "haie cantine", body=passage.text, fragments=(passage,))

    assert [one.fragment.start for one in found.excerpts] == [30]


def test_notes_of_an_episode_are_shown_with_its_moments(engine: EmbeddedEngine) -> None:
    passage = recording((4, "Une haie."), (9, LONG))
    body = f"La haie de la cantine. {FILLER}\n{passage.text}"

    found = shown(engine, "haie cantine", body=body, fragments=(passage,))

    assert found.fragment is None
    assert [one.fragment.start for one in found.excerpts[1:]] == [4]


def test_long_cue_is_cut_around_its_words(engine: EmbeddedEngine) -> None:
    passage = recording((4, f"{FILLER}On plante des haies. {FILLER}"), (90, "Merci."))

    (excerpt,) = shown(engine, "haie", body=passage.text, fragments=(passage,)).excerpts

    assert excerpt.fragment.start == 4
    assert "<mark>haies</mark>" in excerpt.text
    assert len(excerpt.text) < 250


def test_a_body_that_matches_more_than_any_part_is_shown(engine: EmbeddedEngine) -> None:
    part = Fragment("b-1", "rubrique", "Un jardin.")

    found = shown(engine, "jardin partagé", body="Le jardin est partagé.", fragments=(part,))

    assert found.fragment is None
    assert found.excerpt.count("<mark>") == 2


def test_a_corrected_word_is_marked(engine: EmbeddedEngine) -> None:
    assert shown(engine, "covoituarge", title="Covoiturage").title == "<mark>Covoiturage</mark>"


def test_nothing_is_marked_without_words(engine: EmbeddedEngine) -> None:
    found = shown(engine, "", title="Titre", body="Du texte")

    assert (found.title, found.excerpt, found.fragment) == ("Titre", "", None)


def test_what_is_no_longer_stored_is_left_out(engine: EmbeddedEngine) -> None:
    assert highlight([Hit("unknown")]) == {}


def test_one_request_serves_a_page_of_results(
    engine: EmbeddedEngine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    engine.apply([Entry(uid=f"{n}", kind="lettre", title="Jardin") for n in range(30)])
    hits = engine.search(SearchRequest(text="jardin", limit=30)).hits

    with django_assert_num_queries(1):
        assert len(highlight(hits)) == 30


@pytest.mark.parametrize("text", ["İİİ jardin", "jar\u0301din", "jardin" * 3, "🌱jardin", ""])
def test_places_are_those_of_the_text(text: str) -> None:
    for start, end, _ in Marker(("jardin",)).find(text):
        assert text[start:end].casefold() == "jardin"


def test_a_passage_begins_with_a_sentence_and_cuts_no_word() -> None:
    text = "Rien. " * 50 + "Le jardin est là. " + "Autre chose. " * 50
    passage = best_passage(text, Marker(("jardin",)).find(text))

    assert passage.text.startswith("Le jardin est là. Autre chose.")
    assert passage.text.endswith("Autre chose.")
    assert passage.is_whole
    assert [passage.text[start:end] for start, end, _ in passage.places] == ["jardin"]
