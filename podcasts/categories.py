"""Apple's podcast categories, with French labels, those of territories first.

Source: Apple's list (podcasters.apple.com/support/1691). The value is the one of the feed;
« A > B » is category A with subcategory B. Choices are grouped by category.
"""

# The values are the label of the category, and its subcategories with their labels.
CATEGORIES: dict[str, tuple[str, dict[str, str]]] = {
    "Society & Culture": (
        "Société et culture",
        {
            "Documentary": "documentaire",
            "Places & Travel": "lieux et voyages",
            "Philosophy": "philosophie",
            "Personal Journals": "carnets personnels",
            "Relationships": "relations",
        },
    ),
    "Government": ("Administration publique", {}),
    "News": (
        "Actualités",
        {
            "Politics": "politique",
            "Daily News": "chaque jour",
            "Business News": "économie",
            "News Commentary": "analyses",
            "Entertainment News": "spectacles",
            "Sports News": "sports",
            "Tech News": "techniques",
        },
    ),
    "Business": (
        "Économie",
        {
            "Non-Profit": "non lucratif",
            "Management": "gestion",
            "Entrepreneurship": "création d’entreprise",
            "Careers": "métiers",
            "Investing": "placements",
            "Marketing": "marketing",
        },
    ),
    "Education": (
        "Éducation",
        {
            "Courses": "cours",
            "How To": "pratique",
            "Language Learning": "langues",
            "Self-Improvement": "développement personnel",
        },
    ),
    "Science": (
        "Sciences",
        {
            "Nature": "nature",
            "Earth Sciences": "sciences de la Terre",
            "Social Sciences": "sciences sociales",
            "Natural Sciences": "sciences naturelles",
            "Life Sciences": "sciences de la vie",
            "Astronomy": "astronomie",
            "Chemistry": "chimie",
            "Mathematics": "mathématiques",
            "Physics": "physique",
        },
    ),
    "Health & Fitness": (
        "Santé et forme",
        {
            "Medicine": "médecine",
            "Mental Health": "santé mentale",
            "Nutrition": "nutrition",
            "Fitness": "forme",
            "Alternative Health": "médecines douces",
            "Sexuality": "sexualité",
        },
    ),
    "History": ("Histoire", {}),
    "Arts": (
        "Arts",
        {
            "Food": "cuisine et alimentation",
            "Books": "livres",
            "Design": "design",
            "Fashion & Beauty": "mode et beauté",
            "Performing Arts": "spectacle vivant",
            "Visual Arts": "arts visuels",
        },
    ),
    "Kids & Family": (
        "Enfants et famille",
        {
            "Education for Kids": "éducation des enfants",
            "Parenting": "parentalité",
            "Stories for Kids": "histoires pour enfants",
            "Pets & Animals": "animaux",
        },
    ),
    "Leisure": (
        "Loisirs",
        {
            "Home & Garden": "maison et jardin",
            "Crafts": "artisanat",
            "Hobbies": "passe-temps",
            "Games": "jeux",
            "Video Games": "jeux vidéo",
            "Animation & Manga": "animation et mangas",
            "Automotive": "automobile",
            "Aviation": "aviation",
        },
    ),
    "Technology": ("Technologie", {}),
    "Music": (
        "Musique",
        {
            "Music Commentary": "critique",
            "Music History": "histoire",
            "Music Interviews": "entretiens",
        },
    ),
    "Fiction": (
        "Fiction",
        {
            "Drama": "théâtre",
            "Comedy Fiction": "comédie",
            "Science Fiction": "science-fiction",
        },
    ),
    "Comedy": (
        "Humour",
        {
            "Comedy Interviews": "entretiens",
            "Improv": "improvisation",
            "Stand-Up": "seul en scène",
        },
    ),
    "TV & Film": (
        "Cinéma et télévision",
        {
            "Film History": "histoire du cinéma",
            "Film Interviews": "entretiens de cinéma",
            "Film Reviews": "critique de films",
            "TV Reviews": "critique de télévision",
            "After Shows": "autour des séries",
        },
    ),
    "Sports": (
        "Sports",
        {
            "Soccer": "football",
            "Rugby": "rugby",
            "Running": "course à pied",
            "Swimming": "natation",
            "Tennis": "tennis",
            "Volleyball": "volley-ball",
            "Basketball": "basket-ball",
            "Wilderness": "pleine nature",
            "Baseball": "base-ball",
            "Cricket": "cricket",
            "Fantasy Sports": "ligues virtuelles",
            "Football": "football américain",
            "Golf": "golf",
            "Hockey": "hockey",
            "Wrestling": "lutte",
        },
    ),
    "Religion & Spirituality": (
        "Religion et spiritualité",
        {
            "Religion": "religion",
            "Spirituality": "spiritualité",
            "Buddhism": "bouddhisme",
            "Christianity": "christianisme",
            "Hinduism": "hindouisme",
            "Islam": "islam",
            "Judaism": "judaïsme",
        },
    ),
    "True Crime": ("Affaires criminelles", {}),
}
APPLE_CATEGORIES = [
    (
        label,
        [
            (category, label),
            *(
                (f"{category} > {subcategory}", f"{label}\u00a0: {sublabel}")
                for subcategory, sublabel in subcategories.items()
            ),
        ],
    )
    for category, (label, subcategories) in CATEGORIES.items()
]
