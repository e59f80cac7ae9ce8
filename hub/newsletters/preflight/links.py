"""Checks for broken links and links to pages that readers cannot see."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from wagtail.blocks import PageChooserBlock
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from hub.core.publication import Finding, Severity
from hub.core.site.redirects import find_target, former_paths
from hub.core.site.visibility import is_visible
from hub.newsletters.preflight.proof import Proof

MISSING = "la page qu’il montrait n’existe plus\u00a0: «\u00a0{}\u00a0». Refaites le lien."
HIDDEN = (
    "la page «\u00a0{}\u00a0» n’est pas publiée ou n’est pas publique\u00a0: "
    "le lien «\u00a0{}\u00a0» ne mènera nulle part."
)


def check_text_links(proof: Proof) -> Iterator[Finding]:
    """Block on links to missing targets; warn about links to pages that are not public."""
    links = [
        (link, place)
        for html, *place in proof.texts
        for link in BeautifulSoup(html, "html.parser")("a")
    ]
    pages = _linked_objects(Page, [link for link, _ in links if link.get("linktype") == "page"])
    documents = _linked_objects(
        get_document_model(), [link for link, _ in links if link.get("linktype") == "document"]
    )
    for link, (where, block_id, field) in links:
        for severity, message in _check_link(link, pages, documents):
            yield Finding(severity, message, where, block_id, field)


def _linked_objects(model: type[Model], links: list[Tag]) -> dict[int, Any]:
    ids = {pk for link in links if (pk := _linked_id(link)) is not None}
    return model._default_manager.in_bulk(ids)


def _linked_id(link: Tag) -> int | None:
    """Return the id of the page or document of a link, None when it is missing or invalid."""
    written = str(link.get("id", ""))
    return int(written) if written.isdecimal() else None


def _check_link(
    link: Tag, pages: dict[int, Any], documents: dict[int, Any]
) -> Iterator[tuple[Severity, str]]:
    """Yield (severity, message) for a link in the stored HTML of a rich text."""
    words, kind = link.get_text(" ", strip=True), str(link.get("linktype", ""))
    known = {"page": pages, "document": documents}.get(kind)
    if known is None:
        address = str(link.get("href", ""))
        if not own_address_works(address):
            yield Severity.BLOCKS, MISSING.format(address or words)
        return
    pk = _linked_id(link)
    target = known.get(pk) if pk is not None else None
    if target is None:
        yield Severity.BLOCKS, MISSING.format(words)
    elif kind == "page" and not is_visible(target, None):
        yield Severity.WARNS, HIDDEN.format(target.title, words)


def own_address_works(address: str) -> bool:
    """Tell whether a URL of this site resolves; URLs of other sites are assumed to work."""
    parts = urlsplit(address)
    ours = urlsplit(settings.BASE_URL).netloc
    if parts.scheme not in ("", "http", "https") or parts.netloc not in ("", ours):
        return True
    if not parts.path.startswith("/"):
        return bool(parts.netloc or parts.fragment)
    path = parts.path if parts.path.endswith("/") or "." in parts.path else f"{parts.path}/"
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.url_name != "wagtail_serve" or _is_page_visible(path)


def _is_page_visible(path: str) -> bool:
    """Tell whether a path leads to a redirect or a public page, routed as Wagtail does."""
    request = HttpRequest()
    request.META.update({"SERVER_NAME": "localhost", "SERVER_PORT": "80"})
    request.path = path
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    components = [part for part in path.split("/") if part]
    try:
        page, *_ = site.root_page.localized.specific.route(request, components)
    except Http404:
        target = find_target(request, site, list(former_paths(path)))
        return target is not None and (target.page is None or is_visible(target.page, None))
    return is_visible(page, None)


def check_chosen_pages(proof: Proof) -> Iterator[Finding]:
    """Check page choosers: block when the block would be empty, warn when only its link is lost."""
    chosen = [
        leaf for leaf in proof.leaves if isinstance(leaf.block, PageChooserBlock) and leaf.value
    ]
    pages = Page.objects.in_bulk({leaf.value for leaf in chosen})
    for leaf in chosen:
        page = pages.get(leaf.value)
        if page is not None and is_visible(page, None):
            continue
        name = f"«\u00a0{page.title}\u00a0»" if page else "qui a été supprimée"
        if leaf.parent.get("title"):
            message = f"la page {name} n’est pas publique\u00a0: le titre sera montré sans lien."
            yield Finding(Severity.WARNS, message, leaf.where, leaf.block_id, "rubriques")
        else:
            message = (
                f"la page {name} n’est pas publique\u00a0: le bloc ne montrera rien. Publiez-la, "
                "ou retirez le bloc."
            )
            yield Finding(Severity.BLOCKS, message, leaf.where, leaf.block_id, "rubriques")
