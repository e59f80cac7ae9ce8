/**
 * Give an accessible name to what Wagtail draws without one.
 *
 * The rich text editor (Draftail) keeps its value in a hidden input: the label points at the input,
 * which nobody reaches, and the editable region has no name (WCAG 4.1.2). Forms grow while they
 * are filled in (blocks, rows, dialogs): new parts are named as they come.
 */

const EDITOR = ".public-DraftEditor-content";
const BLOCK = "section[data-panel] section[data-panel]";
const FIELD = "[data-panel] :is(input:not([type=hidden]), select, textarea)";
const SEARCH = "input[type=submit][value=Search]";
const WRAPPER = ".Draftail-Editor__wrapper";

let made = 0;

function idOf(element) {
  if (!element.id) {
    made += 1;
    element.id = `hub-name-${made}`;
  }
  return element.id;
}

/** The label that an editor sees: the field's own, or the heading of its block. */
function labelOf(field) {
  const label = field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  if (label?.textContent.trim()) return label;
  const panel = field.closest("[data-panel]");
  return panel?.querySelector("[data-panel-heading-text], [data-panel-heading]") ?? null;
}

function nameEditor(editor) {
  const field = editor.closest(WRAPPER)?.parentElement.querySelector("input[type=hidden][id]");
  const label = field && labelOf(field);
  if (!label) return;
  editor.setAttribute("aria-labelledby", idOf(label));
  if (field.hasAttribute("aria-invalid")) {
    editor.setAttribute("aria-invalid", field.getAttribute("aria-invalid"));
  }
}

/** A block that is a single field has a heading, and no label of its own. */
function nameField(field) {
  const named = field.labels?.length || field.matches("[aria-label], [aria-labelledby], [title]");
  const label = named ? null : labelOf(field);
  if (label) field.setAttribute("aria-labelledby", idOf(label));
}

/** Wagtail's hidden button of a search form has its name in English, out of its catalogues. */
function nameSearch(button) {
  button.value = "Rechercher";
}

const NAMED = [
  [EDITOR, nameEditor],
  [FIELD, nameField],
  [SEARCH, nameSearch],
];

function nameAll(root) {
  for (const [selector, name] of NAMED) {
    if (root.matches(selector)) name(root);
    root.querySelectorAll(selector).forEach(name);
  }
}

/**
 * Blocks are groups of a panel: as regions, they would be dozens of landmarks. Two of the same
 * heading (« Image », « Image ») are told apart by their number.
 */
function nameBlocks() {
  const seen = new Map();
  for (const block of document.querySelectorAll(BLOCK)) {
    block.dataset.hubHeading ??= block.getAttribute("aria-labelledby") ?? "";
    const heading = document.getElementById(block.dataset.hubHeading);
    const text = heading?.textContent.replace(/[\s*]+/g, " ").trim();
    if (!text) continue;
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    block.setAttribute("role", "group");
    block.setAttribute("aria-label", count > 1 ? `${text}, ${count}` : text);
    block.removeAttribute("aria-labelledby");
  }
}

let waiting = false;

function nameBlocksSoon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    nameBlocks();
  });
}

new MutationObserver((changes) => {
  for (const { addedNodes, target } of changes) {
    for (const node of addedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE) nameAll(node);
    }
    // What is typed in an editor changes no heading yet.
    if (!target.closest(EDITOR)) nameBlocksSoon();
  }
}).observe(document.body, { childList: true, subtree: true });

nameAll(document.body);
nameBlocks();
