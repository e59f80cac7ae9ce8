"""Apple podcast categories offered to editors, with French labels.

Source: Apple's list (podcasters.apple.com/support/1691). The value is the one of the feed;
« A > B » is category A with subcategory B. Choices are grouped by category.
"""

APPLE_CATEGORIES = [
    (
        "Société et culture",
        [
            ("Society & Culture", "Société et culture"),
            ("Society & Culture > Documentary", "Société et culture\u00a0: documentaire"),
            ("Society & Culture > Places & Travel", "Société et culture\u00a0: lieux et voyages"),
            ("Society & Culture > Philosophy", "Société et culture\u00a0: philosophie"),
            (
                "Society & Culture > Personal Journals",
                "Société et culture\u00a0: carnets personnels",
            ),
        ],
    ),
    (
        "Administration publique",
        [
            ("Government", "Administration publique"),
        ],
    ),
    (
        "Actualités",
        [
            ("News", "Actualités"),
            ("News > Politics", "Actualités\u00a0: politique"),
            ("News > Daily News", "Actualités du jour"),
            ("News > Business News", "Actualités économiques"),
        ],
    ),
    (
        "Économie",
        [
            ("Business", "Économie"),
            ("Business > Non-Profit", "Économie\u00a0: non lucratif"),
            ("Business > Management", "Économie\u00a0: management"),
            ("Business > Entrepreneurship", "Économie\u00a0: entrepreneuriat"),
        ],
    ),
    (
        "Éducation",
        [
            ("Education", "Éducation"),
            ("Education > Courses", "Éducation\u00a0: cours"),
            ("Education > How To", "Éducation\u00a0: pratique"),
        ],
    ),
    (
        "Sciences",
        [
            ("Science", "Sciences"),
            ("Science > Nature", "Sciences\u00a0: nature"),
            ("Science > Earth Sciences", "Sciences de la Terre"),
            ("Science > Social Sciences", "Sciences sociales"),
        ],
    ),
    (
        "Santé",
        [
            ("Health & Fitness", "Santé"),
        ],
    ),
    (
        "Histoire",
        [
            ("History", "Histoire"),
        ],
    ),
    (
        "Arts",
        [
            ("Arts", "Arts"),
            ("Arts > Food", "Arts\u00a0: cuisine et alimentation"),
        ],
    ),
    (
        "Enfants et famille",
        [
            ("Kids & Family", "Enfants et famille"),
        ],
    ),
    (
        "Loisirs",
        [
            ("Leisure > Home & Garden", "Loisirs\u00a0: maison et jardin"),
        ],
    ),
    (
        "Technologie",
        [
            ("Technology", "Technologie"),
        ],
    ),
]
