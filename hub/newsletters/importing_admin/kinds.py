"""French labels of the kinds of lost links."""

KINDS_OF_LINK = {
    "video": "Film",
    "audio": "Son",
    "agenda": "Agenda",
    "document": "Document",
    "form": "Formulaire",
    "initiative": "Initiative",
    "link": "Lien",
}
