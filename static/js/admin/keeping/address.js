// The address of a page, which the server makes from the title as long as nobody types one.

let shown = "";
let isTyped = false;

const fieldOf = (form) => (form.id === "page-edit-form" ? form.elements.namedItem("slug") : null);

/** Note the address that the form came with, and whether somebody types another. */
export function watchAddress(form) {
  const field = fieldOf(form);
  if (!field) return;
  shown = field.value;
  field.addEventListener("input", (event) => {
    isTyped ||= event.isTrusted;
  });
}

/** Empty an address that a script wrote: Wagtail's copies the title late, or stops halfway. */
export function leaveOutCopiedAddress(form, data) {
  const field = fieldOf(form);
  if (field && !isTyped && field.value !== shown) data.set("slug", "");
}
