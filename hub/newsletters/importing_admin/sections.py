"""The sections of an import report, as tables for the editor."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from hub.newsletters.importing.builder.names import CORRECT, KEEP
from hub.newsletters.importing.typography import describe_corrections
from hub.newsletters.importing_admin.kinds import KINDS_OF_LINK
from hub.newsletters.lost_links import UnresolvedLink

KINDS_OF_ITEM = {
    "prose": ("paragraphe", "paragraphes"),
    "heading": ("intertitre", "intertitres"),
    "list": ("liste", "listes"),
    "quote": ("citation", "citations"),
    "interview": ("entretien", "entretiens"),
    "initiative": ("initiative", "initiatives"),
}
STATUS_OF_IMAGE = {
    "held": "dans la bibliothèque d’images",
    "elsewhere": "à retrouver",
    "refused": "refusée\u00a0: format ou taille",
}
STATUS_OF_PERSON = {
    "known": "déjà dans l’annuaire",
    "new": "à ajouter à l’annuaire",
    "ambiguous": "plusieurs personnes portent ce nom",
    "text": "laissée en texte",
}
STATUS_OF_TERRITORY = {
    "ambiguous": "plusieurs portent ce nom\u00a0: reste en texte",
    "doubtful": "à vérifier\u00a0: reste en texte",
    "unknown": "pas dans le répertoire\u00a0: reste en texte",
    "text": "laissé en texte",
}
ANSWERS_ON_ADDRESS = {
    "": "à garder ou à retirer",
    "keep": "gardée",
    "remove": "retirée",
}
KINDS_OF_EVENT = {
    "pairs": "entre pairs",
    "approfondissement": "approfondissement",
    "agora": "AGORA",
    "restitution": "restitution",
    "rencontre": "rencontre",
    "webinaire": "en ligne",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, linked to `url` when there is one."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `line` is its line in the source, None without one."""

    cells: tuple[Cell, ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the report; `key` identifies the section."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    help: str = ""


def sections_of(
    report: dict[str, Any],
    *,
    saved: bool,
    reviewed: Collection[str] = (),
    unresolved: Collection[UnresolvedLink] | None = None,
) -> list[Section]:
    """Return the non-empty sections of a report: what is left to do, then what was recognised.

    `saved` is true once the draft exists. `reviewed` are the keys of the sections to leave out:
    the review form has their questions. `unresolved` are the lost links that the letter still
    lacks, None when they were not looked for.
    """
    to_do = (_missing, _addresses, _names, _lost_links, _remarks, _images, _left_out)
    recognised = (_rubriques, _people, _territories, _initiatives, _dates)
    if unresolved is not None:
        missing = {(link.sentence, link.line) for link in unresolved}
        links = report["lost_links"]
        to_restore = [link for link in links if (link["sentence"], link["lines"][0]) in missing]
        restored = len(links) - len(to_restore)
        report = {**report, "lost_links": to_restore, "links_restored": restored}
    sections = [make(report, saved) for make in (*to_do, *recognised)]
    return [section for section in sections if section.rows and section.key not in reviewed]


def _row(*texts: str, line: int | None = None, url: str = "") -> Row:
    first, *rest = texts
    return Row((Cell(first, url), *(Cell(text) for text in rest)), line)


def _missing(report: dict[str, Any], saved: bool) -> Section:
    rows = [_row(text) for text in report["missing"].values()]
    return Section("missing", "À compléter avant de publier", ("Ce qui manque",), rows)


def _addresses(report: dict[str, Any], saved: bool) -> Section:
    rows = [
        _row(entry["text"], ANSWERS_ON_ADDRESS[entry["answer"]], line=entry["lines"][0])
        for entry in report.get("addresses", ())
    ]
    return Section(
        "addresses",
        "Adresses électroniques inconnues",
        ("Phrase", "Réponse"),
        rows,
        "Elles ne sont ni d’une personne de l’annuaire, ni du site. Sans réponse, la lettre ne "
        "peut pas être publiée.",
    )


def _names(report: dict[str, Any], saved: bool) -> Section:
    rows = [
        _row(name["message"], _answer_on_name(name["answer"]), line=name["lines"][0])
        for name in report.get("names", ())
    ]
    return Section(
        "names",
        "Noms de territoires à vérifier",
        ("Doute", "Réponse"),
        rows,
        "Le répertoire officiel les écrit ou les situe autrement. Rien n’est corrigé sans vous.",
    )


def _answer_on_name(answer: str) -> str:
    if answer == KEEP:
        return "gardé tel quel"
    if answer.startswith(CORRECT):
        return f"corrigé\u00a0: {answer.removeprefix(CORRECT)}"
    return "à corriger ou à garder"


def _lost_links(report: dict[str, Any], saved: bool) -> Section:
    rows = [
        _row(KINDS_OF_LINK.get(link["kind"], "Lien"), link["sentence"], line=link["lines"][0])
        for link in report["lost_links"]
    ]
    return Section(
        "lost-links",
        "Liens perdus, à remettre",
        ("Nature", "Phrase"),
        rows,
        _lost_links_help(report.get("links_restored", 0)),
    )


def _lost_links_help(restored: int) -> str:
    text = "L’export de la lettre les a effacés\u00a0: la phrase est là, son lien n’y est plus."
    if restored:
        are = "est déjà remis" if restored == 1 else "sont déjà remis"
        text = f"{text} {restored} {are}."
    return text


def _remarks(report: dict[str, Any], saved: bool) -> Section:
    notices = [_row(notice, "") for notice in report["source"]["notices"]]
    if saved and (counts := describe_corrections(report.get("typography", {}))):
        notices.append(_row(f"Typographie corrigée\u00a0: {counts}. Aucun mot n’a changé.", ""))
    remarks = [
        _row(remark["message"], remark["text"], line=remark["lines"] and remark["lines"][0])
        for remark in (*report["warnings"], *report["uncertain"])
    ]
    return Section("remarks", "À vérifier", ("Remarque", "Texte"), notices + remarks)


def _images(report: dict[str, Any], saved: bool) -> Section:
    rows = [
        _row(
            image["alt"] or "sans texte de remplacement",
            image["source"],
            STATUS_OF_IMAGE[image["status"]],
            line=image["lines"][0],
            url=_image_url(image["id"]) if image["id"] else "",
        )
        for image in report.get("images", ())
    ]
    return Section(
        "images",
        "Images",
        ("Image", "Fichier ou adresse", "Dans le hub"),
        rows,
        "Une image qui n’était pas dans le fichier est à déposer soi-même\u00a0: "
        "rien n’est jamais téléchargé.",
    )


def _image_url(pk: int) -> str:
    return reverse("wagtailimages:edit", args=[pk])


def _left_out(report: dict[str, Any], saved: bool) -> Section:
    rows = [_row(left["text"], line=left["lines"][0]) for left in report.get("left_out", ())]
    return Section(
        "left-out",
        "Laissé de côté",
        ("Texte",),
        rows,
        "Ces mots viennent de l’outil d’envoi ou de la messagerie, pas de la lettre\u00a0: ils ne "
        "sont pas dans le brouillon.",
    )


def _rubriques(report: dict[str, Any], saved: bool) -> Section:
    rows = []
    for rubrique in report["rubriques"]:
        name = f"{rubrique['emoji']} {rubrique['name']}".strip()
        status = "" if rubrique["status"] == "known" else "nouvelle, à activer si elle revient"
        rows.append(
            _row(
                name,
                rubrique["headline"] or "—",
                _contents(rubrique["items"]),
                status or "connue",
                line=rubrique["lines"][0],
            )
        )
    return Section("rubriques", "Rubriques", ("Nom", "Titre", "Contenu", "Rubrique"), rows)


def _contents(items: list[dict[str, Any]]) -> str:
    """Return « 2 paragraphes, 1 liste » for the items of a rubrique."""
    kinds = [item["kind"] for item in items]
    counts = []
    for kind, (singular, plural) in KINDS_OF_ITEM.items():
        if count := kinds.count(kind):
            counts.append(f"{count} {singular if count == 1 else plural}")
    return ", ".join(counts) or "vide"


def _people(report: dict[str, Any], saved: bool) -> Section:
    rows = []
    for person in report["people"]:
        bodies = dict.fromkeys((person["organisation"], person["territory_name"]))
        role = ", ".join(filter(None, [person["role"], *bodies]))
        status = STATUS_OF_PERSON[person["status"]]
        if saved and person["status"] == "new":
            status = "ajoutée à l’annuaire"
        url = ""
        if pk := person["id"]:
            url = reverse("wagtailsnippets_people_person:edit", args=[pk])
        line = person["mentions"][0][0]
        rows.append(_row(person["name"], role or "—", status, line=line, url=url))
    return Section("people", "Personnes", ("Nom", "Fonction d’après le texte", "Annuaire"), rows)


def _territories(report: dict[str, Any], saved: bool) -> Section:
    rows = []
    for territory in report["territories"]:
        official = f"relié à {territory['official_name']} ({territory['code']})"
        written = territory["name"]
        if territory["departement"]:
            written = f"{written} ({territory['departement']})"
        status = STATUS_OF_TERRITORY.get(territory["status"], official)
        if asked := territory.get("asked"):
            status = f"noté\u00a0: «\u00a0{asked}\u00a0», à relier"
        rows.append(_row(written, status, line=territory["mentions"][0][0]))
    return Section("territories", "Territoires", ("Tel qu’écrit", "Répertoire"), rows)


def _initiatives(report: dict[str, Any], saved: bool) -> Section:
    rows = []
    for initiative in report["initiatives"]:
        place = initiative["place"]
        if initiative["departement"]:
            place = f"{place} ({initiative['departement']})"
        page = initiative["page"]
        rows.append(
            _row(
                initiative["title"],
                place,
                "reliée à sa page" if page else "pas encore de page ici",
                line=initiative["lines"][0],
                url=reverse("wagtailadmin_pages:edit", args=[page]) if page else "",
            )
        )
    return Section("initiatives", "Initiatives", ("Titre", "Lieu", "Dans le hub"), rows)


def _dates(report: dict[str, Any], saved: bool) -> Section:
    events = report.get("import", {}).get("events", {})
    rows = []
    for date in report["dates"]:
        page = events.get(date.get("key"))
        rows.append(
            _row(
                date["text"],
                date["sentence"],
                KINDS_OF_EVENT.get(date["kind"], date["kind"]) or "—",
                "dans l’agenda" if page else "échéance" if date["deadline"] else _precision(date),
                line=date["lines"][0],
                url=reverse("wagtailadmin_pages:edit", args=[page]) if page else "",
            )
        )
    return Section(
        "dates",
        "Dates citées",
        ("Date", "Phrase", "Nature", "Précision"),
        rows,
        "Seules celles qui mènent à un rendez-vous sont dans l’agenda.",
    )


def _precision(date: dict[str, Any]) -> str:
    if date["precision"] == "count":
        return "sans date"
    year = "" if date["year"] else ", année à préciser"
    names = {"day": "au jour", "days": "plusieurs jours", "month": "au mois", "year": "à l’année"}
    return f"{names[date['precision']]}{year}"
