// Fields that choose a territory (components/territory_field.html). The value of the chosen one is
// submitted instead of the text. Without this file, the server finds the territory of the text.

import { combobox } from "./combobox.js";

const isSame = (one, other) => !one.localeCompare(other, "fr", { sensitivity: "base" });

document.querySelectorAll("[data-territories]").forEach((input) => {
  const { name } = input;
  const value = Object.assign(document.createElement("input"), { type: "hidden" });
  input.after(value);
  submit(input.dataset.value);
  input.addEventListener("input", () => submit(""));

  combobox(input, {
    id: `${input.id}-propositions`,
    label: "Territoires",
    none: "Aucun territoire trouvé",
    choose(found) {
      input.value = found.label;
      input.removeAttribute("aria-invalid");
      submit(found.value);
    },
    async ask(q, signal) {
      const url = `${input.dataset.territories}?${new URLSearchParams({ q })}`;
      const found = await (await fetch(url, { signal })).json();
      if (found.filter(({ label }) => isSame(label, q.trim())).length === 1) return null;
      return found.map((territory) => ({ ...territory, note: territory.detail }));
    },
  });

  // Submit `chosen`, or the text when it is empty.
  function submit(chosen) {
    value.value = chosen;
    value.name = chosen ? name : "";
    input.name = chosen ? "" : name;
  }
});
