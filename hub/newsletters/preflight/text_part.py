"""The plain text of the message says what its HTML says."""

import re

from bs4 import BeautifulSoup

from hub.core.publication import Finding, Severity

WORD = re.compile(r"[\w’-]+")
# Words that name the parts of the HTML; the plain text has its own.
FRAME = {"Lire", "en", "ligne", "film", "sur", "Transcription", "du", "aussi", "Lettre", "Crédit"}
SHOWN = 8


def check_text_part(proof):
    """Warn about the words and links of the HTML that its plain text lacks."""
    soup = BeautifulSoup(proof.html, "html.parser")
    links = {link["href"].partition("#")[0] for link in soup("a", href=True)}
    for hidden in soup(["style", "title", "small"]):
        hidden.decompose()
    preview = soup.body.find("div")
    preview.decompose()
    missing = set(WORD.findall(soup.get_text(" "))) - set(WORD.findall(proof.text)) - FRAME
    lost = [link for link in links if link.removeprefix("mailto:") not in proof.text]
    lost = [link for link in lost if "/themes/" not in link and "/territoires/" not in link]
    if missing or lost:
        examples = ", ".join([*sorted(missing), *sorted(lost)][:SHOWN])
        message = f"il lui manque ce que dit le courriel\u00a0: {examples}."
        yield Finding(Severity.WARNS, message, "Version texte", field="rubriques")
