/**
 * Write the value of a rich text before the form is saved.
 *
 * The editor (Draftail) writes its value in its field a quarter of a second after the last key, and
 * says nothing then: a form saved sooner, by Ctrl+S for instance, would leave without the last words,
 * and the automatic save would wait for another change.
 */

const EDITOR = "[data-draftail-editor-wrapper]";
// Longer than the wait of Draftail, in milliseconds.
const WRITTEN = 400;
// Marks that Wagtail displays for comments, which are not part of the value.
const OF_COMMENTS = /^(COMMENT-|STYLE_RERENDER)/;
const waiting = new WeakMap();

function fieldOf(editor) {
  return editor.parentNode.querySelector(':scope > input[type="hidden"]');
}

function write(field) {
  const value = window.Draftail.serialiseEditorStateToRaw(field.draftailEditor.getEditorState());
  // The value of an empty editor is null.
  for (const block of value?.blocks ?? []) {
    block.inlineStyleRanges = block.inlineStyleRanges.filter(
      ({ style }) => !OF_COMMENTS.test(style),
    );
  }
  field.value = JSON.stringify(value);
}

function announceLater(event) {
  const editor = event.target.closest?.(EDITOR);
  const field = editor && fieldOf(editor);
  if (!field) return;
  clearTimeout(waiting.get(field));
  const announce = () => field.dispatchEvent(new Event("change", { bubbles: true }));
  waiting.set(field, setTimeout(announce, WRITTEN));
}

for (const type of ["keyup", "paste", "cut", "drop"]) {
  document.addEventListener(type, announceLater, true);
}

document.addEventListener(
  "submit",
  (event) => {
    for (const editor of event.target.querySelectorAll(EDITOR)) {
      const field = fieldOf(editor);
      if (field?.draftailEditor) write(field);
    }
  },
  { capture: true },
);
