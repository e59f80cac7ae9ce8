"""The words that the admin has for the kinds of an import report."""

KINDS_OF_LINK = {
    "video": "Film",
    "audio": "Son",
    "agenda": "Agenda",
    "document": "Document",
    "form": "Formulaire",
    "initiative": "Initiative",
    "link": "Lien",
}
