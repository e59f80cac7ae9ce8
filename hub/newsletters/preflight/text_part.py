"""Check that the plain-text part of the e-mail has the content of the HTML part."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from hub.core.publication import Finding, Severity
from hub.newsletters.preflight.proof import Proof

WORD = re.compile(r"[\w’-]+")
# Labels of the HTML templates, which the text templates word otherwise.
TEMPLATE_WORDS = {
    "Lire",
    "en",
    "ligne",
    "film",
    "sur",
    "Transcription",
    "du",
    "aussi",
    "Lettre",
    "Crédit",
}
MAX_EXAMPLES = 8


def check_text_part(proof: Proof) -> Iterator[Finding]:
    """Warn about words and links of the HTML that are missing from the plain text."""
    soup = BeautifulSoup(proof.html, "html.parser")
    links = {str(link["href"]).partition("#")[0] for link in soup("a", href=True)}
    for hidden in soup(["style", "title", "small"]):
        hidden.decompose()
    if preview := soup.select_one("body div"):
        preview.decompose()
    missing = set(WORD.findall(soup.get_text(" "))) - set(WORD.findall(proof.text)) - TEMPLATE_WORDS
    lost = [link for link in links if link.removeprefix("mailto:") not in proof.text]
    lost = [link for link in lost if "/themes/" not in link and "/territoires/" not in link]
    if missing or lost:
        examples = ", ".join([*sorted(missing), *sorted(lost)][:MAX_EXAMPLES])
        message = f"il lui manque ce que dit le courriel\u00a0: {examples}."
        yield Finding(Severity.WARNS, message, "Version texte", field="rubriques")
