/**
 * Send what was typed just before the form.
 *
 * The rich text editor (Draftail) writes its value in the field a quarter of a second after the last
 * key: a form saved sooner, by Ctrl+S for instance, would leave without the last words.
 */

// Marks that Wagtail draws for comments, and leaves out of the value too.
const OF_COMMENTS = /^(COMMENT-|STYLE_RERENDER)/;

function write(field) {
  const value = window.Draftail.serialiseEditorStateToRaw(field.draftailEditor.getEditorState());
  // An editor without a word is worth null.
  for (const block of value?.blocks ?? []) {
    block.inlineStyleRanges = block.inlineStyleRanges.filter(({ style }) => !OF_COMMENTS.test(style));
  }
  field.value = JSON.stringify(value);
}

document.addEventListener(
  "submit",
  (event) => {
    for (const field of event.target.querySelectorAll("[data-draftail-input]")) {
      if (field.draftailEditor) write(field);
    }
  },
  { capture: true },
);
