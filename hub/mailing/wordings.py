"""Sentences that people accept, shown beside the forms and kept with each consent."""

LETTER = (
    "Votre adresse ne sert qu’à vous envoyer la lettre. Elle n’est donnée à personne, et chaque "
    "lettre a un lien pour se désinscrire aussitôt."
)
