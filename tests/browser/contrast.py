"""Measure the contrast of a text with the pixels painted behind it.

For what axe cannot compute: drawings, gradients, images behind a text, arrows. The thresholds and
the formula are those of WCAG 2.2 (1.4.3, « relative luminance » and « contrast ratio »).

In forced colours the browser paints a backplate behind texts, whatever their style: there, the
background is the most common colour around the letters.
"""

import io

from PIL import Image
from playwright.sync_api import Page

from hub.core.values.contrast import linear, luminance, luminance_ratio
from tests.browser.captures import take_picture

# Colours that cover less than this share of the box are ignored: they come from anti-aliasing.
LEAST_SHARE = 0.002
AMPLE, AMPLE_BOLD = 24, 18.66  # px: « large » texts, 18 and 14 points

# Hide the texts, keep their backgrounds, stop animations.
WITHOUT_TEXT = """*, *::before, *::after, *::placeholder, *::marker {
  color: transparent !important; -webkit-text-fill-color: transparent !important;
  text-shadow: none !important; text-decoration-color: transparent !important;
  caret-color: transparent !important; transition: none !important }"""
# Return the boxes of the element's own text nodes, with their colour and font size.
DESCRIBE = """element => {
  const field = element.matches("input, textarea, select");
  const style = field && element.placeholder && !element.value
    ? getComputedStyle(element, "::placeholder") : getComputedStyle(element);
  const boxes = [];
  const add = box => { if (box.width > 1 && box.height > 1) boxes.push(
    [box.left, box.top, box.right, box.bottom]); };
  if (!element.checkVisibility({visibilityProperty: true})) return null;
  if (!field) element.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
  if (field) {
    const box = element.getBoundingClientRect();
    const own = getComputedStyle(element);
    const inner = side => parseFloat(own[`padding${side}`]) + parseFloat(own[`border${side}Width`]);
    add({left: box.left + inner("Left"), right: box.right - inner("Right"),
         top: box.top + inner("Top"), bottom: box.bottom - inner("Bottom"),
         width: box.width, height: box.height});
  } else {
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      [...range.getClientRects()].forEach(add);
    }
  }
  // Whatever its notation, a colour becomes what a screen shows.
  const paint = new OffscreenCanvas(1, 1).getContext("2d");
  paint.fillStyle = style.color;
  paint.fillRect(0, 0, 1, 1);
  const colour = [...paint.getImageData(0, 0, 1, 1).data];
  const bold = parseInt(style.fontWeight) >= 700;
  const forced = matchMedia("(forced-colors: active)").matches;
  return {boxes, colour, forced, size: parseFloat(style.fontSize), bold};
}"""


def find_low_contrast(tab: Page, target: str) -> str | None:
    """Return a line about the lowest contrast of the element, or None if it is sufficient.

    `target` is a CSS selector of one element. The page is left as it was, except the scroll.
    """
    element = tab.locator(target).first
    # A field has nothing that `DESCRIBE` would scroll to before it is measured.
    element.scroll_into_view_if_needed()
    text = element.evaluate(DESCRIBE)
    if not text or not text["boxes"]:
        return None
    painted = capture(tab) if text["forced"] else capture_without_text(tab)
    *colour, opacity = text["colour"]
    assert opacity == 255, f"The contrast of a transparent text cannot be measured: {target}"
    needed = 3 if text["size"] >= (AMPLE_BOLD if text["bold"] else AMPLE) else 4.5
    counts = count_colours(painted, text["boxes"])
    least = max(counts.values()) if text["forced"] else LEAST_SHARE * sum(counts.values())
    behind = [found for found, count in counts.items() if count >= least]
    ink = luminance_of_pixel(colour)
    worst = min(luminance_ratio(ink, luminance_of_pixel(found)) for found in behind)
    if worst >= needed:
        return None
    return f"{worst:.2f} instead of {needed} for the colour {colour} on what is painted behind"


def capture(tab: Page) -> Image.Image:
    """Return the window as an image."""
    return Image.open(io.BytesIO(take_picture(tab))).convert("RGB")


def capture_without_text(tab: Page) -> Image.Image:
    """Return the window as an image of what is painted behind its texts."""
    added = tab.add_style_tag(content=WITHOUT_TEXT)
    try:
        return capture(tab)
    finally:
        added.evaluate("style => style.remove()")


def count_colours(painted: Image.Image, boxes: list[list[float]]) -> dict[tuple[int, ...], int]:
    """Return {colour: number of pixels} within the boxes that the image holds."""
    counts: dict[tuple[int, ...], int] = {}
    for left, top, right, bottom in boxes:
        box = (
            max(round(left), 0),
            max(round(top), 0),
            min(round(right), painted.width),
            min(round(bottom), painted.height),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        part = painted.crop(box)
        for count, colour in part.getcolors(part.width * part.height):
            counts[colour] = counts.get(colour, 0) + count
    assert counts, "the text is out of the window"
    return counts


def luminance_of_pixel(pixel: tuple[int, ...]) -> float:
    """Return the relative luminance of three bytes."""
    return luminance(*[linear(byte / 255) for byte in pixel])
