"""French stop words, folded.

The closed classes of French grammar: articles, pronouns, possessives, demonstratives,
prepositions without a meaning of their own, conjunctions, interrogatives, and the forms of « être »
and « avoir » that are not nouns (« été » and « avoir » are kept as words). « sans », « contre »,
« avant », « plus » are not stop words either: they can be the subject of a query.
"""

ARTICLES = "a au aux d de des du l la le les un une"
PRONOUNS = """
    c ce ceci cela celle celles celui ceux ca elle elles en eux il ils j je lui m me moi n on nous
    s se soi t te toi tu vous y lequel laquelle lesquels lesquelles auquel auxquels auxquelles
    duquel desquels desquelles dont qu que qui quoi ou
"""
DETERMINERS = """
    ces cet cette leur leurs ma mes mon nos notre sa ses son ta tes ton vos votre
    quel quelle quels quelles
"""
PREPOSITIONS = "avec chez dans par pour sur vers"
CONJUNCTIONS = "car comme donc et lorsque mais ni or puisque si quand"
ADVERBS = "alors ainsi aussi comment ici ne non oui pas pourquoi tres aujourdhui"
AUXILIARIES = """
    ai as a avons avez ont aie aies ait ayons ayez aient avait avais avaient ayant aura auront
    suis es est sommes etes sont soit soient etait etais etaient etant sera seront etre
"""
# Verbs that open a question: « faut-il », « peut-on ».
QUESTIONS = "peut faut"

STOP_WORDS = frozenset(
    " ".join(
        [
            ARTICLES,
            PRONOUNS,
            DETERMINERS,
            PREPOSITIONS,
            CONJUNCTIONS,
            ADVERBS,
            AUXILIARIES,
            QUESTIONS,
        ]
    ).split()
)
