"""The parts of a case study, in the order in which it is read."""

# Anchor in the page: title, and the fields any of which tells it.
PARTS = {
    "defi": ("Le défi", ["challenge"]),
    "objectifs": ("Les objectifs", ["objectives"]),
    "actions": ("Ce qui a été fait", ["actions"]),
    "demarche": ("La démarche", ["steps"]),
    "partenaires": ("Qui coopère", ["partners"]),
    "habitants": ("La participation des habitants", ["participation"]),
    "resultats": ("Les résultats", ["results"]),
    # Results without their setbacks say that these are not told yet.
    "freins": ("Freins et échecs", ["obstacles", "results"]),
    "reussite": ("Les conditions de réussite", ["success_factors"]),
    "conseils": ("Conseils aux pairs", ["advice"]),
    "transposer": ("Transposer chez soi", ["prerequisites", "minimum_scale", "reusable_bricks"]),
}
TITLES = {anchor: title for anchor, (title, _) in PARTS.items()}


def told_parts(page, inspired_by):
    """Return the (anchor, title) of each part that an InitiativePage tells.

    `inspired_by` are the initiatives it took after, those that the reader may see.
    """
    told = {anchor for anchor, (_, names) in PARTS.items() if any(_is_told(page, n) for n in names)}
    if inspired_by:
        told.add("transposer")
    return [(anchor, title) for anchor, title in TITLES.items() if anchor in told]


def _is_told(page, name):
    value = getattr(page, name)
    return bool(value.all() if hasattr(value, "all") else value)
