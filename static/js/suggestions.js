// Suggestions under the search boxes. Without this file, or without an answer, the search form
// works as usual.

import { combobox } from "./combobox.js";

const BOXES = "form[action='/recherche/'] [type=search], .near-form [type=search]";

document.querySelectorAll(BOXES).forEach((input, number) => {
  combobox(input, {
    id: `suggestions-${number}`,
    label: "Suggestions",
    none: "Aucune suggestion",
    choose: ({ url }) => location.assign(url),
    async ask(q, signal) {
      const url = "/recherche/suggestions/?" + new URLSearchParams({ q });
      const { groups } = await (await fetch(url, { signal })).json();
      return groups
        .flatMap((group) => group.suggestions)
        .map((found) => ({ ...found, note: found.kind }));
    },
  });
});
