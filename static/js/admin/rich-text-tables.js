/**
 * Keep the cells of a pasted table apart in a rich text.
 *
 * The editor (Draft.js) has no tables: it puts the words of all cells one after the other, « AB ».
 * Before it reads the clipboard, each row becomes a paragraph whose cells are separated by « ; »,
 * and so do the tabs of a plain text. Bold, italic and links inside cells are kept.
 */

const EDITABLE = "[data-draftail-editor-wrapper] .public-DraftEditor-content";
// Content copied from such an editor, which has no table.
const COPIED_FROM_EDITOR = "[data-draftjs-conductor-fragment]";
const SEPARATOR = "\u00a0; ";
const EMPTY_CELL = "–";
const BLOCKS = "address, blockquote, dd, div, dl, dt, h1, h2, h3, h4, h5, h6, li, ol, p, pre, ul";
const converted = new WeakSet();

/** Return the cells of a row without the empty ones at its end; the others show a dash. */
function filled(cells, isEmpty, dash) {
  const written = cells.filter((cell) => !isEmpty(cell));
  if (written.length < 2) return written;
  const last = cells.findLastIndex((cell) => !isEmpty(cell));
  return cells.slice(0, last + 1).map((cell) => (isEmpty(cell) ? dash() : cell));
}

function convertLine(line) {
  const cells = line.split("\t").map((cell) => cell.trim());
  return filled(
    cells,
    (cell) => !cell,
    () => EMPTY_CELL,
  ).join(SEPARATOR);
}

function convertText(text) {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => (line.includes("\t") ? convertLine(line) : line))
    .join("\n");
}

/** Return the content of a cell on one line: what separates its blocks becomes a space. */
function contentOf(cell, page) {
  for (const node of cell.querySelectorAll("br")) node.replaceWith(" ");
  for (const block of cell.querySelectorAll(BLOCKS)) {
    block.before(" ");
    block.after(" ");
    block.replaceWith(...block.childNodes);
  }
  const content = page.createElement("span");
  content.append(...cell.childNodes);
  content.normalize();
  trim(content, page);
  return content;
}

/** Collapse the spaces of an element, and drop those at its ends; no-break spaces are kept. */
function trim(content, page) {
  const walker = page.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  let before = " ";
  let last = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.data = node.data.replace(/[ \t\r\n\f]+/g, " ");
    if (before.endsWith(" ")) node.data = node.data.replace(/^ /, "");
    if (!node.data) continue;
    before = node.data;
    last = node;
  }
  if (last) last.data = last.data.replace(/ $/, "");
}

function isEmptyContent(content) {
  return !content.textContent.trim();
}

function paragraphOf(row, page) {
  const cells = [...row.cells].map((cell) => contentOf(cell, page));
  const paragraph = page.createElement("p");
  for (const cell of filled(cells, isEmptyContent, () => page.createTextNode(EMPTY_CELL))) {
    if (paragraph.hasChildNodes()) paragraph.append(SEPARATOR);
    paragraph.append(...(cell.childNodes.length ? cell.childNodes : [cell]));
  }
  return paragraph;
}

function convertTable(table, page) {
  const rows = [...table.rows].map((row) => paragraphOf(row, page));
  if (table.caption) {
    const caption = page.createElement("p");
    caption.append(contentOf(table.caption, page));
    rows.unshift(caption);
  }
  table.replaceWith(...rows.filter((row) => row.textContent.trim()));
}

/** Return a pasted HTML without its tables; empty when it has none. */
function convertHTML(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  // Inner tables first: they become the text of their cell.
  const tables = [...page.querySelectorAll("table")].reverse();
  if (!tables.length || page.querySelector(COPIED_FROM_EDITOR)) return "";
  for (const table of tables) convertTable(table, page);
  // Draft.js replaces `&nbsp;` by a plain space, and leaves the numeric reference alone.
  return page.body.innerHTML.replaceAll("&nbsp;; ", "&#160;; ");
}

/** Return the clipboard to paste instead of `data`; null when nothing has to be changed. */
function convertClipboard(data) {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  const clipboard = new DataTransfer();
  if (html) {
    const without = convertHTML(html);
    if (!without) return null;
    clipboard.setData("text/html", without);
  } else if (!text.includes("\t")) {
    return null;
  }
  clipboard.setData("text/plain", convertText(text));
  return clipboard;
}

document.addEventListener(
  "paste",
  (event) => {
    if (converted.has(event) || !event.clipboardData || !event.target.closest?.(EDITABLE)) return;
    const clipboard = convertClipboard(event.clipboardData);
    if (!clipboard) return;
    event.preventDefault();
    event.stopPropagation();
    const paste = new Event("paste", { bubbles: true, cancelable: true, composed: true });
    // Not the constructor of ClipboardEvent, which ignores `clipboardData` in some browsers.
    Object.defineProperty(paste, "clipboardData", { value: clipboard });
    converted.add(paste);
    event.target.dispatchEvent(paste);
  },
  true,
);
