"""Rules of the style sheets of a page that hide elements, as a large screen applies them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hub.newsletters.importing.readers.inline_styles import declarations, is_hidden

STYLE = re.compile(r"<style\b([^>]*)>(.*?)</style", re.IGNORECASE | re.DOTALL)
MEDIA = re.compile(r"\bmedia\s*=\s*[\"']?([^\"'>]*)", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
# A compound selector: « .mobile », « td.mobile », « #note », « p.a.b ».
SELECTOR = re.compile(r"^([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)+)$")
SHOWS = re.compile(r"^(?:block|inline|table|flex|grid|list-item|contents)")
# Largest style sheet that is read, in characters.
MAX_SHEET = 200_000


@dataclass(slots=True)
class HidingRules:
    """Compound selectors of a page, with whether the last rule of each hides its elements."""

    selectors: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, html: str) -> "HidingRules":
        """Return the rules of the `<style>` elements of a page."""
        rules = cls()
        for match in STYLE.finditer(html):
            media = MEDIA.search(match.group(1))
            sheet = COMMENT.sub("", match.group(2)[:MAX_SHEET]).lower()
            for selectors, style in _rules(sheet, _applies(media.group(1) if media else "")):
                rules._add(selectors, declarations(style))
        return rules

    def _add(self, selectors: str, style: Mapping[str, str]) -> None:
        hides = is_hidden(style)
        if not hides and not SHOWS.match(style.get("display", "")):
            return
        for selector in (one.strip() for one in selectors.split(",")):
            if SELECTOR.match(selector):
                self.selectors[selector] = hides

    def hide(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Tell whether the rules hide an element; a display in its `style` takes precedence."""
        if not self.selectors:
            return False
        if SHOWS.match(declarations(attributes.get("style", "")).get("display", "")):
            return False
        names = {f".{name}" for name in attributes.get("class", "").lower().split()}
        names.add(f"#{attributes.get('id', '').lower()}")
        hidden = False
        for selector, hides in self.selectors.items():
            match = SELECTOR.match(selector)
            if not match or (match.group(1) or "*") not in ("*", tag):
                continue
            if set(re.findall(r"[.#][\w-]+", match.group(2))) <= names:
                hidden = hides
        return hidden


def _rules(sheet: str, applies: bool) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) of the rules for a large screen."""
    position = 0
    while (brace := sheet.find("{", position)) >= 0:
        head = sheet[position:brace].rpartition(";")[2].strip()
        end = _closing(sheet, brace)
        body = sheet[brace + 1 : end]
        if head.startswith("@media"):
            yield from _rules(body, applies and _applies(head.removeprefix("@media")))
        elif head.startswith("@supports"):
            yield from _rules(body, applies)
        elif applies and not head.startswith("@"):
            yield head, body
        position = end + 1


def _closing(sheet: str, opening: int) -> int:
    """Return the position of the brace that closes the one at `opening`."""
    depth = 0
    for match in re.finditer(r"[{}]", sheet[opening:]):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return opening + match.start()
    return len(sheet)


def _applies(media: str) -> bool:
    """Tell whether a media query is true on a large screen with a light theme."""
    query = media.strip().lower()
    if not query:
        return True
    return any(
        not re.search(r"max-|print|dark|not |speech|tty|reduce", part) for part in query.split(",")
    )
