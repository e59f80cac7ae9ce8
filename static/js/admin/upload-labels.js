// Give an accessible name to the files of multiple uploads, to their progress bars, and to the tag
// input, which a script puts in place of the labelled one (also in dialogs and new rows).

function labelOf(element) {
  const field = element.closest("[data-field-wrapper], li, .w-field__wrapper");
  return field?.querySelector("label")?.childNodes[0]?.textContent.trim() || "Mots-clés";
}

function nameFields(root) {
  for (const entry of root.querySelectorAll(".tagit-new input:not([aria-label])")) {
    entry.setAttribute("aria-label", labelOf(entry.closest("ul.tagit")));
  }
  for (const files of root.querySelectorAll("#fileupload:not([aria-label])")) {
    files.setAttribute("aria-label", "Fichiers à ajouter");
  }
  for (const progress of root.querySelectorAll(".progress:not([role])")) {
    progress.setAttribute("role", "progressbar");
    progress.setAttribute("aria-label", "Progression de l’envoi");
  }
}

nameFields(document);
new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    if (addedNodes.length) nameFields(target.closest("ul.tagit")?.parentElement ?? target);
  }
}).observe(document.body, { childList: true, subtree: true });
