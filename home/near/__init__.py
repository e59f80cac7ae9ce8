"""The home page for one territory (`/?pres_de=37194`): its URL, and what it answers."""
