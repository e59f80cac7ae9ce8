"""About fifty mutations of a letter; each takes labelled paragraphs and returns others.

Changes of text also apply to the facts; removed paragraphs lose their facts.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from tests.newsletters.importing.labels import Labelled, Letter, rubrique
from tests.newsletters.importing.mutation_tools import (
    MONTH_NUMBERS,
    SHORT,
    Mutation,
    each_paragraph,
    join_letter,
    lead_of,
    split_letter,
    with_dates,
    with_names,
    with_title,
    without,
)

EMOJI = re.compile("^(?:🗣️|📖|📝|🔎|📍|🔜|👉)\\s*")
OTHER_EMOJI = dict(zip("🗣📖📝🔎📍🔜👉", "💬📚🔧🌍🚧📅💡", strict=True))


def rubriques_reversed(letter: Letter) -> Letter:
    top, rubriques, closing = split_letter(letter)
    return join_letter(top, rubriques[::-1], closing)


def rubriques_shuffled(letter: Letter) -> Letter:
    top, rubriques, closing = split_letter(letter)
    random.Random(12).shuffle(rubriques)
    return join_letter(top, rubriques, closing)


def _rubrique_missing(index: int) -> Mutation:
    def mutate(letter: Letter) -> Letter:
        top, rubriques, closing = split_letter(letter)
        del rubriques[index]
        return join_letter(top, rubriques, closing)

    return mutate


def rubrique_repeated(letter: Letter) -> Letter:
    top, rubriques, closing = split_letter(letter)
    return join_letter(top, [*rubriques[:2], rubriques[4], *rubriques[2:]], closing)


def unknown_rubrique(letter: Letter) -> Letter:
    top, rubriques, closing = split_letter(letter)
    new = [
        Labelled("🌱 Le coin des jardins…", "heading", (rubrique("Le coin des jardins…"),)),
        Labelled("Une rubrique pour jardiner ensemble.", "tagline"),
        Labelled("Les semis ont bien levé cette année, grâce à la pluie.", "prose"),
    ]
    return join_letter(top, [*rubriques[:3], new, *rubriques[3:]], closing)


def rules_between_rubriques(letter: Letter) -> Letter:
    top, rubriques, closing = split_letter(letter)
    return join_letter(top, [[Labelled("———", "rule"), *part] for part in rubriques], closing)


def signature_at_the_end(letter: Letter) -> Letter:
    top, rubriques, closing = split_letter(letter)
    edito = [p for p in rubriques[0] if p.part != "byline"]
    signed = [p for p in rubriques[0] if p.part == "byline"]
    return join_letter(top, [[*edito, *signed], *rubriques[1:]], closing)


@each_paragraph("heading")
def other_emoji(text: str) -> str:
    return "".join(OTHER_EMOJI.get(c, c) for c in text)


@each_paragraph("heading")
def no_emoji(text: str) -> str:
    return EMOJI.sub("", text)


@each_paragraph("heading")
def emoji_at_the_end(text: str) -> str:
    emoji = EMOJI.match(text)
    return f"{text[emoji.end() :]} {emoji.group().strip()}" if emoji else text


def headings_in_capitals(letter: Letter) -> Letter:
    return [replace(p, text=p.text.upper()) if p.part == "heading" else p for p in letter]


@each_paragraph("heading")
def headings_with_three_dots(text: str) -> str:
    return text.replace("…", "...")


@each_paragraph("heading")
def headings_without_dots(text: str) -> str:
    return text.replace("…", "")


@each_paragraph("heading")
def headings_without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


@each_paragraph()
def straight_quotes(text: str) -> str:
    text = re.sub(r"«\s*|\s*»", '"', text)
    return text.replace("’", "'").replace("“", "'").replace("”", "'")


@each_paragraph()
def curly_quotes(text: str) -> str:
    if "“" in text:
        return text
    return re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text)).replace("'", "’")


@each_paragraph()
def no_break_spaces(text: str) -> str:
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text)


@each_paragraph()
def narrow_spaces(text: str) -> str:
    return re.sub(r"[ \u00a0](?=[:;?!»])|(?<=«)[ \u00a0]", "\u202f", text)


@each_paragraph()
def no_space_before_signs(text: str) -> str:
    return re.sub(r"[ \u00a0\u202f](?=[:;?!])(?![:;?!]//)", "", text)


@each_paragraph()
def decomposed_accents(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@each_paragraph()
def doubled_spaces(text: str) -> str:
    return text.replace(" ", "  ")


@each_paragraph("question")
def questions_without_mark(text: str) -> str:
    return re.sub(r"\s*\?$", "…", text)


@each_paragraph("question")
def questions_with_dashes(text: str) -> str:
    return f"— {text}"


def two_people_answer(letter: Letter) -> Letter:
    mutated = []
    for index, paragraph in enumerate(letter):
        mutated.append(paragraph)
        after = letter[index + 1] if index + 1 < len(letter) else None
        if paragraph.part == "answer" and (after is None or after.part != "answer"):
            name = "Camille Dupuis"
            facts = (("answer", name), ("person", name), ("role", name, "conseillère municipale"))
            mutated += [
                Labelled(f"{name}, conseillère municipale :", "speaker", facts),
                Labelled("Je suis tout à fait de cet avis.", "answer"),
            ]
    return mutated


@each_paragraph("question")
def questions_in_quotes(text: str) -> str:
    return f"«\u00a0{text}\u00a0»"


def speakers_in_a_list(letter: Letter) -> Letter:
    return [replace(p, text=f"- {p.text}") if p.part == "speaker" else p for p in letter]


@each_paragraph("speaker")
def speakers_in_brackets(text: str) -> str:
    return re.sub(r"^([^,]+), (.*?)\s*:$", r"\1 (\2) :", text)


@each_paragraph("speaker")
def speakers_with_dashes(text: str) -> str:
    return re.sub(r"^([^,]+), (.*?)\s*:$", r"\1 – \2 :", text)


@each_paragraph("speaker")
def speakers_without_colon_space(text: str) -> str:
    return re.sub(r"\s*:$", ":", text)


def answers_on_the_line(letter: Letter) -> Letter:
    mutated = []
    for paragraph in letter:
        if paragraph.part == "answer" and mutated[-1].part == "speaker":
            before = mutated.pop()
            facts = (*before.facts, *paragraph.facts)
            mutated.append(Labelled(f"{before.text} {paragraph.text}", "answered", facts))
        else:
            mutated.append(paragraph)
    return mutated


def honorifics(letter: Letter) -> Letter:
    return [
        replace(p, text=f"Mme {p.text}") if p.part in ("speaker", "answered") else p for p in letter
    ]


@each_paragraph("stub")
def stubs_in_a_list(text: str) -> str:
    return re.sub(r"^➡️\s*", "- ", text)


@each_paragraph("stub")
def stubs_with_plain_arrows(text: str) -> str:
    return re.sub(r"^➡️\s*", "→ ", text)


@each_paragraph("stub")
def stubs_without_departement(text: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", text)


@each_paragraph("stub")
def stubs_with_dashes(text: str) -> str:
    return re.sub(r"\)\s*:\s*", ") – ", text)


MUTATIONS: dict[str, Callable[[Letter], Letter]] = {
    "unchanged": list,
    "rubriques reversed": rubriques_reversed,
    "rubriques shuffled": rubriques_shuffled,
    "first rubrique missing": _rubrique_missing(0),
    "third rubrique missing": _rubrique_missing(2),
    "last rubrique missing": _rubrique_missing(-1),
    "rubrique repeated": rubrique_repeated,
    "unknown rubrique": unknown_rubrique,
    "rules between rubriques": rules_between_rubriques,
    "no tagline": without("tagline"),
    "no greeting": without("greeting"),
    "no closing": without("closing"),
    "no name": without("name", "period"),
    "signature at the end": signature_at_the_end,
    "title on its own line": with_title(lambda n, t: [f"Lettre n° {n}", t]),
    "title with a hash": with_title(lambda n, t: [f"Newsletter #{n} - {t}"]),
    "title in capitals": with_title(lambda n, t: [f"INFOLETTRE N°{n} | {t.upper()}"]),
    "title after the name": with_title(lambda n, t: [f"La lettre des communes n° {n} : {t}"]),
    "other emoji": other_emoji,
    "no emoji": no_emoji,
    "no emoji, no tagline": lambda letter: without("tagline")(no_emoji(letter)),
    "emoji at the end": emoji_at_the_end,
    "headings in capitals": headings_in_capitals,
    "headings with three dots": headings_with_three_dots,
    "headings without dots": headings_without_dots,
    "headings without accents": headings_without_accents,
    "straight quotes": straight_quotes,
    "curly quotes": curly_quotes,
    "no-break spaces": no_break_spaces,
    "narrow no-break spaces": narrow_spaces,
    "no space before signs": no_space_before_signs,
    "decomposed accents": decomposed_accents,
    "doubled spaces": doubled_spaces,
    "questions without mark": questions_without_mark,
    "questions with dashes": questions_with_dashes,
    "questions in quotes": questions_in_quotes,
    "speakers in a list": speakers_in_a_list,
    "two people answer": two_people_answer,
    "speakers in brackets": speakers_in_brackets,
    "speakers with dashes": speakers_with_dashes,
    "speakers without space": speakers_without_colon_space,
    "answers on the line": answers_on_the_line,
    "names with « de la »": with_names(lambda given, name: f"{given} de la {name}"),
    "names with « d’ »": with_names(lambda given, name: f"{given} d’A{name.lower()}"),
    "names in capitals": with_names(lambda given, name: f"{given} {name.upper()}"),
    "compound names": with_names(lambda given, name: f"{given} {name}-Martin"),
    "names with initials": with_names(lambda given, name: f"{given[0]}. {name}"),
    "surnames first": with_names(lambda given, name: f"{name.upper()} {given}"),
    "courtesy titles": honorifics,
    "dates with a weekday": with_dates(lambda d, m, lead: f"{lead_of(lead)}mardi {d} {m}"),
    "dates with short months": with_dates(
        lambda d, m, lead: f"{lead_of(lead)}{d} {SHORT.get(m, m)}"
    ),
    "dates in figures": with_dates(
        lambda d, m, lead: f"{lead_of(lead)}{d:02}/{MONTH_NUMBERS[m]:02}"
    ),
    "dates in words and figures": with_dates(
        lambda d, m, lead: f"{lead_of(lead)}{d:02} {m.capitalize()}"
    ),
    "initiatives in a list": stubs_in_a_list,
    "initiatives with plain arrows": stubs_with_plain_arrows,
    "initiatives without département": stubs_without_departement,
    "initiatives with dashes": stubs_with_dashes,
}
