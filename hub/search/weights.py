"""What counts, and how much, in the order of results: one table for every engine.

Measured on 105 judged questions, on each half apart (docs/features/search.md says how): around
these values the figures hardly move.
"""

# A word of a title is worth six of a body of average length.
TITLE = 6.0
THEMES = 4.0
TERRITORIES = 4.0
SUMMARY = 3.0
# The first characters of a body say what it is about; their words count in the body too.
OPENING = 1.5
OPENING_CHARACTERS = 300

# BM25: how fast repetition stops counting, and how much long bodies are held back.
K1 = 1.6
B = 0.9
# The very form that was typed, on top of any form of the word.
EXACT = 0.3
# Share of what is asked, rare words counting most, that an entry must hold.
COVERAGE = 0.35
# An answer with fewer entries is completed by those that hold less, the best first.
FEWEST = 5
# A word put right counts less than one that needed nothing.
TYPO = 0.8

# What an old page loses at most, where its type is ranked by recency (`is_recency_ranked`), and how
# many days halve what a new one keeps.
RECENCY = 0.1
RECENCY_DAYS = 365
