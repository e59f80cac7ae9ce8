"""Hostile and odd feeds: each is refused with a reason, or loses no item silently."""

from dataclasses import dataclass

from tests.podcasts.importing.feeds import CHANNEL, NAMESPACES, item, rss


@dataclass(frozen=True)
class OddFeed:
    """A feed: `episodes` are imported and `unread` named, or `refused` is in the message."""

    content: bytes
    episodes: int = 0
    unread: int = 0
    refused: str = ""
    remark: str = ""


def odd(text: str | bytes, episodes: int = 0, unread: int = 0, **more: str) -> OddFeed:
    return OddFeed(text.encode() if isinstance(text, str) else text, episodes, unread, **more)


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rss version="2.0"><channel><title>&c;</title><item><title>&c;</title></item></channel></rss>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title></channel></rss>"""
PARAMETER = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>
<rss version="2.0"><channel><title>T</title></channel></rss>"""
NETSCAPE = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>T</title>{}</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atome</title>
<id>urn:f</id><updated>2022-03-01T10:00:00Z</updated>
<entry><title>Un</title><id>urn:1</id><updated>2022-03-01T10:00:00Z</updated>
<link rel="enclosure" type="audio/mpeg" length="10" href="https://example.org/1.mp3"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Texte</p></div></content></entry>
<entry><title>Deux</title><id>urn:2</id><published>2022-03-02T10:00:00+01:00</published>
<link rel="enclosure" type="audio/mpeg" href="https://example.org/2.mp3"/></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://example.org/"><title>R</title>
<link>https://example.org/</link></channel><item rdf:about="https://example.org/1">
<title>Un</title><link>https://example.org/1</link></item></rdf:RDF>"""
HTML = """<!DOCTYPE html><html><head><title>Site</title>
<link rel="alternate" type="application/rss+xml" href="https://example.org/flux.xml"></head>
<body><p>Bonjour</p></body></html>"""
NO_NAMESPACE = rss([item(1, "<itunes:season>2</itunes:season>"), item(2)], namespaces="")
LATIN = rss(item(1)).replace("UTF-8", "ISO-8859-1").encode("latin-1", "replace")
LIES = rss(item(1)).encode("cp1252")
DEEP = "<div>" * 20000 + "Texte" + "</div>" * 20000
CHANNEL_OF_LINKS = (
    "<title>T</title><link>javascript:alert(1)</link>"
    '<itunes:image href="file:///etc/passwd"/>'
    '<podcast:funding url="javascript:x">D</podcast:funding>'
)


def sound(url: str, more: str = "") -> str:
    """Return an item with that sound only."""
    return f'<item><title>Son</title><guid>g</guid><enclosure url="{url}" {more}/></item>'


def bare(number: int, inner: str) -> str:
    """Return an item with a GUID and `inner`."""
    return f"<item><guid>g{number}</guid>{inner}</item>"


ODD_FEEDS = {
    "entity bomb": odd(BOMB, refused="entités"),
    "external entity": odd(OUTSIDE, refused="entités"),
    "parameter entity": odd(PARAMETER, refused="entités"),
    "entity bomb in UTF-16": odd(BOMB.encode("utf-16"), refused="entités"),
    "entity bomb in UTF-16 without mark": odd(BOMB.encode("utf-16-le"), refused="entités"),
    "entity after a comment": odd(
        BOMB.replace("<!DOCTYPE", "<!-- c --><!DOCTYPE"), refused="entités"
    ),
    "old document type": odd(NETSCAPE.format(item(1)), 1),
    "document type without entity": odd(
        NETSCAPE.format(item(1)).replace('0.91.dtd">', '0.91.dtd" [ <!ELEMENT rss ANY> ]>'), 1
    ),
    "words about entities in a text": odd(
        rss(bare(1, "<title>X</title><description><![CDATA[<!ENTITY a 'b'>]]></description>")), 1
    ),
    "empty file": odd("  \n", refused="vide"),
    "web page": odd(HTML, refused="https://example.org/flux.xml"),
    "web page without feed": odd("<html><body>Bonjour</body></html>", refused="page web"),
    "JSON": odd('{"version": "https://jsonfeed.org/version/1"}', refused="JSON"),
    "plain text": odd("Bonjour", refused="pas un flux"),
    "image": odd(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), refused="pas un flux"),
    "other XML": odd("<?xml version='1.0'?><opml><body/></opml>", refused="pas un flux"),
    "compressed": odd(b"\x1f\x8b\x08\x00abc", refused="compressé"),
    "empty channel": odd(rss(""), 0),
    "no title at all": odd(rss(bare(1, ""), channel=""), 1, remark="sans titre"),
    "byte order mark": odd("\ufeff".encode() + rss(item(1)).encode(), 1),
    "UTF-16": odd(rss(item(1)).replace("UTF-8", "UTF-16").encode("utf-16"), 1),
    "ISO-8859-1": odd(LATIN, 1),
    "wrong encoding": odd(LIES, 1, remark="encodage"),
    "unknown encoding": odd(rss(item(1)).replace("UTF-8", "klingon"), 1),
    "control characters and NUL": odd(rss(item(1, title="A\x00B\x08C")), 1),
    "leading spaces": odd("\n\n  " + rss(item(1)), 1),
    "Atom": odd(ATOM, 2),
    "RSS 1.0": odd(RDF, 1, remark="pas de son"),
    "missing namespaces": odd(NO_NAMESPACE, 2),
    "other prefixes": odd(
        rss(item(1), namespaces=NAMESPACES.replace("xmlns:itunes", "xmlns:it")).replace(
            "itunes:", "it:"
        ),
        1,
    ),
    "bare ampersands": odd(rss(item(1)).replace("jardin partagé", "jardin & verger"), 1),
    "entities of HTML": odd(rss(item(1)).replace("jardin partagé", "caf&eacute;&nbsp;!"), 1),
    "title with tags and double entities": odd(rss(item(1, title="L&#8217;<b>été</b> &amp; x")), 1),
    "cut in the middle": odd(rss([item(1), item(2)])[:-60], 2, remark="coupé"),
    "cut inside a tag": odd(rss([item(1), item(2)]).rpartition("<enclosure")[0], 2, remark="coupé"),
    "unclosed elements": odd(rss([item(1).replace("</title>", ""), item(2)]), 1, 1),
    "items outside of the channel": odd(rss("").replace("</rss>", f"{item(1)}</rss>"), 1),
    "same GUID twice": odd(
        rss([item(1, guid="x"), item(2, guid="x")]), 1, 1, remark="même identifiant"
    ),
    "no GUID": odd(rss([item(1, guid=""), item(2, guid="")]), 2, remark="sans identifiant"),
    "nothing to identify": odd(rss("<item><title>Rien</title></item>"), 0, 1, remark="identifiant"),
    "empty item": odd(rss(["<item/>", item(2)]), 1, 1),
    "very long GUID": odd(rss(item(1, guid="x" * 600)), 0, 1, remark="500"),
    "very long title": odd(rss(item(1, title="mot " * 200)), 1, remark="coupé"),
    "very long address": odd(rss(sound("https://example.org/" + "a" * 600)), 1, remark="500"),
    "sound that is a script": odd(rss(sound("javascript:alert(1)")), 1, remark="http(s)"),
    "sound that is a file": odd(rss(sound("file:///etc/passwd")), 1, remark="http(s)"),
    "sound without length and type": odd(rss(sound("https://example.org/a.mp3")), 1),
    "length that is a text": odd(rss(sound("https://example.org/a", 'length="beaucoup"')), 1),
    "video": odd(rss(sound("https://example.org/a.mp4", 'type="video/mp4"')), 1, remark="vidéo"),
    "several sounds": odd(
        rss(item(1, '<enclosure url="https://example.org/2.ogg" type="audio/ogg"/>')),
        1,
        remark="autre(s) fichier(s)",
    ),
    "sound in media:content": odd(
        rss(bare(1, '<title>M</title><media:content url="https://example.org/m.mp3"/>')), 1
    ),
    "unreadable date": odd(
        rss(bare(1, "<title>D</title><pubDate>un mardi</pubDate>")), 1, remark="date illisible"
    ),
    "unreadable duration": odd(
        rss(item(1).replace("12:34", "long")), 1, remark="durée illisible"
    ),
    "numbers out of range": odd(
        rss(item(1, "<itunes:season>99999</itunes:season><itunes:episode>0</itunes:episode>")),
        1,
        remark="saison",
    ),
    "unknown kind and flag": odd(
        rss(item(1, "<itunes:episodeType>x</itunes:episodeType><itunes:explicit>?"
                    "</itunes:explicit>")),
        1,
        remark="nature",
    ),
    "deep notes": odd(
        rss(bare(1, f"<title>P</title><description><![CDATA[{DEEP}]]></description>")), 1
    ),
    "notes with scripts": odd(
        rss(bare(1, "<title>S</title><description><![CDATA[<script>x</script><iframe src='a'>"
                    "</iframe><p onclick='x'>Texte</p>]]></description>")),
        1,
        remark="lecteur",
    ),
    "hostile addresses of the show": odd(
        rss(item(1), channel=CHANNEL_OF_LINKS), 1, remark="soutien"
    ),
    "guid that is not a UUID": odd(
        rss(item(1), channel=f"{CHANNEL}<podcast:guid>abc</podcast:guid>"), 1, remark="UUID"
    ),
    "person without name": odd(
        rss(item(1, "<podcast:person/><podcast:person role='x'>Alix</podcast:person>")),
        1,
        remark="sans nom",
    ),
    "chapters without start": odd(
        rss(item(1, '<psc:chapters><psc:chapter title="A"/><psc:chapter start="0:05" title="B"/>'
                    "</psc:chapters>")),
        1,
        remark="début lisible",
    ),
}  # fmt: skip
