"""Fifty-odd ways of writing the same letter: each takes labelled paragraphs and gives others.

What changes the words changes the facts told by hand alike; what takes paragraphs away takes
their facts away.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from tests.newsletters.importing.labels import Labelled, Letter, rubrique

Mutation = Callable[[Letter], Letter]

EMOJI = re.compile("^(?:🗣️|📖|📝|🔎|📍|🔜|👉)\\s*")
OTHER_EMOJI = dict(zip("🗣📖📝🔎📍🔜👉", "💬📚🔧🌍🚧📅💡", strict=True))
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MONTH_NUMBERS = {month: number for number, month in enumerate(MONTHS.split(), 1)}
SHORT = {"janvier": "janv.", "février": "févr.", "avril": "avr."}


def _every(*parts: str) -> Callable[[Callable[[str], str]], Mutation]:
    """A mutation of the paragraphs of some parts, words and facts alike."""

    def decorate(change: Callable[[str], str]) -> Mutation:
        def mutate(letter: Letter) -> Letter:
            return [p.changed(change) if not parts or p.part in parts else p for p in letter]

        mutate.__name__, mutate.__doc__ = change.__name__, change.__doc__
        return mutate

    return decorate


def _without(*parts: str) -> Mutation:
    return lambda letter: [p for p in letter if p.part not in parts]


def _split(letter: Letter) -> tuple[Letter, list[Letter], Letter]:
    """(the top, the rubriques, the closing): each a list of paragraphs."""
    starts = [i for i, p in enumerate(letter) if p.part == "heading"]
    end = next((i for i, p in enumerate(letter) if p.part == "closing"), len(letter))
    bounds = [*starts, end]
    rubriques = [letter[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
    return letter[: starts[0]], rubriques, letter[end:]


def _joined(top: Letter, rubriques: list[Letter], closing: Letter) -> Letter:
    return [*top, *(p for part in rubriques for p in part), *closing]


def rubriques_reversed(letter: Letter) -> Letter:
    top, rubriques, closing = _split(letter)
    return _joined(top, rubriques[::-1], closing)


def rubriques_shuffled(letter: Letter) -> Letter:
    top, rubriques, closing = _split(letter)
    random.Random(12).shuffle(rubriques)
    return _joined(top, rubriques, closing)


def _rubrique_missing(index: int) -> Mutation:
    def mutate(letter: Letter) -> Letter:
        top, rubriques, closing = _split(letter)
        del rubriques[index]
        return _joined(top, rubriques, closing)

    return mutate


def rubrique_repeated(letter: Letter) -> Letter:
    top, rubriques, closing = _split(letter)
    return _joined(top, [*rubriques[:2], rubriques[4], *rubriques[2:]], closing)


def unknown_rubrique(letter: Letter) -> Letter:
    top, rubriques, closing = _split(letter)
    new = [
        Labelled("🌱 Le coin des jardins…", "heading", (rubrique("Le coin des jardins…"),)),
        Labelled("Une rubrique pour jardiner ensemble.", "tagline"),
        Labelled("Les semis ont bien levé cette année, grâce à la pluie.", "prose"),
    ]
    return _joined(top, [*rubriques[:3], new, *rubriques[3:]], closing)


def rules_between_rubriques(letter: Letter) -> Letter:
    top, rubriques, closing = _split(letter)
    return _joined(top, [[Labelled("———", "rule"), *part] for part in rubriques], closing)


def signature_at_the_end(letter: Letter) -> Letter:
    top, rubriques, closing = _split(letter)
    edito = [p for p in rubriques[0] if p.part != "byline"]
    signed = [p for p in rubriques[0] if p.part == "byline"]
    return _joined(top, [[*edito, *signed], *rubriques[1:]], closing)


def _retitled(write: Callable[[str, str], list[str]]) -> Mutation:
    """The title line written otherwise."""

    def mutate(letter: Letter) -> Letter:
        number, title = re.match(r"\D+(\d+)\s*[:—]\s*(.*)", letter[0].text).groups()
        return [*(Labelled(t, "title") for t in write(number, title)), *letter[1:]]

    return mutate


@_every("heading")
def other_emoji(text: str) -> str:
    return "".join(OTHER_EMOJI.get(c, c) for c in text)


@_every("heading")
def no_emoji(text: str) -> str:
    return EMOJI.sub("", text)


@_every("heading")
def emoji_at_the_end(text: str) -> str:
    emoji = EMOJI.match(text)
    return f"{text[emoji.end() :]} {emoji.group().strip()}" if emoji else text


def headings_in_capitals(letter: Letter) -> Letter:
    return [replace(p, text=p.text.upper()) if p.part == "heading" else p for p in letter]


@_every("heading")
def headings_with_three_dots(text: str) -> str:
    return text.replace("…", "...")


@_every("heading")
def headings_without_dots(text: str) -> str:
    return text.replace("…", "")


@_every("heading")
def headings_without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


@_every()
def straight_quotes(text: str) -> str:
    text = re.sub(r"«\s*|\s*»", '"', text)
    return text.replace("’", "'").replace("“", "'").replace("”", "'")


@_every()
def curly_quotes(text: str) -> str:
    if "“" in text:
        return text
    return re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text)).replace("'", "’")


@_every()
def no_break_spaces(text: str) -> str:
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text)


@_every()
def narrow_spaces(text: str) -> str:
    return re.sub(r"[ \u00a0](?=[:;?!»])|(?<=«)[ \u00a0]", "\u202f", text)


@_every()
def no_space_before_signs(text: str) -> str:
    return re.sub(r"[ \u00a0\u202f](?=[:;?!])(?![:;?!]//)", "", text)


@_every()
def decomposed_accents(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@_every()
def doubled_spaces(text: str) -> str:
    return text.replace(" ", "  ")


@_every("question")
def questions_without_mark(text: str) -> str:
    return re.sub(r"\s*\?$", "…", text)


@_every("question")
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


@_every("question")
def questions_in_quotes(text: str) -> str:
    return f"«\u00a0{text}\u00a0»"


def speakers_in_a_list(letter: Letter) -> Letter:
    return [replace(p, text=f"- {p.text}") if p.part == "speaker" else p for p in letter]


@_every("speaker")
def speakers_in_brackets(text: str) -> str:
    return re.sub(r"^([^,]+), (.*?)\s*:$", r"\1 (\2) :", text)


@_every("speaker")
def speakers_with_dashes(text: str) -> str:
    return re.sub(r"^([^,]+), (.*?)\s*:$", r"\1 – \2 :", text)


@_every("speaker")
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


def _renamed(write: Callable[[str, str], str]) -> Mutation:
    """The speakers named otherwise, everywhere in the letter."""

    def mutate(letter: Letter) -> Letter:
        names = {words[0] for p in letter for kind, *words in p.facts if kind == "answer"}

        def change(text: str) -> str:
            for name in names:
                given, surname = name.split()
                text = text.replace(name, write(given, surname))
            return text

        return [p.changed(change) for p in letter]

    return mutate


def honorifics(letter: Letter) -> Letter:
    return [
        replace(p, text=f"Mme {p.text}") if p.part in ("speaker", "answered") else p for p in letter
    ]


def _redated(write: Callable[[int, str, str], str]) -> Mutation:
    """« le 7 mars » written otherwise; the facts stay."""
    pattern = re.compile(rf"\b(?:le |du )?0?(\d{{1,2}}) ({MONTHS.replace(' ', '|')})\b(?! 20)")

    def one(match: re.Match[str]) -> str:
        return write(int(match[1]), match[2], match.group()[: match.start(1) - match.start()])

    def mutate(letter: Letter) -> Letter:
        return [
            replace(p, text=pattern.sub(one, p.text))
            if any(fact[:2] == ("date", "day") for fact in p.facts)
            else p
            for p in letter
        ]

    return mutate


@_every("stub")
def stubs_in_a_list(text: str) -> str:
    return re.sub(r"^➡️\s*", "- ", text)


@_every("stub")
def stubs_with_plain_arrows(text: str) -> str:
    return re.sub(r"^➡️\s*", "→ ", text)


@_every("stub")
def stubs_without_departement(text: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", text)


@_every("stub")
def stubs_with_dashes(text: str) -> str:
    return re.sub(r"\)\s*:\s*", ") – ", text)


def _lead(lead: str) -> str:
    return re.sub("0$", "", lead)


MUTATIONS = {
    "unchanged": list,
    "rubriques reversed": rubriques_reversed,
    "rubriques shuffled": rubriques_shuffled,
    "first rubrique missing": _rubrique_missing(0),
    "third rubrique missing": _rubrique_missing(2),
    "last rubrique missing": _rubrique_missing(-1),
    "rubrique repeated": rubrique_repeated,
    "unknown rubrique": unknown_rubrique,
    "rules between rubriques": rules_between_rubriques,
    "no tagline": _without("tagline"),
    "no greeting": _without("greeting"),
    "no closing": _without("closing"),
    "no name": _without("name", "period"),
    "signature at the end": signature_at_the_end,
    "title on its own line": _retitled(lambda n, t: [f"Lettre n° {n}", t]),
    "title with a hash": _retitled(lambda n, t: [f"Newsletter #{n} - {t}"]),
    "title in capitals": _retitled(lambda n, t: [f"INFOLETTRE N°{n} | {t.upper()}"]),
    "title after the name": _retitled(lambda n, t: [f"La lettre des communes n° {n} : {t}"]),
    "other emoji": other_emoji,
    "no emoji": no_emoji,
    "no emoji, no tagline": lambda letter: _without("tagline")(no_emoji(letter)),
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
    "names with « de la »": _renamed(lambda given, name: f"{given} de la {name}"),
    "names with « d’ »": _renamed(lambda given, name: f"{given} d’A{name.lower()}"),
    "names in capitals": _renamed(lambda given, name: f"{given} {name.upper()}"),
    "compound names": _renamed(lambda given, name: f"{given} {name}-Martin"),
    "names with initials": _renamed(lambda given, name: f"{given[0]}. {name}"),
    "surnames first": _renamed(lambda given, name: f"{name.upper()} {given}"),
    "courtesy titles": honorifics,
    "dates with a weekday": _redated(lambda d, m, lead: f"{_lead(lead)}mardi {d} {m}"),
    "dates with short months": _redated(lambda d, m, lead: f"{_lead(lead)}{d} {SHORT.get(m, m)}"),
    "dates in figures": _redated(lambda d, m, lead: f"{_lead(lead)}{d:02}/{MONTH_NUMBERS[m]:02}"),
    "dates in words and figures": _redated(
        lambda d, m, lead: f"{_lead(lead)}{d:02} {m.capitalize()}"
    ),
    "initiatives in a list": stubs_in_a_list,
    "initiatives with plain arrows": stubs_with_plain_arrows,
    "initiatives without département": stubs_without_departement,
    "initiatives with dashes": stubs_with_dashes,
}
