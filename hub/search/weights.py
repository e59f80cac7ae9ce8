"""Weights of the ranking, shared by every engine.

Tuned on 105 judged questions, on each half separately (method in docs/features/search.md): the
metrics hardly change around these values.
"""

# A word of a title counts as six occurrences in a body of average length.
TITLE = 6.0
THEMES = 4.0
TERRITORIES = 4.0
SUMMARY = 3.0
# The words of the first characters of a body; they count in the body too.
OPENING = 1.5
OPENING_CHARACTERS = 300

# BM25 parameters: term frequency saturation, and length normalisation of the body.
K1 = 1.6
B = 0.9
# Bonus of the exact form typed, added to the score of the stem.
EXACT = 0.3
# Share of the query that an entry must contain, terms weighted by IDF.
COVERAGE = 0.35
# With fewer results, entries with a lower coverage are added, the best first.
MIN_RESULTS = 5
# Up to this many entries with the two words of a query, those where they are adjacent come first.
MAX_PAIRS = 200
# Weight of a corrected word, relative to a known one.
TYPO = 0.8

# Largest share of the score that an old page loses, if its kind is ranked by recency, and half-life
# of its recency, in days.
RECENCY = 0.1
RECENCY_DAYS = 365
