"""What an editor finishes while importing: links, quotations, lists, themes, typography."""

import re

import pytest

from hub.newsletters.importing import parse_letter, read_pasted, read_path
from hub.newsletters.importing.builder import ImportOptions, Status, import_letter
from hub.newsletters.importing.builder.decisions import (
    Answer,
    Choice,
    Decisions,
    EventChoice,
    NewTerritory,
    keyed_quotations,
    link_key,
    list_key,
)
from hub.newsletters.importing.builder.events import proposals_of
from hub.newsletters.importing.builder.markup import page_address
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.parsed import ItemList, ParsedLetter
from hub.newsletters.importing.typography import describe_corrections, typeset
from hub.newsletters.models import NewsletterPage
from hub.newsletters.renderings import render_plain_text
from hub.territories.models import Territory
from tests.factories import EventPageFactory, InitiativePageFactory, ThemeFactory
from tests.newsletters.importing.conftest import EXAMPLE, REAL
from tests.newsletters.importing.drafts import blocks_of, draft, imported, letter
from tests.newsletters.importing.words import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

THE_LETTER = REAL if REAL.exists() else EXAMPLE
NUMBER = 3 if REAL.exists() else 12


@pytest.fixture
def document() -> SourceDocument:
    return read_path(THE_LETTER)


@pytest.fixture
def parsed(document: SourceDocument) -> ParsedLetter:
    return parse_letter(typeset(document.paragraphs)[0])


def paragraphs(page: NewsletterPage) -> str:
    return " ".join(map(str, blocks_of(page, "paragraph")))


def test_address_of_a_lost_link_is_put_on_its_words(
    document: SourceDocument, parsed: ParsedLetter
) -> None:
    links = {link_key(k): f"https://lien.example/{i}" for i, k in enumerate(parsed.lost_links)}
    import_letter(document, ImportOptions(decisions=Decisions(links=links)))
    page = draft(NUMBER)
    for index, lost in enumerate(parsed.lost_links):
        url = f"https://lien.example/{index}"
        if lost.kind == "initiative":
            [stub] = [b for b in blocks_of(page, "initiative") if b["url"] == url]
            assert stub["title"] == lost.label
        else:
            assert f'<a href="{url}">{lost.label}</a>' in paragraphs(page)
    assert [link["url"] for link in page.import_report["lost_links"]] == list(links.values())


def test_page_of_the_hub_is_an_internal_link(
    document: SourceDocument, parsed: ParsedLetter
) -> None:
    target = InitiativePageFactory()
    lost = parsed.lost_links[0]
    links = {link_key(lost): page_address(target.pk)}
    import_letter(document, ImportOptions(decisions=Decisions(links=links)))
    link = f'<a linktype="page" id="{target.pk}">{lost.label}</a>'
    assert link in NewsletterPage.objects.get(number=NUMBER).rubriques.raw_data[2]["value"][
        "content"
    ][1]["value"] or link in str(NewsletterPage.objects.get(number=NUMBER).rubriques.raw_data)


def test_link_in_an_answer_on_the_line_of_its_speaker_is_kept() -> None:
    text = letter(
        "n° 7",
        "Les haies",
        "🔎 Les nouvelles des territoires…\nQu’avez-vous planté ?\n"
        "Marie Dupont, maire de Valombrette : Le bilan est à lire ici.",
    )
    found = parse_letter(typeset(read_pasted(text).paragraphs)[0]).lost_links
    decisions = Decisions(links={link_key(found[0]): "https://lien.example/"})
    import_letter(read_pasted(text), ImportOptions(decisions=decisions))
    [interview] = blocks_of(draft(7), "interview")
    assert '<a href="https://lien.example/">' in str(interview["answers"][0]["text"])


def test_all_quotations_become_blocks_and_keep_their_words_once(
    document: SourceDocument, parsed: ParsedLetter
) -> None:
    keyed = keyed_quotations(parsed)
    decisions = Decisions(quotations={key: q.speaker for key, _, q in keyed})
    import_letter(document, ImportOptions(decisions=decisions))
    page = draft(NUMBER)
    quotes = [quote["text"] for quote in blocks_of(page, "quote")]
    assert [q.text for _, _, q in keyed] == [
        text for text in quotes if text in {q.text for _, _, q in keyed}
    ]
    prose = re.sub(r"<[^>]+>", " ", paragraphs(page))
    assert not any(q.text in prose for _, _, q in keyed)
    shown = " ".join(words_of([render_plain_text(page)]))
    assert all(shown.count(" ".join(words_of([q.text]))) == 1 for _, _, q in keyed)
    speakers = [quote["person"] for quote in blocks_of(page, "quote")]
    assert all(speakers)
    page.rubriques.stream_block.clean(page.rubriques)
    assert import_letter(document).status is Status.UNCHANGED
    assert all(entry["block"] for entry in page.import_report["quotations"])


def test_speaker_chosen_by_the_editor_has_the_role_of_the_letter(
    document: SourceDocument, parsed: ParsedLetter
) -> None:
    key, _, quotation = keyed_quotations(parsed)[0]
    other = next(p for p in parsed.people if p.role and p.name != quotation.speaker)
    decisions = Decisions(quotations={key: other.name})
    import_letter(document, ImportOptions(decisions=decisions))
    quote = next(q for q in blocks_of(draft(NUMBER), "quote") if q["text"] == quotation.text)
    assert (quote["person"].name, quote["role"]) == (other.name, other.role)


def test_announced_tools_become_a_list_when_the_editor_says_so(
    document: SourceDocument, parsed: ParsedLetter
) -> None:
    [item] = [i for i in parsed.all_items() if isinstance(i, ItemList) and i.announced]
    import_letter(document, ImportOptions(decisions=Decisions(lists=[list_key(item)])))
    page = draft(NUMBER)
    [tools] = blocks_of(page, "step_list")
    reported = [words_of([step["title"], str(step["text"].source)]) for step in tools["items"]]
    reported = [[w for w in words if w != "p"] for words in reported]
    assert reported == [words_of([paragraph.text]) for paragraph in item.items]
    assert len(tools["items"]) == 3
    assert import_letter(document).status is Status.UNCHANGED


def test_list_of_tools_without_short_names_has_bullets() -> None:
    long = "Un outil " + "très " * 40 + "long"
    text = letter(
        "n° 7", "T", f"📖 En théorie…\nTrois outils sont proposés.\n{long} a.\n{long} b.\n{long} c."
    )
    found = parse_letter(read_pasted(text).paragraphs)
    [item] = [i for i in found.all_items() if isinstance(i, ItemList)]
    import_letter(read_pasted(text), ImportOptions(decisions=Decisions(lists=[list_key(item)])))
    assert paragraphs(draft(7)).count("<li") == 3


def test_typography_is_corrected_counted_and_changes_no_word(document: SourceDocument) -> None:
    made, counts = typeset(document.paragraphs)
    for before, after in zip(document.paragraphs, made, strict=True):
        assert words_of([before.text]) == words_of([after.text])
    import_letter(document)
    page = draft(NUMBER)
    assert page.import_report["typography"] == counts.as_data()
    assert counts.spaces
    body = str(page.rubriques.raw_data)
    assert not re.search(r"[a-zé]'[a-zé]", "".join(t for t in re.findall(r"<p>.*?</p>", body)))
    assert "espace" in describe_corrections(counts.as_data())


def test_themes_given_are_added_once_and_what_editors_did_is_kept(document: SourceDocument) -> None:
    theme, other = ThemeFactory(name="Coopération des haies"), ThemeFactory(name="Autre")
    decisions = Decisions(themes=[theme.pk])
    import_letter(document, ImportOptions(decisions=decisions))
    page = draft(NUMBER)
    assert page.ranked_themes == [theme]
    page.theme_items = []
    page.save_revision(clean=False)
    assert import_letter(document).status is Status.UNCHANGED
    assert draft(NUMBER).ranked_themes == []
    again = Decisions(themes=[theme.pk, other.pk])
    assert import_letter(document, ImportOptions(decisions=again)).status is Status.UPDATED
    assert draft(NUMBER).ranked_themes == [other]


def test_date_linked_to_an_event_makes_none() -> None:
    known = EventPageFactory(start_date="2022-05-04", event_kind="rencontre")
    text = letter("n° 7", "T", "🔜 À suivre…\nLa rencontre aura lieu les 4 et 5 mai.")
    [proposal] = proposals_of(parse_letter(read_pasted(text).paragraphs))
    assert proposal.candidates == (known,)
    chosen = Decisions(events={proposal.key: EventChoice(pk=known.pk)})
    import_letter(read_pasted(text), ImportOptions(decisions=chosen))
    assert type(known).objects.count() == 1
    assert draft(7).import_report["import"]["events"] == {proposal.key: known.pk}


def test_territory_added_or_noted_is_kept_from_one_import_to_the_next() -> None:
    text = letter(
        "n° 7",
        "T",
        "👉 Inspiration par le Journal…\n➡️ Valombrette (99) : un verger\n"
        "➡️ Astreville (98) : un pré",
    )
    decisions = Decisions(
        territories={"astreville": Choice(Answer.TEXT, asked="Pays d’Astre")},
        new_territories={"valombrette": NewTerritory("Valombrette", "commune", "99001")},
    )
    import_letter(read_pasted(text), ImportOptions(decisions=decisions))
    made = Territory.objects.get(code="99001")
    page = draft(7)
    assert page.territories == [made]
    entries = {entry["name"]: entry for entry in page.import_report["territories"]}
    assert entries["Astreville"]["asked"] == "Pays d’Astre"
    assert any(
        "Pays d’Astre" in reported["message"] for reported in page.import_report["uncertain"]
    )
    assert import_letter(read_pasted(text)).status is Status.UNCHANGED
    imported(text + "\nUn paragraphe de plus.")
    assert draft(7).territories == [made]
    assert Territory.objects.filter(name="Valombrette").count() == 1
