"""Links that lead nowhere, or to what readers may not see."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from wagtail.blocks import PageChooserBlock
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from hub.core.publication import Finding, Severity
from hub.core.site.visibility import is_visible

GONE = "la page qu’il montrait n’existe plus\u00a0: «\u00a0{}\u00a0». Refaites le lien."
HIDDEN = (
    "la page «\u00a0{}\u00a0» n’est pas publiée ou n’est pas publique\u00a0: "
    "le lien «\u00a0{}\u00a0» ne mènera nulle part."
)


def check_text_links(proof):
    """Stop links to what no longer exists; warn about those to hidden pages."""
    links = [
        (link, place)
        for html, *place in proof.texts
        for link in BeautifulSoup(html, "html.parser")("a")
    ]
    pages = _found(Page, [link for link, _ in links if link.get("linktype") == "page"])
    documents = _found(
        get_document_model(), [link for link, _ in links if link.get("linktype") == "document"]
    )
    for link, (where, block_id, field) in links:
        for severity, message in _judge(link, pages, documents):
            yield Finding(severity, message, where, block_id, field)


def _found(model, links):
    return model.objects.in_bulk(
        {int(link["id"]) for link in links if link.get("id", "").isdigit()}
    )


def _judge(link, pages, documents):
    """Yield (severity, message) for a link of the stored form of a text."""
    words, kind = link.get_text(" ", strip=True), link.get("linktype")
    known = {"page": pages, "document": documents}.get(kind)
    if known is None:
        if not own_address_works(link.get("href", "")):
            yield Severity.BLOCKS, GONE.format(link["href"])
        return
    target = known.get(int(link["id"])) if link.get("id", "").isdigit() else None
    if target is None:
        yield Severity.BLOCKS, GONE.format(words)
    elif kind == "page" and not is_visible(target, None):
        yield Severity.WARNS, HIDDEN.format(target.title, words)


def own_address_works(address):
    """Tell whether an address of this site leads somewhere; those of other sites are not asked."""
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
    return match.url_name != "wagtail_serve" or _page_answers(path)


def _page_answers(path):
    """Follow an address from the root page, as Wagtail does for a reader."""
    request = HttpRequest()
    request.META.update({"SERVER_NAME": "localhost", "SERVER_PORT": "80"})
    request.path = path
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
        return True
    components = [part for part in path.split("/") if part]
    try:
        page, *_ = site.root_page.localized.specific.route(request, components)
    except Http404:
        return False
    return is_visible(page, None)


def check_chosen_pages(proof):
    """Stop a block that would show nothing; warn when only its link would be lost."""
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
