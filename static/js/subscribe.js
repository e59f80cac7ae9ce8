// Button that copies the address of a feed. Without this script, the field can be selected by hand.

async function copy(field) {
  field.select();
  // The clipboard API is missing on pages without https.
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
  } else if (!document.execCommand("copy")) {
    throw new Error("copy refused");
  }
}

for (const box of document.querySelectorAll("[data-copy]")) {
  const field = box.querySelector("input");
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  field.addEventListener("click", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await copy(field);
      status.textContent = "Adresse copiée.";
    } catch {
      field.select();
      status.textContent = "L’adresse est sélectionnée\u00a0: copiez-la.";
    }
  });
}
