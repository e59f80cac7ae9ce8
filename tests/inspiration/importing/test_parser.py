import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest

from inspiration.importing import InitiativeImportError
from inspiration.importing.parsed import (
    ParsedFunder,
    ParsedInitiative,
    ParsedResult,
    ParsedSource,
    ParsedStep,
)
from inspiration.importing.parser import rows, values
from inspiration.importing.parser.blocks import story_blocks
from inspiration.importing.parser.rich_text import rich_text
from inspiration.importing.parser.vocabulary import key_of


def problems_of(
    parse: Callable[..., list[ParsedInitiative]], text: str, name: str = "fiche.md"
) -> list[str]:
    with pytest.raises(InitiativeImportError) as error:
        parse(text, name)
    return [str(problem) for problem in error.value.problems]


def test_full_file_fills_every_part(
    parse: Callable[..., list[ParsedInitiative]], full: str
) -> None:
    (initiative,) = parse(full)
    assert (initiative.title, initiative.slug) == ("Un jardin : partagé", "un-jardin")
    assert initiative.values == {
        "summary": "Ce que l’on sème à plusieurs.",
        "phase": "usage",
        "start_date": datetime.date(2023, 3, 1),
        "start_precision": "month",
        "budget": 12500,
        "staff": Decimal("1.50"),
        "unknown_means": ["funders"],
        "challenge": "<p>Rien ne poussait.</p><p><b>Plus bas</b></p>"
        "<ul><li>un</li><li>deux</li></ul>",
    }
    assert [ref.label for ref in initiative.themes] == ["Alimentation", "ESS"]
    assert [(t.code, t.kind, t.role) for t in initiative.territories] == [
        ("93039", "", "lieu"),
        ("11", "region", "concerne"),
    ]
    assert initiative.rows["steps"] == [
        ParsedStep("Premier atelier", "quarante personnes", datetime.date(2023, 3, 1), "month"),
        ParsedStep("Une étape sans date"),
    ]
    assert initiative.rows["results"] == [ParsedResult("Récolte", "3,6", "tonnes", 2024, "carnet")]
    assert initiative.rows["sources"] == [ParsedSource("Le bilan", "https://example.org/bilan")]
    assert [kind for kind, _ in initiative.body] == ["paragraph", "heading", "quote", "callout"]


def test_what_the_source_does_not_mention_is_absent(
    parse: Callable[..., list[ParsedInitiative]],
) -> None:
    (initiative,) = parse("---\ntitre: Un\n---\n")
    assert initiative.values == {}
    assert initiative.rows == {}
    assert initiative.body is None
    assert initiative.themes is None
    assert initiative.territories is None


def test_table_row_gives_the_same_as_a_file(
    parse: Callable[..., list[ParsedInitiative]], full: str
) -> None:
    row = (
        "titre;adresse;themes;territoires;defi;demarche;resultats;sources\n"
        '"Un jardin";un-jardin;"Alimentation, ESS";"93039 : lieu ; région 11 : concerné";'
        '"Rien ne **poussait**.";"2023-03 — Premier atelier : quarante personnes\n'
        '- Une étape sans date";"Récolte : 3,6 tonnes (2024, carnet)";"Le bilan : https://example.org/bilan"\n'
    )
    (from_row,) = parse(row, "fiches.csv")
    (from_file,) = parse(full)
    for relation in ("steps", "results", "sources"):
        assert from_row.rows[relation] == from_file.rows[relation]
    assert from_row.values["challenge"] == "<p>Rien ne <b>poussait</b>.</p>"
    assert [t.role for t in from_row.territories] == ["lieu", "concerne"]


def test_all_problems_are_reported_with_their_lines(
    parse: Callable[..., list[ParsedInitiative]],
) -> None:
    text = (
        "---\ntitre: Un\nphase: rêve\nbudget: beaucoup\ninconnue: 1\nthemes: [a, b, c, d]\n"
        'territoires: ["Paris"]\nlatitude: "48"\ndebut: 2023\nfin: 2022\n---\n'
        "\n## Résultats\n\nDu texte.\n"
    )
    problems = problems_of(parse, text)
    assert [problem.split("\u00a0:")[0] for problem in problems] == [
        "fiche.md, ligne 3",
        "fiche.md, ligne 4",
        "fiche.md, ligne 5",
        "fiche.md, ligne 6",
        "fiche.md, ligne 7",
        "fiche.md, ligne 15",
        "fiche.md, ligne 1",
        "fiche.md, ligne 1",
    ]
    assert "la clé «\u00a0inconnue\u00a0» est inconnue" in problems[2]
    assert "commence par un tiret" in problems[5]


def test_missing_title_and_twin_addresses_are_refused(
    parse: Callable[..., list[ParsedInitiative]],
) -> None:
    assert "il manque le titre" in problems_of(parse, "---\nphase: usage\n---\n")[0]
    problems = problems_of(parse, "titre\nMême\nMême\n", "fiches.csv")
    assert "même adresse «\u00a0meme\u00a0» que fiches.csv, ligne 2" in problems[0]


@pytest.mark.parametrize("image", ["../secret.jpg", "absente.jpg"])
def test_image_outside_the_folder_or_missing_is_refused(
    parse: Callable[..., list[ParsedInitiative]], image: str
) -> None:
    assert (
        "ligne 3\u00a0: image\u00a0:"
        in problems_of(parse, f"---\ntitre: U\nimage: {image}\n---\n")[0]
    )


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Chapô", "chapo"),
        ("Les freins et échecs", "freins-et-echecs"),
        ("freins_et_echecs", "freins-et-echecs"),
        ("Participation des habitants", "participation"),
        ("L’adresse d’origine", "adresse-d-origine"),
        ("Le défi", "defi"),
    ],
)
def test_key_is_recognised_in_any_spelling(label: str, key: str) -> None:
    assert key_of(label) == key


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "10000", "un"])
def test_decimal_out_of_bounds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="pas un nombre"):
        values.decimal_number(text)


@pytest.mark.parametrize("text", ["91", "-91", "nan", "nord"])
def test_degrees_out_of_bounds_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="degrés"):
        values.degrees(90)(text)


def test_no_break_spaces_are_kept() -> None:
    assert values.text(80)("Exemple\u00a0:  un\n jardin") == "Exemple\u00a0: un jardin"


def test_funder_may_have_no_amount() -> None:
    assert rows.funder("Région\u00a0: 12\u00a0000\u00a0€") == ParsedFunder("Région", 12000)
    assert rows.funder("Région") == ParsedFunder("Région", None)


def test_result_that_is_not_a_number_keeps_its_words() -> None:
    assert rows.result("Ambiance : bien meilleure (enquête)") == ParsedResult(
        "Ambiance", "bien meilleure", "", None, "enquête"
    )
    with pytest.raises(ValueError, match="indicateur"):
        rows.result("Trois tonnes")


def test_html_in_markdown_is_escaped() -> None:
    html = rich_text("<script>alert(1)</script>\n\n[ici](javascript:alert(1)) <b>x</b> & y")
    assert "<script" not in html
    assert "javascript:" not in html.replace("(javascript:alert(1))", "")
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in html
    assert "href" not in html


def test_link_of_the_web_is_kept_and_escaped() -> None:
    html = rich_text('[*là*](https://example.org/?a=1&b=2 "t")')
    assert html == '<p><a href="https://example.org/?a=1&amp;b=2"><i>là</i></a></p>'


def test_nested_list_stays_nested() -> None:
    assert rich_text("- a\n  - b\n- c") == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"


def test_story_keeps_its_words_in_typed_blocks() -> None:
    blocks = story_blocks(
        "## Titre\n\nUn.\n\nDeux.\n\n---\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
        "> Sans auteur.\n\n> Dit.\n> — Camille, maire\n\n> [!attention] Gare\n> Au *loup*."
    )
    assert [kind for kind, _ in blocks] == [
        "heading",
        "paragraph",
        "separator",
        "table",
        "paragraph",
        "quote",
        "callout",
    ]
    assert blocks[1][1] == "<p>Un.</p><p>Deux.</p>"
    assert blocks[3][1]["data"] == [["a", "b"], ["1", "2"]]
    assert blocks[4][1] == "<p>Sans auteur.</p>"
    assert blocks[5][1] == {"text": "Dit.", "name": "Camille", "role": "maire", "organisation": ""}
    assert blocks[6][1] == {"tone": "attention", "title": "Gare", "text": "<p>Au <i>loup</i>.</p>"}
