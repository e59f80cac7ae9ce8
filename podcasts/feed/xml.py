"""Elements of the feed: namespaces, and text without the characters that XML forbids."""

from lxml import etree

from hub.listing.formats.record import INVALID_IN_XML

# The podcast namespace is this exact text, not an address to follow.
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}


def xml_safe(text: str) -> str:
    """Return a text without the characters that XML forbids, which pastes bring unnoticed."""
    return INVALID_IN_XML.sub("", text)


def add(
    parent: etree._Element, name: str, text: object = "", /, **attributes: object
) -> etree._Element:
    """Append an element to `parent`; `name` may have a prefix: « itunes:author ».

    Attributes that are empty or None are left out.
    """
    prefix, _, local = name.rpartition(":")
    tag = f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local
    element = etree.SubElement(parent, tag)
    for key, value in attributes.items():
        if value not in (None, ""):
            element.set(key, xml_safe(str(value)))
    if text not in (None, ""):
        element.text = xml_safe(str(text))
    return element


def add_if(parent: etree._Element, name: str, text: object, /, **attributes: object) -> None:
    """Append an element unless `text` is empty or None."""
    if text not in (None, ""):
        add(parent, name, text, **attributes)


def add_html(parent: etree._Element, name: str, html: str) -> None:
    """Append an element whose HTML is in a CDATA section: shorter than escaped, and readable."""
    # Serialised HTML has no « ]]> »: « > » is written « &gt; » there.
    add(parent, name).text = etree.CDATA(xml_safe(html))


def boolean(value: bool) -> str:
    return "true" if value else "false"
