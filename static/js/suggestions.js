// Suggestions under the search boxes: an ARIA 1.2 combobox. Without this file, or without an answer,
// the search form works as usual.

const make = (name, properties) => Object.assign(document.createElement(name), properties);
const go = (option) => option && location.assign(option.url);

document.querySelectorAll("form[action='/recherche/'] [type=search]").forEach((input, number) => {
  const id = `suggestions-${number}`;
  const list = make("ul", {
    className: "suggestions",
    id,
    role: "listbox",
    ariaLabel: "Suggestions",
  });
  const status = make("p", { className: "visually-hidden", role: "status" });
  let timer,
    asking,
    active = -1;
  input.parentElement.append(list, status);
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list" });
  input.setAttribute("aria-controls", id);
  close();

  input.addEventListener("input", () => {
    close();
    if (input.value.trim().length > 1) timer = setTimeout(ask, 150);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    const options = list.children,
      step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || list.hidden) return;
    if (step) move(active < 0 && step < 0 ? options.length - 1 : active + step);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) go(options[active]);
    else return;
    event.preventDefault();
  });
  // Keep the focus in the input: losing it closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => go(event.target.closest("li")));

  async function ask() {
    const { signal } = (asking = new AbortController());
    try {
      const answer = await fetch(
        "/recherche/suggestions/?" + new URLSearchParams({ q: input.value }),
        { signal },
      );
      show((await answer.json()).groups.flatMap((group) => group.suggestions));
    } catch {}
  }

  function show(found) {
    list.replaceChildren(
      ...found.map(({ label, kind, url }, rank) => {
        const option = make("li", { id: `${id}-${rank}`, role: "option", url });
        option.append(label, " ", make("small", { textContent: kind }));
        return option;
      }),
    );
    list.hidden = !found.length;
    input.ariaExpanded = String(!list.hidden);
    status.textContent = list.hidden
      ? "Aucune suggestion"
      : `${found.length} suggestion${found[1] ? "s" : ""}, flèches pour choisir`;
  }

  // No option is active before the first or after the last.
  function move(rank) {
    list.children[active]?.setAttribute("aria-selected", "false");
    const option = list.children[rank];
    active = option ? rank : -1;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    move(-1);
    list.hidden = true;
    input.ariaExpanded = "false";
    status.textContent = "";
  }
});
