// Small questions of the transcript editor, in <dialog> elements inside the form of the page.

/** Open a dialog and focus its field; call `accept(value)` when a value is given. */
export function ask(dialog, { value = "", describe = "", accept }) {
  const field = dialog.querySelector("input");
  const about = dialog.querySelector("[data-about]");
  const origin = document.activeElement;
  if (about) about.textContent = describe;
  field.value = value;
  const stop = new AbortController();
  const close = (accepted) => {
    stop.abort();
    dialog.close();
    origin?.focus();
    if (accepted) accept(field.value.trim());
  };
  const listen = (target, type, run) => target.addEventListener(type, run, { signal: stop.signal });
  listen(dialog, "cancel", (event) => {
    event.preventDefault();
    close(false);
  });
  listen(dialog, "keydown", (event) => {
    event.stopPropagation();
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.target.matches("button")) return;
    event.preventDefault(); // Enter would send the form of the page
    close(true);
  });
  listen(dialog.querySelector("[data-accept]"), "click", () => close(true));
  listen(dialog.querySelector("[data-cancel]"), "click", () => close(false));
  dialog.showModal();
  field.focus();
  field.select();
}

/** Open a dialog that only shows something. */
export function show(dialog) {
  const origin = document.activeElement;
  const once = { once: true };
  dialog.addEventListener("close", () => origin?.focus(), once);
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close(), once);
  dialog.showModal();
}
