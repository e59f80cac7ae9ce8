"""Rewriting of the markup of Word that mammoth ignores, before mammoth converts it.

Text boxes, SmartArt, equations, simple fields and inserted documents become ordinary paragraphs
and runs; hidden text is taken out; missing images and the ends of deleted fields are repaired.
Elements are compared by local name: the transitional and the strict format have other namespaces.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from hub.newsletters.importing.readers.word_equations import linear
from hub.newsletters.importing.readers.word_package import Package, Relation
from hub.newsletters.importing.readers.word_styles import WordStyles

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DELETED = ("del", "moveFrom")
SPACED = ("p", "br", "cr", "tab", "tr", "noBreakHyphen", "sym", "txbxContent")
VML = "{urn:schemas-microsoft-com:vml}shape"
# Elements that mammoth ignores with their content, and the equivalent that it reads.
KNOWN_AS = {
    **dict.fromkeys(("dir", "bdo"), f"{{{W}}}smartTag"),
    **dict.fromkeys(("oval", "line", "polyline", "arc", "curve"), VML),
}
MAX_WORDS = 80


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace, or ""."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Yield the descendants of that local name, in order."""
    return (inner for inner in element.iter() if local(inner) == name)


def words_of(element: Element) -> str:
    """Return the text of the `t` descendants, deletions excepted."""
    if local(element) in DELETED or (local(element) == "tr" and _row_property(element, "del")):
        return ""
    if local(element) == "t":
        return element.text or ""
    inner = "".join(words_of(child) for child in element)
    return f"{inner} " if local(element) in SPACED or "/math" in element.tag else inner


@dataclass(slots=True)
class Rewriting:
    """What the rewriting of the parts found: texts left out, documents to insert, notices."""

    package: Package
    styles: WordStyles
    hidden: list[str] = field(default_factory=list)
    chunks: dict[str, str] = field(default_factory=dict)
    equations: list[str] = field(default_factory=list)
    missing_images: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    broken_links: list[str] = field(default_factory=list)
    _relations: dict[str, Relation] = field(default_factory=dict)

    def add(self, other: "Rewriting") -> None:
        """Add what was found in an inserted document."""
        self.hidden += other.hidden
        self.equations += other.equations
        self.missing_images += other.missing_images
        self.charts += other.charts
        self.broken_links += other.broken_links

    def part(self, part: str) -> None:
        """Rewrite a part of the package."""
        root = self.package.tree(part)
        self._relations = self.package.relations(part)
        self._children(root)
        for story in descendants(root, "body"):
            _close_fields(story)
        self.package.replace(part, root)

    def _children(self, element: Element, hidden: bool = False) -> None:
        """Replace the children that mammoth does not read, at every depth."""
        kept: list[Element] = []
        before = len(self.hidden)
        if local(element) == "p":
            hidden = self.styles.is_hidden_paragraph(element)
        for child in list(element):
            kept += self._rewritten(child, hidden)
        element[:] = kept
        if local(element) == "p" and len(self.hidden) > before + 1:
            # One entry for the hidden runs of a paragraph.
            self.hidden[before:] = ["".join(self.hidden[before:])]

    def _rewritten(self, child: Element, hidden: bool) -> list[Element]:
        """Return what replaces an element, its own children rewritten."""
        name = local(child)
        if name.endswith("Pr"):
            return [child]
        if name == "AlternateContent":
            return [e for inner in _alternative(child) for e in self._rewritten(inner, hidden)]
        if name in DELETED:
            return list(_field_characters(child))
        is_hidden_run = name == "r" and self.styles.is_hidden_run(child, hidden)
        if is_hidden_run or (name == "tr" and _row_property(child, "hidden")):
            self.hidden.append(words_of(child))
            return list(_field_characters(child))
        makers: dict[str, Callable[[Element], list[Element]]] = {
            "drawing": self._drawing,
            "oMath": self._equation,
            "oMathPara": self._equation,
            "altChunk": self._chunk,
            "fldSimple": _complex_field,
            "imagedata": self._image_data,
            "hyperlink": self._hyperlink,
            "textpath": _word_art,
            "ruby": lambda ruby: [run for base in descendants(ruby, "rubyBase") for run in base],
        }
        made = makers[name](child) if name in makers else [child]
        for element in made:
            element.tag = KNOWN_AS.get(name, element.tag)
            if local(element) == "r":
                self.styles.mark_struck(element)
            self._children(element, hidden)
        return made

    def _hyperlink(self, element: Element) -> list[Element]:
        """Return a hyperlink, without the relationship that the document does not have."""
        for key in [key for key in element.attrib if key.endswith("}id")]:
            if element.attrib[key] not in self._relations:
                del element.attrib[key]
                self.broken_links.append(words_of(element))
        return [element]

    def _drawing(self, drawing: Element) -> list[Element]:
        """Return a drawing, and the text boxes, SmartArt and grouped images that it holds."""
        boxes = list(_outermost(drawing, "txbxContent"))
        texts = _outermost(drawing, "p", but="txbxContent")
        paragraphs = [p for inner in texts if (p := _plain(inner)) is not None]
        for relations in descendants(drawing, "relIds"):
            paragraphs += self._smart_art(attribute(relations, "dm"))
        for chart in descendants(drawing, "chart"):
            self._chart(attribute(chart, "id"))
        made: list[Element] = self._images(drawing)
        if boxes or paragraphs:
            box = Element(f"{{{W}}}txbxContent")
            box[:] = paragraphs
            picture = Element(f"{{{W}}}pict")
            picture[:] = [*boxes, box]
            made.append(picture)
        return made

    def _images(self, drawing: Element) -> list[Element]:
        """Return one drawing per image that the package holds; note those that are missing."""
        frame = next((e for e in drawing if local(e) in ("inline", "anchor")), None)
        made: list[Element] = []
        if frame is None:
            return made
        for picture in _outermost(drawing, "pic", but="txbxContent"):
            properties = next(descendants(frame, "docPr"), None)
            blip = next(descendants(picture, "blip"), None)
            alt = attribute(properties, "descr") if properties is not None else ""
            if blip is None or not self._has_image(blip):
                self.missing_images.append(alt or "sans texte de remplacement")
                continue
            wordprocessing = frame.tag.rpartition("}")[0]
            main = blip.tag.rpartition("}")[0]
            alone = Element(drawing.tag)
            inline = SubElement(alone, f"{wordprocessing}}}inline")
            if properties is not None:
                self._drop_broken_link(properties)
                inline.append(properties)
            data = SubElement(SubElement(inline, f"{main}}}graphic"), f"{main}}}graphicData")
            data.append(picture)
            made.append(alone)
        return made

    def _drop_broken_link(self, properties: Element) -> None:
        for click in [e for e in properties if local(e) == "hlinkClick"]:
            if attribute(click, "id") not in self._relations:
                properties.remove(click)

    def _has_image(self, blip: Element) -> bool:
        target = attribute(blip, "embed") or attribute(blip, "link")
        relation = self._relations.get(target)
        return relation is not None and (
            relation.external or relation.target in self.package.archive.members
        )

    def _image_data(self, data: Element) -> list[Element]:
        relation = self._relations.get(attribute(data, "id"))
        if relation and (relation.external or relation.target in self.package.archive.members):
            return [] if relation.external else [data]
        self.missing_images.append(attribute(data, "title") or "sans texte de remplacement")
        return []

    def _smart_art(self, name: str) -> list[Element]:
        """Return the paragraphs of a SmartArt, in the order of its points."""
        relation = self._relations.get(name)
        if relation is None or relation.target not in self.package.archive.members:
            return []
        root = self.package.tree(relation.target)
        return [p for inner in descendants(root, "p") if (p := _plain(inner)) is not None]

    def _chart(self, name: str) -> None:
        """Note the texts of a chart: its titles and labels."""
        relation = self._relations.get(name)
        if relation is None or relation.target not in self.package.archive.members:
            return
        root = self.package.tree(relation.target)
        texts = [e.text for e in root.iter() if local(e) in ("t", "v") and e.text]
        self.charts.append(" ; ".join(dict.fromkeys(texts)) or "graphique sans texte")

    def _equation(self, equation: Element) -> list[Element]:
        """Return a run with the equation written on one line."""
        text = linear(equation)
        self.equations.append(text[:MAX_WORDS])
        return [_run(text)] if text else []

    def _chunk(self, chunk: Element) -> list[Element]:
        """Return a paragraph that marks the place of an inserted document (altChunk)."""
        relation = self._relations.get(attribute(chunk, "id"))
        marker = f"altchunk{secrets.token_hex(8)}"
        self.chunks[marker] = relation.target if relation else ""
        return [_paragraph(marker)]


def _outermost(element: Element, name: str, but: str = "") -> Iterator[Element]:
    """Yield the descendants of that name, except inside another one or inside a `but` element."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) != but:
            yield from _outermost(child, name, but)


def _row_property(row: Element, name: str) -> bool:
    """Tell whether a table row has a property: `hidden`, or `del` (deleted)."""
    properties = (child for child in row if local(child) == "trPr")
    return any(local(inner) == name for found in properties for inner in found)


def _word_art(path: Element) -> list[Element]:
    """Return the text of a WordArt, which is in an attribute."""
    box = Element(f"{{{W}}}txbxContent")
    box.append(_paragraph(attribute(path, "string")))
    return [box]


def _alternative(content: Element) -> list[Element]:
    """Return the content of one branch: the first that has the most words and images."""
    branches = [e for e in content if local(e) in ("Fallback", "Choice")]
    branches.sort(key=local, reverse=True)  # « Fallback » first: mammoth reads it best

    def weight(branch: Element) -> tuple[int, int, int]:
        names = [local(element) for element in branch.iter()]
        images = names.count("blip") + names.count("imagedata")
        parts = names.count("relIds") + names.count("chart")
        return parts, len("".join(words_of(branch).split())), images

    best = max(branches, key=weight, default=None)
    return list(best) if best is not None else []


def _field_characters(deleted: Element) -> Iterator[Element]:
    """Yield runs that hold only the field characters of a deletion, so that fields still end."""
    for character in descendants(deleted, "fldChar"):
        run = Element(f"{{{W}}}r")
        run.append(character)
        yield run


def _complex_field(simple: Element) -> list[Element]:
    """Return a simple field (fldSimple) as the runs of a complex field, which mammoth reads."""
    instruction = Element(f"{{{W}}}r")
    SubElement(instruction, f"{{{W}}}instrText").text = attribute(simple, "instr")
    return [_character("begin"), instruction, _character("separate"), *simple, _character("end")]


def _character(kind: str) -> Element:
    run = Element(f"{{{W}}}r")
    SubElement(run, f"{{{W}}}fldChar", {f"{{{W}}}fldCharType": kind})
    return run


def _close_fields(story: Element) -> None:
    """End, in the paragraph where it begins, each field that the story never ends."""
    opened: list[Element] = []
    paragraph = story
    for element in story.iter():
        if local(element) == "p":
            paragraph = element
        kind = attribute(element, "fldCharType") if local(element) == "fldChar" else ""
        if kind == "begin":
            opened.append(paragraph)
        elif kind == "end" and opened:
            opened.pop()
    for paragraph in opened:
        paragraph.append(_character("end"))


def _plain(paragraph: Element) -> Element | None:
    """Return a DrawingML paragraph as a paragraph of Word, None without words."""
    text = " ".join(words_of(paragraph).split())
    return _paragraph(text) if text else None


def _paragraph(text: str) -> Element:
    paragraph = Element(f"{{{W}}}p")
    paragraph.append(_run(text))
    return paragraph


def _run(text: str) -> Element:
    run = Element(f"{{{W}}}r")
    SubElement(run, f"{{{W}}}t").text = text
    return run
