"""Choice between the text pasted in a form and the HTML of the clipboard, which has its links."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from hub.newsletters.importing.documents import Paragraph, ParagraphKind, SourceDocument

# Labels that Word and Google Docs write before the items of a list in plain text, and not in HTML:
# « 1. », « a) », « iv. », « (2) », « o », « § » (a bullet of Wingdings).
LABEL = re.compile(
    r"^\s*(?:[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivxlc]{1,6})[.)\]°]|[o§·•▪■□◦‣⁃*–—-]|[\uf000-\uf0ff])"
    r"[\s\u00a0]+(?=\S)",
    re.IGNORECASE,
)
MAX_LISTED, MAX_LABEL_LENGTH = 10, 80


def merged(document: SourceDocument, page: SourceDocument) -> SourceDocument:
    """Return the page when its words are those of the text, labels of lists excepted.

    Otherwise the text was edited after the paste: return the text, with the paragraphs of the page
    that were not edited, and a notice of what the others lose.
    """
    if _agrees(document, page):
        return page
    written = [_key(paragraph) for paragraph in document.paragraphs]
    found = [_key(paragraph) for paragraph in page.paragraphs]
    paragraphs = list(document.paragraphs)
    kept: set[int] = set()
    for block in SequenceMatcher(None, written, found, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            own, other = block.a + offset, block.b + offset
            span = document.paragraphs[own].span
            paragraphs[own] = replace(page.paragraphs[other], span=span)
            kept.add(other)
    lost = [p for index, p in enumerate(page.paragraphs) if index not in kept]
    notices = [*document.notices, *_lost_notice(lost)]
    return replace(
        document, paragraphs=paragraphs, notices=notices, left_out=_left_out(document, page)
    )


def unread_notice() -> str:
    """Return the notice for HTML of the clipboard that cannot be read."""
    return (
        "La mise en forme du texte collé ne se lit pas, ou est trop lourde\u00a0: ses liens, son "
        "gras et ses images ne sont pas repris. Importez plutôt le fichier (.docx, .html)."
    )


def _agrees(document: SourceDocument, page: SourceDocument) -> bool:
    """Tell whether text and page have the same words, labels of lists excepted."""
    labels = Counter(
        word
        for p in document.paragraphs
        if (m := LABEL.match(p.text))
        for word in _words(m.group())
    )
    text_words = Counter(word for p in document.paragraphs for word in _words(p.text))
    shown = Counter(word for p in page.paragraphs for word in _words(p.text))
    left = Counter(word for p in (*page.left_out, *document.left_out) for word in _words(p.text))
    missing = text_words - shown - left - labels
    added = shown - text_words - left
    return not missing and not added


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _key(paragraph: Paragraph) -> str:
    """Return what identifies a paragraph in both: its words, without the label of a list."""
    return " ".join(_words(LABEL.sub("", paragraph.text)))


def _left_out(document: SourceDocument, page: SourceDocument) -> list[Paragraph]:
    """Return what both left out, each text once."""
    texts = {paragraph.text for paragraph in document.left_out}
    written = {_key(paragraph) for paragraph in document.paragraphs}
    return [
        *document.left_out,
        *(p for p in page.left_out if p.text not in texts and _key(p) not in written),
    ]


def _lost_notice(lost: Sequence[Paragraph]) -> list[str]:
    """Return a notice of the links, emphasis, headings, lists and images of these paragraphs."""
    links = [
        p.text[link.start : link.end] or link.url
        for p in lost
        for link in p.links
        if link.url not in p.text
    ]
    counts = (
        (len(links), "lien(s)"),
        (sum(bool(p.emphasis) for p in lost), "paragraphe(s) avec du gras ou de l’italique"),
        (sum(p.level > 0 for p in lost), "intertitre(s)"),
        (sum(p.kind is ParagraphKind.LIST_ITEM for p in lost), "ligne(s) de liste"),
        (sum(p.image is not None for p in lost), "image(s)"),
    )
    found = ", ".join(f"{count} {what}" for count, what in counts if count)
    if not found:
        return []
    labels = ", ".join(f"«\u00a0{words[:MAX_LABEL_LENGTH]}\u00a0»" for words in links[:MAX_LISTED])
    named = f" ({labels}{', …' if len(links) > MAX_LISTED else ''})" if links else ""
    return [
        "Le texte a été modifié après avoir été collé\u00a0: les passages modifiés perdent "
        f"{found}{named}. Pour les garder, collez de nouveau la lettre sans la modifier, et "
        "corrigez-la dans le brouillon."
    ]
