"""An import report as tables that an editor can read."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.urls import reverse

from hub.newsletters.importing.typography import typography_told
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
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; `line` is where it stands in the source, None when nowhere."""

    cells: tuple[Cell, ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    help: str = ""


def sections_of(
    report: dict,
    *,
    saved: bool,
    reviewed: Collection[str] = (),
    unresolved: Collection[UnresolvedLink] | None = None,
) -> list[Section]:
    """The tables of a report that hold something; `saved` once the draft exists.

    `unresolved` are the lost links that the letter still lacks, None when nobody looked.
    What is left to do comes first, then what was recognised. `reviewed` are the keys of those
    that the page asks about otherwise.
    """
    to_do = (_missing, _lost_links, _remarks, _images, _left_out)
    recognised = (_rubriques, _people, _territories, _initiatives, _dates)
    if unresolved is not None:
        left = {(link.sentence, link.line) for link in unresolved}
        links = report["lost_links"]
        todo = [link for link in links if (link["sentence"], link["lines"][0]) in left]
        report = {**report, "lost_links": todo, "links_back": len(links) - len(todo)}
    sections = [maker(report, saved) for maker in (*to_do, *recognised)]
    return [section for section in sections if section.rows and section.key not in reviewed]


def _row(*texts, line=None, url="") -> Row:
    first, *rest = texts
    return Row((Cell(first, url), *(Cell(text) for text in rest)), line)


def _missing(report, saved):
    rows = [_row(text) for text in report["missing"].values()]
    return Section("missing", "À compléter avant de publier", ("Ce qui manque",), rows)


def _lost_links(report, saved):
    rows = [
        _row(KINDS_OF_LINK.get(link["kind"], "Lien"), link["sentence"], line=link["lines"][0])
        for link in report["lost_links"]
    ]
    return Section(
        "lost-links",
        "Liens perdus, à remettre",
        ("Nature", "Phrase"),
        rows,
        _lost_links_help(report.get("links_back", 0)),
    )


def _lost_links_help(back: int) -> str:
    told = "L’export de la lettre les a effacés\u00a0: la phrase est là, son lien n’y est plus."
    if back:
        are = "est déjà remis" if back == 1 else "sont déjà remis"
        told = f"{told} {back} {are}."
    return told


def _remarks(report, saved):
    notices = [_row(notice, "") for notice in report["source"]["notices"]]
    if saved and (told := typography_told(report.get("typography", {}))):
        notices.append(_row(f"Typographie corrigée\u00a0: {told}. Aucun mot n’a changé.", ""))
    remarks = [
        _row(remark["message"], remark["text"], line=remark["lines"] and remark["lines"][0])
        for remark in (*report["warnings"], *report["uncertain"])
    ]
    return Section("remarks", "À vérifier", ("Remarque", "Texte"), notices + remarks)


def _images(report, saved):
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


def _image_url(pk):
    return reverse("wagtailimages:edit", args=[pk])


def _left_out(report, saved):
    rows = [_row(left["text"], line=left["lines"][0]) for left in report.get("left_out", ())]
    return Section(
        "left-out",
        "Laissé de côté",
        ("Texte",),
        rows,
        "Ces mots viennent de l’outil d’envoi, pas de la lettre\u00a0: ils ne sont pas dans le "
        "brouillon.",
    )


def _rubriques(report, saved):
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


def _contents(items) -> str:
    kinds = [item["kind"] for item in items]
    told = []
    for kind, (one, several) in KINDS_OF_ITEM.items():
        if count := kinds.count(kind):
            told.append(f"{count} {one if count == 1 else several}")
    return ", ".join(told) or "vide"


def _people(report, saved):
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


def _territories(report, saved):
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


def _initiatives(report, saved):
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


def _dates(report, saved):
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


def _precision(date) -> str:
    if date["precision"] == "count":
        return "sans date"
    year = "" if date["year"] else ", année à préciser"
    names = {"day": "au jour", "days": "plusieurs jours", "month": "au mois", "year": "à l’année"}
    return f"{names[date['precision']]}{year}"
