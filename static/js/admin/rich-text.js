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
  for (const block of value.blocks) {
    block.inlineStyleRanges = block.inlineStyleRanges.filter(({ style }) => !OF_COMMENTS.test(style));
  }
  const text = JSON.stringify(value);
  // An editor that nobody typed in holds « null », and stays so.
  if (field.value !== "null" || value.blocks.some((block) => block.text)) field.value = text;
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
