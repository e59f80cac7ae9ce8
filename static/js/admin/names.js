/**
 * Give an accessible name to the elements that Wagtail renders without one.
 *
 * The rich text editor (Draftail) keeps its value in a hidden input: the label points at the input,
 * which is not focusable, and the editable region has no name (WCAG 4.1.2). Blocks, rows and dialogs
 * are added while a form is filled in: they are named when they appear.
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

/** Return the visible label: that of the field, or the heading of its block. */
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

/** Name the field of a block of one field, which has a heading and no label. */
function nameField(field) {
  const named = field.labels?.length || field.matches("[aria-label], [aria-labelledby], [title]");
  const label = named ? null : labelOf(field);
  if (label) field.setAttribute("aria-labelledby", idOf(label));
}

/** Wagtail's hidden submit button of a search form is in English, not translatable. */
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
 * Make blocks groups instead of regions, which would be dozens of landmarks. Number the blocks that
 * have the same heading (« Image », « Image »).
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
    // Typing in a rich text editor does not change headings.
    if (!target.closest(EDITOR)) nameBlocksSoon();
  }
}).observe(document.body, { childList: true, subtree: true });

nameAll(document.body);
nameBlocks();
