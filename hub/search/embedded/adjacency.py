"""Words that follow each other in the texts of entries, in any of their forms."""

import re
from collections.abc import Iterable, Sequence

from hub.search.analysis.stop_words import STOP_WORDS
from hub.search.embedded.matching import ResolvedTerm
from hub.search.embedded.sql import chunks
from hub.search.models import SearchText

# Stop words may stand between: « état des lieux », « entrée de la ville ».
BETWEEN = rf"(?: (?:{'|'.join(sorted(STOP_WORDS))}))* "


def with_adjacent(pks: Iterable[int], terms: Sequence[ResolvedTerm]) -> set[int]:
    """Return the entries of `pks` in which `terms` follow each other in this order."""
    forms = ["|".join(map(re.escape, term.spellings)) for term in terms]
    if not all(forms):
        return set()
    pattern = re.compile(" " + BETWEEN.join(f"(?:{form})" for form in forms) + " ")
    found = set()
    for part in chunks(sorted(pks)):
        texts = SearchText.objects.filter(entry_id__in=part).values_list("entry_id", "exact")
        found.update(pk for pk, text in texts if pattern.search(text))
    return found
