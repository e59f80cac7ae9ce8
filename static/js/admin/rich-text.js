/**
 * Send what was typed just before the form.
 *
 * The rich text editor (Draftail) writes its value in the field a quarter of a second after the last
 * key: a form saved sooner, by Ctrl+S for instance, would leave without the last words.
 */

document.addEventListener(
  "submit",
  (event) => {
    for (const field of event.target.querySelectorAll("[data-draftail-input]")) {
      field.draftailEditor?.saveState();
    }
  },
  { capture: true },
);
