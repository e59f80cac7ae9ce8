// The slug of a page: the server makes it from the title unless one is typed.

let shown = "";
let isTyped = false;

const fieldOf = (form) => (form.id === "page-edit-form" ? form.elements.namedItem("slug") : null);

/** Record the initial slug of the form, and whether another is typed. */
export function watchAddress(form) {
  const field = fieldOf(form);
  if (!field) return;
  shown = field.value;
  field.addEventListener("input", (event) => {
    isTyped ||= event.isTrusted;
  });
}

/** Empty a slug that Wagtail's script wrote: it copies the title late, or incompletely. */
export function leaveOutCopiedAddress(form, data) {
  const field = fieldOf(form);
  if (field && !isTyped && field.value !== shown) data.set("slug", "");
}
